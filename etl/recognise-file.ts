import { createReadStream } from 'node:fs';
import type { Contract } from './contract.ts';
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
}

export interface RecogniseOptions extends OpenOptions {
  /** Looks at the sheets before they are recognised; a file that brings rows of another again goes by its name. */
  readonly identify?: (sheets: readonly Sheet[]) => Promise<string | null>;
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

/**
 * Opens a file and finds the layout of each of its sheets: first as the file says of itself, with the layouts that ask
 * for nothing in particular; then as the other layouts insist that it be read.
 * @throws UnreadableFile
 */
export async function recogniseFile(
  { path, name, scratch }: FileToRecognise,
  layouts: readonly Layout[],
  contracts: ReadonlyMap<string, Contract>,
  { identify, ...options }: RecogniseOptions = {},
): Promise<FileFound> {
  let goesBy = name;
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
    goesBy = other ?? name;
    // What we wrote ourselves is in UTF-8, whatever the layout of the file it came from.
    first = found(opened, other === null ? plain : layouts);
    if (first.sheets.some(isKnown) || first.sheets.some(({ sheet }) => sheet.name !== null)) return first;
  } catch (error) {
    if (!(error instanceof UnreadableFile) || !/encoding|malformed|quote/.test(error.code)) throw error;
    trouble = error;
  }
  for (const group of byStyle(layouts)) {
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
  if (first === null) throw trouble;
  return first;
}
