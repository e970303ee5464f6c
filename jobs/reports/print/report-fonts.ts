import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { unpackWoff } from './woff.ts';

/** The fonts a page is set in: no font of the machine is ever looked at, so that a report is the same everywhere. */
export interface ReportFonts {
  readonly files: readonly string[];
  readonly blobs: readonly Buffer[];
}

const resolve = createRequire(import.meta.url).resolve;
const noto = '@expo-google-fonts';
/** Whole fonts of 30 000 characters under the SIL Open Font Licence: song, its bold for titles, hei. */
const housed = [
  `${noto}/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf`,
  `${noto}/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf`,
  `${noto}/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf`,
];
const kaiti = '@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-500-normal.woff';

/** Files of the fonts, below node_modules: all that is ever read of the packages they are in. */
export const usedFontFiles: readonly string[] = [...housed, kaiti];
export const fontPackages: readonly string[] = [
  `${noto}/noto-serif-sc`,
  `${noto}/noto-sans-sc`,
  '@fontsource/lxgw-wenkai',
];

/** What charts are drawn with. */
export const chartFont = { file: resolve(housed[2] ?? ''), family: 'Noto Sans SC' } as const;

/** The fonts of the house, and before them the office's own (TTF, OTF, TTC) of a folder. */
export async function reportFonts(officeFolder: string): Promise<ReportFonts> {
  const names = (await readdir(officeFolder).catch(() => [])).filter((name) =>
    /\.(ttf|otf|ttc)$/i.test(name),
  );
  return {
    files: [...names.sort().map((name) => join(officeFolder, name)), ...housed.map((name) => resolve(name))],
    blobs: [unpackWoff(await readFile(resolve(kaiti)))],
  };
}
