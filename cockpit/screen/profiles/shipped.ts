import { profileSchema } from './profile.ts';
import type { Profile } from './profile.ts';

const files = import.meta.glob<unknown>('./*.json', { import: 'default', eager: true });

/** The profiles that come with the cockpit, smallest picture first. */
export const shippedProfiles: readonly Profile[] = Object.values(files)
  .map((file) => profileSchema.parse(file))
  .sort((a, b) => a.output.width * a.output.height - b.output.width * b.output.height);

export const profileOf = (id: string | null): Profile | null =>
  shippedProfiles.find((profile) => profile.id === id) ?? null;
