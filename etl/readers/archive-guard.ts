import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { UnreadableFile } from './sheet.ts';

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

function openZip(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error) reject(error);
      else resolve(zip);
    });
  });
}

/** Whether an XML part declares a document type; also proves that it inflates to its size. */
function inspectEntry(zip: ZipFile, entry: Entry): Promise<boolean> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) {
        reject(error);
        return;
      }
      // Anywhere, not only at the start: a comment of any length may stand before it. NULs are UTF-16's.
      let [tail, isDeclared] = ['', false];
      stream.on('data', (part: Buffer) => {
        if (isDeclared) return;
        const text = tail + part.toString('latin1').replaceAll('\0', '');
        isDeclared = /<!\s*(doctype|entity)/i.test(text);
        tail = text.slice(-32);
      });
      stream.on('error', reject);
      stream.on('end', () => resolve(isDeclared));
    });
  });
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | null>((resolve, reject) => {
      const settle = (value: Entry | null) => {
        zip.removeAllListeners();
        resolve(value);
      };
      zip.once('entry', settle);
      zip.once('end', () => settle(null));
      zip.once('error', reject);
      zip.readEntry();
    });
    if (entry === null) return;
    yield entry;
  }
}

/**
 * Looks through a workbook before anything is unpacked into memory: number of entries, inflated size, ratio,
 * names that leave the archive, document type declarations, sizes that lie.
 * @throws UnreadableFile
 */
export async function guardArchive(bytes: Buffer, limits: ArchiveLimits = workbookLimits): Promise<void> {
  try {
    const zip = await openZip(bytes);
    if (zip.entryCount > limits.entries)
      throw new UnreadableFile(
        'archive_entries',
        `工作簿里有 ${zip.entryCount} 个部件，上限是 ${limits.entries}；请用 Excel 或 WPS 重新另存`,
      );
    let inflated = 0;
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
      const hasDoctype = await inspectEntry(zip, entry);
      if (hasDoctype && /\.(xml|rels|vml)$/i.test(entry.fileName))
        throw new UnreadableFile(
          'archive_doctype',
          `工作簿的部件 ${entry.fileName} 含有文档类型声明，正常的工作簿不会有；请用 Excel 或 WPS 重新另存`,
        );
    }
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile(
      'broken_archive',
      `工作簿已损坏或不完整，无法打开（${error instanceof Error ? error.message : String(error)}）；请重新导出后再报送`,
    );
  }
}
