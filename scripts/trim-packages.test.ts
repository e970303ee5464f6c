import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { fontPackages, usedFontFiles } from '../jobs/reports/print/report-fonts.ts';
import { trim, unneeded } from './trim-packages.ts';

const installed = join(import.meta.dirname, '..', 'node_modules');

test('fonts that reports are set in stay, all others of their packages go, and nothing else', () => {
  const all = fontPackages.flatMap((name) =>
    readdirSync(join(installed, name), { recursive: true, encoding: 'utf8' }).map(
      (file) => `${name}/${file}`,
    ),
  );
  const gone = new Set(unneeded(all));
  for (const file of usedFontFiles) expect(all, file).toContain(file);
  expect(usedFontFiles.filter((file) => gone.has(file))).toEqual([]);
  const left = all.filter((file) => !gone.has(file));
  expect(left.filter((file) => /\.(ttf|otf|woff2?)$/.test(file)).sort()).toEqual([...usedFontFiles].sort());
  for (const name of fontPackages) expect(left).toContain(`${name}/package.json`);
  expect(left.some((file) => /LICEN[CS]E/.test(file))).toBe(true);
  expect(unneeded(['echarts/lib/echarts.js', '@fontsource-variable/noto-sans-sc/files/a.woff2'])).toEqual([]);
});

test('what was trimmed is smaller by what it says', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cockpit-trim-'));
  try {
    for (const name of [...fontPackages, 'echarts/dist']) mkdirSync(join(folder, name), { recursive: true });
    const [used = ''] = usedFontFiles;
    mkdirSync(dirname(join(folder, used)), { recursive: true });
    cpSync(join(installed, used), join(folder, used));
    writeFileSync(join(folder, 'echarts/dist/echarts.js'), 'x'.repeat(100));
    writeFileSync(join(folder, fontPackages[0] ?? '', 'other.ttf'), 'y'.repeat(50));
    expect(trim(folder)).toBe(150);
    expect(existsSync(join(folder, used))).toBe(true);
    expect(existsSync(join(folder, 'echarts/dist/echarts.js'))).toBe(false);
    expect(trim(folder)).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
