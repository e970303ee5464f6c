import { createReadStream } from 'node:fs';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Contract } from './contract.ts';
import { layoutOfPackage, type Packaged } from './fiscal-package/packaged.ts';
import { besideFaulty, type FaultyLayout } from './faulty-layouts.ts';
import type { Layout } from './layout.ts';
import { detectEncoding } from './readers/encoding.ts';
import { openFile, type OpenOptions } from './readers/open-file.ts';
import { UnreadableFile, type OpenedFile, type Sheet } from './readers/sheet.ts';
import { chooseAmong, recognise, type View } from './choose-layout.ts';
import type { NotRecognised, Recognised } from './recognise.ts';

/** A sheet of a delivered file, and what it was taken for. */
export interface SheetFound {
  readonly sheet: Sheet;
  readonly recognised: Recognised | NotRecognised;
}

export interface FileFound {
  readonly sheets: readonly SheetFound[];
  close(): Promise<void>;
}

export interface FileToRecognise {
  readonly path: string;
  /** As delivered. */
  readonly name: string;
  /** A folder of its own for temporary copies. */
  readonly scratch: string;
  /** The package it came in; asked where no layout knows the file. */
  readonly packaged?: Packaged | null;
}

export type KnownAs = Pick<FileToRecognise, 'name' | 'packaged'>;

export interface RecogniseOptions extends OpenOptions {
  /** Looks at the sheets before they are recognised; a file that brings rows of another again is known as that one. */
  readonly identify?: (sheets: readonly Sheet[]) => Promise<KnownAs | null>;
  /** The office's own layouts that cannot be used: what one of them may be meant for is not read by another. */
  readonly faulty?: readonly FaultyLayout[];
}

const isKnown = ({ recognised }: SheetFound) => !('code' in recognised);

/** Layouts that insist on the same reading of a text, together. */
function byStyle(layouts: readonly Layout[]): readonly (readonly Layout[])[] {
  const groups = new Map<string, Layout[]>();
  for (const layout of layouts) {
    const { encoding, delimiter } = layout;
    if (encoding === undefined && delimiter === undefined) continue;
    const key = JSON.stringify([encoding, delimiter]);
    groups.set(key, [...(groups.get(key) ?? []), layout]);
  }
  return [...groups.values()];
}

const singleByte = /^(windows|iso)-/;

/** A single-byte encoding reads every file, a UTF-8 one as rubbish: what is surely something else is not read with it. */
async function contradicts(file: string, encoding: string | undefined): Promise<boolean> {
  if (encoding === undefined || !singleByte.test(encoding)) return false;
  const detected = await detectEncoding(file).catch(() => null);
  if (detected === null || detected === 'gb18030') return false;
  return detected !== 'utf-8' || !(await isAscii(file));
}

async function isAscii(file: string): Promise<boolean> {
  for await (const part of createReadStream(file, { highWaterMark: 1 << 20 }))
    if ((part as Buffer).some((byte) => byte > 127)) return false;
  return true;
}

/** What a package says of its file, once no layout knows it. */
class PackageWord {
  readonly layouts: readonly Layout[];
  readonly fault: string | null;
  readonly #name: string;
  readonly #contracts: ReadonlyMap<string, Contract>;

  private constructor(
    name: string,
    layouts: readonly Layout[],
    fault: string | null,
    contracts: ReadonlyMap<string, Contract>,
  ) {
    this.#name = name;
    this.layouts = layouts;
    this.fault = fault;
    this.#contracts = contracts;
  }

  static async of({ name, packaged }: KnownAs, contracts: ReadonlyMap<string, Contract>) {
    const own = packaged ? await layoutOfPackage(packaged, contracts) : null;
    if (own === null) return new PackageWord(name, [], null, contracts);
    return 'fault' in own
      ? new PackageWord(name, [], own.fault, contracts)
      : new PackageWord(name, [own.layout], null, contracts);
  }

  /** @param asItIs whether the file has been read as the package insists that it be */
  on(file: FileFound, asItIs: boolean): FileFound {
    return {
      sheets: file.sheets.map((found) => (isKnown(found) ? found : this.#onSheet(found, asItIs))),
      close: () => file.close(),
    };
  }

  #onSheet({ sheet, recognised }: SheetFound, asItIs: boolean): SheetFound {
    if (!('code' in recognised) || recognised.code !== 'unknown_layout') return { sheet, recognised };
    const refused = (message: string): SheetFound => ({
      sheet,
      recognised: { code: 'package_descriptor', message, resemblance: recognised.resemblance },
    });
    if (this.fault !== null) return refused(`${this.fault}。${recognised.message}`);
    const format = sheet.name === null ? 'delimited' : 'workbook';
    if (!this.layouts.some((layout) => layout.format === format)) return { sheet, recognised };
    const own = recognise(sheet, this.#name, this.layouts, this.#contracts);
    return asItIs || 'code' in own
      ? { sheet, recognised: own }
      : refused('按 datapackage.json 写明的 encoding、dialect 读不出这份文件；请更正 datapackage.json');
  }
}

/** Of a text, enough to see whether a layout's header is in it. */
const glanceBytes = 256 * 1024;

/**
 * The beginning of a text up to the end of a line, in a file of its own: a large ledger is not read through for a
 * layout that may be meant for another. UTF-16 has no byte that ends a line alone.
 */
async function glanceAt(file: string, scratch: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(glanceBytes), 0, glanceBytes, 0);
    const end = bytesRead < glanceBytes ? bytesRead : buffer.subarray(0, bytesRead).lastIndexOf(10) + 1;
    const glance = join(scratch, 'glance');
    await writeFile(glance, buffer.subarray(0, end === 0 ? bytesRead : end));
    return glance;
  } finally {
    await handle.close();
  }
}

/** A text as layouts insist that it be read, and the sheet that comes of it. */
interface StyledView {
  readonly view: View;
  readonly opened: OpenedFile;
}

/**
 * Opens a file and finds the layout of each of its sheets. A text is looked at as it says of itself, and as each layout
 * with an encoding or a delimiter insists that it be read; the most particular of all that fit counts.
 * @throws UnreadableFile
 */
export async function recogniseFile(
  { path, name, scratch, packaged = null }: FileToRecognise,
  layouts: readonly Layout[],
  contracts: ReadonlyMap<string, Contract>,
  { identify, faulty = [], ...options }: RecogniseOptions = {},
): Promise<FileFound> {
  let goesBy = name;
  let word = await PackageWord.of({ name, packaged }, contracts);
  const found = (opened: OpenedFile, candidates: readonly Layout[]): FileFound => ({
    sheets: opened.sheets.map((sheet) => ({
      sheet,
      recognised: recognise(sheet, goesBy, candidates, contracts),
    })),
    close: () => opened.close(),
  });
  const settled = (file: FileFound): FileFound => ({
    ...file,
    sheets: file.sheets.map(({ sheet, recognised }) => ({
      sheet,
      recognised: besideFaulty(recognised, sheet, goesBy, faulty),
    })),
  });
  const plain = layouts.filter(
    ({ encoding, delimiter }) => encoding === undefined && delimiter === undefined,
  );
  const text = name.toLowerCase().endsWith('.gz') ? join(scratch, 'inflated') : path;
  let first: FileFound | null = null;
  let asItIs: OpenedFile | null = null;
  let trouble: unknown = null;
  try {
    asItIs = await openFile(path, name, scratch, options);
    const other = (await identify?.(asItIs.sheets)) ?? null;
    if (other !== null) {
      goesBy = other.name;
      word = await PackageWord.of(other, contracts);
    }
    // What we wrote ourselves is in UTF-8, whatever the layout of the file it came from.
    first = found(asItIs, other === null ? plain : layouts);
    if (other !== null || first.sheets.some(({ sheet }) => sheet.name !== null))
      return settled(word.on(first, true));
  } catch (error) {
    if (!(error instanceof UnreadableFile) || !/encoding|malformed|quote/.test(error.code)) throw error;
    trouble = error;
  }
  const isReadable = first?.sheets.some(isKnown) ?? false;
  /** Null when the text cannot be read so, or is surely in another encoding. */
  let openings = 0;
  const styled = async (group: readonly Layout[], file: string): Promise<StyledView | null> => {
    const [{ encoding, delimiter } = {}] = group;
    // Each opening has its copy in UTF-8 in a folder of its own.
    const own = join(scratch, `styled-${++openings}`);
    await mkdir(own);
    try {
      const style = { encoding, delimiter };
      const opened = await (file === path
        ? openFile(path, name, own, { ...options, style })
        : openFile(file, 'text.csv', own, { style }));
      const [sheet] = opened.sheets;
      return sheet ? { opened, view: { sheet, layouts: group } } : null;
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      return null;
    }
  };
  const views: StyledView[] = [];
  for (const group of [...byStyle(layouts), ...(isReadable ? [] : byStyle(word.layouts))]) {
    const [{ encoding } = {}] = group;
    if (await contradicts(text, encoding)) {
      const [sheet] = (asItIs ?? (await openFile(path, name, scratch, options))).sheets;
      const all = sheet
        ? [...(isReadable ? [{ sheet, layouts: plain }] : []), { sheet, layouts: group }]
        : [];
      if (chooseAmong(all, goesBy, contracts)?.view !== all.at(-1)) continue;
      throw new UnreadableFile(
        'encoding_conflict',
        `布局 ${group[0]?.id ?? ''} 规定编码为 ${encoding ?? ''}，文件却是 Unicode；请按规定的编码导出，或从布局里去掉 encoding`,
      );
    }
    if (isReadable && encoding?.startsWith('utf-16') !== true) {
      const glance = await styled(group, await glanceAt(text, scratch));
      if (!glance || chooseAmong([glance.view], goesBy, contracts) === null) continue;
    }
    const whole = await styled(group, path);
    if (whole) views.push(whole);
  }
  const [sheet] = isReadable ? (asItIs?.sheets ?? []) : [];
  const own = sheet ? { sheet, layouts: plain } : null;
  const choice = chooseAmong([...(own ? [own] : []), ...views.map(({ view }) => view)], goesBy, contracts);
  const chosen = views.find(({ view }) => view === choice?.view);
  if (choice && (chosen || choice.view === own)) {
    const file = chosen?.opened ?? asItIs;
    return settled({
      sheets: [{ sheet: choice.view.sheet, recognised: choice.recognised }],
      close: () => file?.close() ?? Promise.resolve(),
    });
  }
  if (first === null)
    throw word.fault === null ? trouble : new UnreadableFile('package_descriptor', word.fault);
  return settled(word.on(first, byStyle(word.layouts).length === 0));
}
