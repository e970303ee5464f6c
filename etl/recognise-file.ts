import { createReadStream } from 'node:fs';
import type { Contract } from './contract.ts';
import { layoutOfPackage, type Packaged } from './fiscal-package/packaged.ts';
import type { Layout } from './layout.ts';
import { detectEncoding } from './readers/encoding.ts';
import { openFile, type OpenOptions } from './readers/open-file.ts';
import { UnreadableFile, type OpenedFile, type Sheet } from './readers/sheet.ts';
import { recognise, type NotRecognised, type Recognised } from './recognise.ts';

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
    const own = recognise(sheet, format, this.#name, this.layouts, this.#contracts);
    return asItIs || 'code' in own
      ? { sheet, recognised: own }
      : refused('按 datapackage.json 写明的 encoding、dialect 读不出这份文件；请更正 datapackage.json');
  }
}

/**
 * Opens a file and finds the layout of each of its sheets: first as the file says of itself, with the layouts that ask
 * for nothing in particular; then as the other layouts insist that it be read.
 * @throws UnreadableFile
 */
export async function recogniseFile(
  { path, name, scratch, packaged = null }: FileToRecognise,
  layouts: readonly Layout[],
  contracts: ReadonlyMap<string, Contract>,
  { identify, ...options }: RecogniseOptions = {},
): Promise<FileFound> {
  let goesBy = name;
  let word = await PackageWord.of({ name, packaged }, contracts);
  const found = (opened: OpenedFile, candidates: readonly Layout[]): FileFound => ({
    sheets: opened.sheets.map((sheet) => ({
      sheet,
      recognised: recognise(
        sheet,
        sheet.name === null ? 'delimited' : 'workbook',
        goesBy,
        candidates,
        contracts,
      ),
    })),
    close: () => opened.close(),
  });
  const open = () => openFile(path, name, scratch, options);
  const plain = layouts.filter(
    ({ encoding, delimiter }) => encoding === undefined && delimiter === undefined,
  );
  let first: FileFound | null = null;
  let trouble: unknown = null;
  try {
    const opened = await open();
    const other = (await identify?.(opened.sheets)) ?? null;
    if (other !== null) {
      goesBy = other.name;
      word = await PackageWord.of(other, contracts);
    }
    // What we wrote ourselves is in UTF-8, whatever the layout of the file it came from.
    first = found(opened, other === null ? plain : layouts);
    if (other !== null || first.sheets.some(({ sheet }) => sheet.name !== null)) return word.on(first, true);
    if (first.sheets.some(isKnown)) return first;
  } catch (error) {
    if (!(error instanceof UnreadableFile) || !/encoding|malformed|quote/.test(error.code)) throw error;
    trouble = error;
  }
  for (const group of [...byStyle(layouts), ...byStyle(word.layouts)]) {
    const [{ encoding, delimiter } = {}] = group;
    const text = name.toLowerCase().endsWith('.gz') ? `${scratch}/inflated` : path;
    if (await contradicts(text, encoding)) {
      if (!found(await open(), group).sheets.some(isKnown)) continue;
      throw new UnreadableFile(
        'encoding_conflict',
        `布局 ${group[0]?.id ?? ''} 规定编码为 ${encoding ?? ''}，文件却是 Unicode；请按规定的编码导出，或从布局里去掉 encoding`,
      );
    }
    try {
      const next = found(
        await openFile(path, name, scratch, { ...options, style: { encoding, delimiter } }),
        group,
      );
      if (next.sheets.some(isKnown)) return next;
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
    }
  }
  if (first === null)
    throw word.fault === null ? trouble : new UnreadableFile('package_descriptor', word.fault);
  return word.on(first, byStyle(word.layouts).length === 0);
}
