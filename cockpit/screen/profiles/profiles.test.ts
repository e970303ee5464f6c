import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { geometryOf, pitchOf } from '../../theme/geometry.ts';
import { anglesOf, leastArcMinutes } from '../../theme/legibility.ts';
import { leastPixels, typeScale } from '../../theme/type-scale.ts';
import { profileSchema, viewingOf } from './profile.ts';
import { shippedProfiles } from './shipped.ts';

const tokens = readFileSync(join(import.meta.dirname, '../../theme/tokens.css'), 'utf8');

it('six displays are shipped', () => {
  expect(shippedProfiles.map(({ output }) => `${output.width}×${output.height}`).sort()).toEqual([
    '1080×1920',
    '1920×1080',
    '2560×1080',
    '3840×2160',
    '5120×1440',
    '7680×2160',
  ]);
});

it('the scale of type is the one of the style sheet', () => {
  for (const size of ['lead', 'figure', 'title'] as const)
    expect(tokens).toContain(`--text-${size}: calc(${typeScale[size]} * var(--u) * var(--type));`);
  for (const size of ['body', 'note'] as const)
    expect(tokens).toContain(
      `--text-${size}: calc(max(${typeScale[size]} * var(--u), ${leastPixels[size]}px) * var(--type));`,
    );
});

describe.each(shippedProfiles)('$id', (profile) => {
  const { output, physical, viewingDistance } = profile;
  const viewing = viewingOf(profile);
  const { u, type } = geometryOf(output.width, output.height, viewing);

  it('has square pixels', () => {
    expect(physical.width / output.width).toBeCloseTo(physical.height / output.height, 6);
  });

  it.each(Object.entries(typeScale))(
    'the farthest viewer reads %s type as it is drawn, at 16 minutes of arc or more',
    (_, units) => {
      const pitch = pitchOf(output.width, output.height, viewing);
      expect(anglesOf(units * u, pitch, viewingDistance)).toBeGreaterThanOrEqual(leastArcMinutes);
      expect(type).toBe(1);
    },
  );
});

it('a profile that says nonsense is refused', () => {
  const [good] = shippedProfiles;
  expect(profileSchema.safeParse(good).success).toBe(true);
  expect(profileSchema.safeParse({ ...good, columns: 6 }).success).toBe(false);
  expect(profileSchema.safeParse({ ...good, viewingDistance: 0 }).success).toBe(false);
  expect(profileSchema.safeParse({ ...good, physical: { width: 1, height: -1 } }).success).toBe(false);
});
