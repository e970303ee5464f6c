import { fromBuffer, open, type Entry, type ZipFile } from 'yauzl';

/** What a zip is, by the names of its entries: a program packs its documents in one way only. */

const kinds: readonly (readonly [RegExp, string])[] = [
  [/^xl\/(workbook|worksheets\/[^/]+)\.bin$/i, '二进制工作簿（.xlsb）'],
  [/^index\/.*\.iwa$/i, ' Numbers 表格（.numbers）'],
  [/^word\/document\d*\.xml$/i, ' Word 文档（.docx）'],
  [/^ppt\/presentation\d*\.xml$/i, '演示文稿（.pptx）'],
  [/^META-INF\/MANIFEST\.MF$/i, '程序包（.jar）'],
  [/^(content|styles)\.xml$/i, ' OpenDocument 文档（.ods、.odt）'],
  [/^office\.?document\.xml$|^document\.xml$/i, '其他程序的文档'],
];

/** The name of the kind of document an archive holds; null when it may be a workbook (.xlsx, .xlsm). */
export function foreignKind(names: readonly string[]): string | null {
  const isWorkbook = names.some((name) => /^xl\/worksheets\/[^/]+\.xml$/i.test(name));
  if (isWorkbook) return null;
  const kind = kinds.find(([pattern]) => names.some((name) => pattern.test(name)))?.[1];
  if (kind !== undefined) return kind;
  return names.includes('[Content_Types].xml') ? null : '普通的压缩包（.zip）';
}

const settings = { lazyEntries: true, validateEntrySizes: true } as const;

/** A zip in memory. */
export function openZip(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, settings, (error, zip) => {
      if (error) reject(error);
      else resolve(zip);
    });
  });
}

function openZipFile(file: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    open(file, settings, (error, zip) => {
      if (error) reject(error);
      else resolve(zip);
    });
  });
}

export async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
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

/** Names looked at to tell what an archive is. */
const enoughNames = 2_000;

/** What a zip is that is not called a workbook; "压缩包或工作簿" where it cannot be told. */
export async function kindOfZip(file: string): Promise<string> {
  try {
    const zip = await openZipFile(file);
    const names: string[] = [];
    for await (const { fileName } of entriesOf(zip)) {
      names.push(fileName);
      if (names.length === enoughNames) break;
    }
    zip.close();
    return foreignKind(names) ?? '工作簿（.xlsx）';
  } catch {
    return '压缩包或工作簿';
  }
}
