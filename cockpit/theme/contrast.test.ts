import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');

/** The tokens of one theme, `--name` → `#rrggbb`. */
function tokensOf(theme: string): ReadonlyMap<string, string> {
  const block = new RegExp(`data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  return new Map(
    [...block.matchAll(/(--[\w-]+): (#[0-9a-f]{6});/g)].map((found) => [found[1] ?? '', found[2] ?? '']),
  );
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(left: string, right: string): number {
  const [low = 0, high = 0] = [luminance(left), luminance(right)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

describe.each(['dark', 'light'])('the %s theme', (theme) => {
  const tokens = tokensOf(theme);
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
});
