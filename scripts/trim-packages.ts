/**
 * `node --import tsx scripts/trim-packages.ts NODE_MODULES`: removes from installed packages what a server never
 * reads: the weights and formats of fonts no report is set in, and ECharts' ready-made bundles. For the image alone.
 */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fontPackages, usedFontFiles } from '../jobs/reports/print/report-fonts.ts';

/** Everything of ECharts that is imported is in `lib`; `dist` is for a script element. */
const bundles = ['echarts/dist'];

/** Files and folders of a node_modules, from it, that are never read. */
export function unneeded(files: readonly string[]): readonly string[] {
  const used = new Set(usedFontFiles);
  return files.filter(
    (file) =>
      bundles.some((folder) => file.startsWith(`${folder}/`)) ||
      (/\.(?:ttf|otf|woff2?)$/.test(file) &&
        fontPackages.some((name) => file.startsWith(`${name}/`)) &&
        !used.has(file)),
  );
}

/** @returns bytes that were freed */
export function trim(nodeModules: string): number {
  const packages = [...fontPackages, ...bundles];
  const files = packages.flatMap((folder) =>
    readdirSync(join(nodeModules, folder), { recursive: true, encoding: 'utf8' }).map(
      (name) => `${folder}/${name}`,
    ),
  );
  const gone = unneeded(files).filter((file) => statSync(join(nodeModules, file)).isFile());
  const bytes = gone.reduce((sum, file) => sum + statSync(join(nodeModules, file)).size, 0);
  for (const file of gone) rmSync(join(nodeModules, file));
  return bytes;
}

const [, , folder] = process.argv;
if (import.meta.filename === resolve(process.argv[1] ?? '') && folder !== undefined)
  console.log(`${(trim(folder) / 2 ** 20).toFixed(0)} MB of fonts and bundles removed`);
