import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { z } from 'zod';

/** The bundle that the served sample city uses was made by its server (bundle.ts). */
const folder = join(import.meta.dirname, '../../dist/cockpit');
const chunk = z.object({
  file: z.string(),
  imports: z.array(z.string()).default([]),
  isEntry: z.boolean().default(false),
});
const manifest = z
  .record(z.string(), chunk)
  .parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));

/** A chunk and all that it cannot start without. */
function closure(names: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    for (const needed of manifest[name]?.imports ?? []) add(needed);
  };
  names.forEach(add);
  return found;
}

it('the first scene needs no more than 450 KB of gzipped script', () => {
  const first = closure(['index.html', 'screen/scenes/OverviewScene.vue']);
  expect(manifest['index.html']?.isEntry).toBe(true);
  const scripts = [...first].map((name) => manifest[name]?.file ?? '').filter((file) => file.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(1);
  const bytes = scripts.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0);
  expect(bytes).toBeLessThanOrEqual(450 * 1_024);
});
