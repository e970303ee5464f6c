import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { profileSchema, type Profile } from '../../cockpit/screen/profiles/profile.ts';

const folder = join(import.meta.dirname, '../../cockpit/screen/profiles');

/** The displays that the wall is laid out for, as shipped. */
export const displayProfiles: readonly Profile[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => profileSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))));

/** @throws when none is called so */
export function displayProfile(id: string): Profile {
  const found = displayProfiles.find((profile) => profile.id === id);
  if (found === undefined) throw new Error(`no display profile is called ${id}`);
  return found;
}
