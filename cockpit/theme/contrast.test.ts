import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deepestCell } from '../screen/scenes/tax/tax-specs.ts';
import { contrast, luminance, mixed, themeTokens } from './contrast.ts';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');

describe.each(['dark', 'light'])('the %s theme', (theme) => {
  const tokens = themeTokens(css, theme);
  const of = (name: string): string => tokens.get(name) ?? '';
  const grounds = ['--ground', '--raised'];

  it('is there', () => {
    expect(tokens.size).toBeGreaterThan(12);
  });

  it.each(grounds)('figures stand out from %s by 7:1 or more', (ground) => {
    for (const ink of ['--ink', '--ink-2'])
      expect(contrast(of(ink), of(ground)), ink).toBeGreaterThanOrEqual(7);
  });

  it('figures in colour stand out from the wall by 7:1 or more', () => {
    for (const ink of ['--alert', '--gold', '--revenue-ink', '--expenditure-ink'])
      expect(contrast(of(ink), of('--ground')), ink).toBeGreaterThanOrEqual(7);
  });

  it.each(grounds)('all other text stands out from %s by 4.5:1 or more', (ground) => {
    for (const text of ['--ink-3', '--alert', '--gold', '--revenue', '--expenditure'])
      expect(contrast(of(text), of(ground)), text).toBeGreaterThanOrEqual(4.5);
  });

  it('banners are readable', () => {
    expect(contrast(of('--ink'), of('--alert-ground'))).toBeGreaterThanOrEqual(7);
  });

  it('bars and lines stand out from what they lie on by 3:1 or more', () => {
    for (const bar of ['--revenue', '--expenditure', '--past-1', '--alert-bar', '--less'])
      expect(contrast(of(bar), of('--track')), bar).toBeGreaterThanOrEqual(3);
    expect(contrast(of('--past-1'), of('--ground'))).toBeGreaterThanOrEqual(3);
  });

  it('names and marks on the tiles of the cartogram stand out from them by 4.5:1 or more', () => {
    for (const tile of [...tokens.keys()].filter((name) => /^--tile-\w+$/.test(name)))
      expect(contrast(of(`${tile}-ink`), of(tile)), tile).toBeGreaterThanOrEqual(4.5);
  });

  it('figures on the shaded cells of a matrix stand out from them by 4.5:1 or more', () => {
    for (let share = 0; share <= deepestCell; share += 0.01)
      expect(
        contrast(of('--ink'), mixed(of('--revenue'), of('--raised'), share)),
        String(share),
      ).toBeGreaterThanOrEqual(4.5);
  });

  it('shades of the map can be told from each other and from the wall', () => {
    const shades = [0, 0.25, 0.5, 0.75, 1].map((share) => mixed(of('--revenue'), of('--map-pale'), share));
    const steps = [of('--ground'), ...shades].map(luminance);
    for (const [at, step] of steps.slice(1).entries()) {
      const before = steps[at] ?? 0;
      const [high, low] = [Math.max(step, before), Math.min(step, before)];
      expect((high + 0.05) / (low + 0.05), `step ${at + 1}`).toBeGreaterThan(1.2);
    }
  });
});

describe('colours', () => {
  it('are compared and mixed as the browser does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(mixed('#ff0000', '#0000ff', 0.5)).toBe('#8c53a2');
    expect(mixed('#ffffff', '#000000', 1)).toBe('#ffffff');
  });
});
