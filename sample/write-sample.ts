import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { generateCity, type WrittenFile } from './city/generate.ts';
import type { Planted } from './city/oddities.ts';

const publishedFolder = fileURLToPath(new URL('./published/', import.meta.url));

export interface WriteSampleOptions {
  readonly seed: number;
  readonly payments: number;
  readonly folder: string;
  /** Earlier years of the city are left out, for a small sample: 2021 (default) to 2025. */
  readonly firstYear?: number;
  /** Called when a file is complete; its name is relative to `folder`. */
  readonly onFile?: (file: WrittenFile) => void;
}

export interface WrittenSample {
  /** Relative to the folder, in the order they should be ingested: `published/…` are 公开数据, `city/…` 示例数据. */
  readonly files: readonly string[];
  readonly planted: Planted;
}

/** Writes the published figures, the generated city and `planted.json` into a folder. */
export async function writeSample(options: WriteSampleOptions): Promise<WrittenSample> {
  const { folder, onFile } = options;
  await mkdir(join(folder, 'published'), { recursive: true });
  const published: string[] = [];
  for (const entry of (await readdir(publishedFolder)).filter((name) => name.endsWith('.csv')).sort()) {
    const name = `published/${entry}`;
    await copyFile(join(publishedFolder, entry), join(folder, name));
    published.push(name);
    onFile?.({ name, rows: parse(await readFile(join(folder, name)), { from_line: 2 }).length });
  }
  const city = await generateCity({
    seed: options.seed,
    payments: options.payments,
    ...(options.firstYear === undefined ? {} : { firstYear: options.firstYear }),
    outputFolder: join(folder, 'city'),
    onFile: ({ name, rows }) => onFile?.({ name: `city/${name}`, rows }),
  });
  await writeFile(join(folder, 'planted.json'), `${JSON.stringify(city.planted, null, 2)}\n`);
  return { files: [...published, ...city.files.map((name) => `city/${name}`)], planted: city.planted };
}
