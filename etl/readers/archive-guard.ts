import type { Entry, ZipFile } from 'yauzl';
import { entriesOf, foreignKind, openZip } from './archive-kind.ts';
import { UnreadableFile, maxColumns } from './sheet.ts';

/** What a workbook may be once it is unpacked. */
export interface ArchiveLimits {
  readonly entries: number;
  readonly inflatedBytes: number;
  /** Inflated to packed, for archives over `ratioFromBytes`. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
}

export const workbookLimits: ArchiveLimits = {
  entries: 2_000,
  inflatedBytes: 512 * 1024 * 1024,
  ratio: 100,
  ratioFromBytes: 8 * 1024 * 1024,
};

const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;

/** Relationships of a part are small; of a larger one only the start is looked at. */
const maxRelationships = 1024 * 1024;

interface Inspected {
  readonly hasDoctype: boolean;
  /** Targets outside of the workbook that a program would fetch, hyperlinks apart. */
  readonly outside: readonly string[];
  readonly hasDde: boolean;
  /** A worksheet's rows begin and do not end: what is read of it is not all of it. */
  readonly isTornOff: boolean;
  /** Of a worksheet: rows that hold cells, and columns, that are hidden. */
  readonly hidden: { readonly rows: number; readonly columns: number };
}

const hiddenRow = /<(?:\w+:)?row\s(?:[^<>]*\s)?hidden\s*=\s*["'](?:1|true)["'][^<>]*(?<!\/)>/g;
const hiddenColumns = /<(?:\w+:)?col\s(?:[^<>]*\s)?hidden\s*=\s*["'](?:1|true)["'][^<>]*>/g;
/** A tag longer than this is no row's. */
const longestTag = 1_024;

/** Counts the hidden rows and columns of a worksheet's text, which comes in parts. */
class HiddenCounter {
  rows = 0;
  columns = 0;
  #torn = '';

  add(part: string): void {
    const text = this.#torn + part;
    const end = text.lastIndexOf('<');
    const isTorn = end !== -1 && text.length - end < longestTag && !text.includes('>', end);
    const whole = isTorn ? text.slice(0, end) : text;
    this.#torn = isTorn ? text.slice(end) : '';
    this.rows += whole.match(hiddenRow)?.length ?? 0;
    for (const [tag] of whole.matchAll(hiddenColumns)) {
      const at = (name: string) => Number(new RegExp(`\\s${name}\\s*=\\s*["'](\\d+)`).exec(tag)?.[1] ?? 0);
      // What is hidden to the right of all columns hides nothing.
      if (at('max') < maxColumns) this.columns += at('max') - at('min') + 1;
    }
  }
}

function outsideOf(relationships: string): readonly string[] {
  return (relationships.match(/<(?:\w+:)?Relationship\s[^>]*>/g) ?? []).flatMap((tag) => {
    const value = (name: string) => new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(tag)?.[1] ?? '';
    const isOutside = value('TargetMode').toLowerCase() === 'external';
    return isOutside && !value('Type').endsWith('/hyperlink') ? [value('Target')] : [];
  });
}

/** What an XML part declares and asks for; also proves that it inflates to its size. */
function inspectEntry(zip: ZipFile, entry: Entry): Promise<Inspected> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) {
        reject(error);
        return;
      }
      // Anywhere, not only at the start: a comment of any length may stand before it. NULs are UTF-16's.
      let [tail, hasDoctype, hasDde, kept, opens, closes] = ['', false, false, '', false, false];
      const isSheet = /(^|\/)worksheets\/[^/]+\.xml$/i.test(entry.fileName);
      const isRelationships = entry.fileName.endsWith('.rels');
      const hidden = new HiddenCounter();
      const isLink = /(^|\/)externalLinks\//i.test(entry.fileName);
      stream.on('data', (part: Buffer) => {
        if (isRelationships && kept.length < maxRelationships)
          kept += part.toString('utf8').replaceAll('\0', '');
        if (hasDoctype) return;
        const own = part.toString('latin1').replaceAll('\0', '');
        const text = tail + own;
        if (isSheet) hidden.add(own);
        hasDoctype = /<!\s*(doctype|entity)/i.test(text);
        hasDde ||= isLink && /<(\w+:)?ddeLink/i.test(text);
        opens ||= isSheet && /<(\w+:)?sheetData\s*>/.test(text);
        closes ||= isSheet && /<\/(\w+:)?sheetData\s*>/.test(text);
        tail = text.slice(-32);
      });
      stream.on('error', reject);
      stream.on('end', () =>
        resolve({ hasDoctype, hasDde, isTornOff: opens && !closes, outside: outsideOf(kept), hidden }),
      );
    });
  });
}

/** Pictures and the like: what looks like a document type in one is chance. */
const isBinary = (name: string) =>
  /\.(png|jpe?g|gif|bmp|tiff?|emf|wmf|bin|ole|wav|mp3|mp4|ttf|odttf)$/i.test(name);

/** What is in a workbook that was looked at and left alone, in words. */
function noticesOf(
  names: readonly string[],
  outside: ReadonlySet<string>,
  hasDde: boolean,
  hidden: Inspected['hidden'],
): readonly string[] {
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name));
  const [first = ''] = outside;
  const shown = Array.from(first.replace(/[\p{C}\u2028\u2029]/gu, ''))
    .slice(0, 120)
    .join('');
  const parts = [
    ...(hidden.rows > 0 ? [`${hidden.rows} 行`] : []),
    ...(hidden.columns > 0 ? [`${hidden.columns} 列`] : []),
  ];
  return [
    ...(parts.length > 0
      ? [`工作簿里有 ${parts.join('、')}是隐藏的，与其他的一样读取；请核对它们是否应当计入`]
      : []),
    ...(outside.size > 0
      ? [`工作簿引用了 ${outside.size} 处外部文件或网址（如 ${shown}），没有读取；以工作簿里保存的值为准`]
      : []),
    ...(hasDde ? ['工作簿含有到其他程序的动态链接（DDE），没有连接'] : []),
    ...(has(/^xl\/connections\.(xml|bin)$/i) ? ['工作簿含有外部数据连接，没有连接'] : []),
    ...(has(/vbaProject\.bin$|^xl\/macrosheets\//i) ? ['工作簿含有宏，没有运行'] : []),
    ...(has(/^xl\/(embeddings|activeX)\//i) ? ['工作簿含有嵌入的对象或控件，没有打开'] : []),
  ];
}

/** Entries that no program writes and that mean one thing here and another there. */
function strangeEntry(entry: Entry, names: ReadonlySet<string>): string | null {
  const isUnix = entry.versionMadeBy >> 8 === 3;
  if (isUnix && ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000)
    return `工作簿的部件 ${entry.fileName} 是一个符号链接，正常的工作簿不会有`;
  if (names.has(entry.fileName.toLowerCase()))
    return `工作簿里有两个部件都叫 ${entry.fileName}，无法判断以哪个为准`;
  return null;
}

/**
 * Looks through a workbook before anything is unpacked into memory: number of entries, inflated size, ratio,
 * names that leave the archive or come twice, links, document type declarations, sizes that lie, other documents.
 * @returns what a person should know of and is left alone: links to the outside, macros
 * @throws UnreadableFile
 */
export async function guardArchive(
  bytes: Buffer,
  limits: ArchiveLimits = workbookLimits,
): Promise<readonly string[]> {
  try {
    const zip = await openZip(bytes);
    if (zip.entryCount > limits.entries)
      throw new UnreadableFile(
        'archive_entries',
        `工作簿里有 ${zip.entryCount} 个部件，上限是 ${limits.entries}；请用 Excel 或 WPS 重新另存`,
      );
    let inflated = 0;
    const names: string[] = [];
    const seen = new Set<string>();
    const outside = new Set<string>();
    let hasDde = false;
    const hidden = { rows: 0, columns: 0 };
    for await (const entry of entriesOf(zip)) {
      inflated += entry.uncompressedSize;
      if (inflated > limits.inflatedBytes)
        throw new UnreadableFile(
          'archive_size',
          `工作簿解压后超过 ${megabytes(limits.inflatedBytes)}；请拆成几个文件后再报送`,
        );
      if (inflated > limits.ratioFromBytes && inflated / bytes.length > limits.ratio)
        throw new UnreadableFile(
          'archive_ratio',
          `工作簿解压后是原来的 ${Math.round(inflated / bytes.length)} 倍，上限是 ${limits.ratio} 倍；请重新另存`,
        );
      // Every part is inflated once, to nowhere: a size that lies is found before anything is unpacked for good.
      const strange = strangeEntry(entry, seen);
      if (strange !== null)
        throw new UnreadableFile('archive_entry', `${strange}；请用 Excel 或 WPS 重新另存`);
      seen.add(entry.fileName.toLowerCase());
      const found = await inspectEntry(zip, entry);
      names.push(entry.fileName);
      for (const target of found.outside) outside.add(target);
      hasDde ||= found.hasDde;
      hidden.rows += found.hidden.rows;
      hidden.columns += found.hidden.columns;
      if (found.hasDoctype && !isBinary(entry.fileName))
        throw new UnreadableFile(
          'archive_doctype',
          `工作簿的部件 ${entry.fileName} 含有文档类型声明，正常的工作簿不会有；请用 Excel 或 WPS 重新另存`,
        );
      if (found.isTornOff)
        throw new UnreadableFile(
          'broken_workbook',
          `工作簿的部件 ${entry.fileName} 不完整，后面的行已丢失；请用 Excel 或 WPS 打开核对，重新另存后再报送`,
        );
    }
    const kind = foreignKind(names);
    if (kind !== null)
      throw new UnreadableFile(
        'wrong_extension',
        `文件以工作簿命名，内容其实是${kind}；请用 Excel 或 WPS 另存为 .xlsx，或导出 CSV 后再报送`,
      );
    return noticesOf(names, outside, hasDde, hidden);
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile(
      'broken_archive',
      `工作簿已损坏或不完整，无法打开（${error instanceof Error ? error.message : String(error)}）；请重新导出后再报送`,
    );
  }
}
