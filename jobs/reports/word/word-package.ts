import { buffer } from 'node:stream/consumers';
import { fromBuffer, type Entry, type ZipFile as PackedFile } from 'yauzl';
import { ZipFile } from 'yazl';

/** The same document gives the same bytes: no time of writing, whatever the time zone of the machine. */
const written = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true, mode: 0o100644 };

const open = (bytes: Buffer): Promise<PackedFile> =>
  new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => (error ? reject(error) : resolve(zip)));
  });

const contentOf = (zip: PackedFile, entry: Entry): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(buffer(stream))));
  });

/** The parts of a packed Office file, by name. */
export async function packageParts(bytes: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await open(bytes);
  const parts = new Map<string, Buffer>();
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject).on('end', resolve);
    zip.on('entry', (entry: Entry) => {
      contentOf(zip, entry).then((content) => {
        parts.set(entry.fileName, content);
        zip.readEntry();
      }, reject);
    });
    zip.readEntry();
  });
  return parts;
}

/** The styles with some of them taken off the page's grid. */
const ungridded = (xml: string, ids: readonly string[]): string =>
  xml.replace(/<w:style [^>]*w:styleId="(\w+)"[^]*?<\/w:style>/g, (style, id: string) =>
    ids.includes(id) ? style.replace('<w:spacing', '<w:snapToGrid w:val="false"/><w:spacing') : style,
  );

/**
 * A Word file as `docx` packed it, made again without the time: its own dates become those of the build. Even pages
 * get mirrored margins, and small texts are taken off the page's grid: the library has no options for these.
 */
export async function settledPackage(
  packed: Buffer,
  madeAt: string,
  offGrid: readonly string[],
): Promise<Buffer> {
  const at = `${new Date(madeAt).toISOString().slice(0, 19)}Z`;
  const mended: Readonly<Record<string, (xml: string) => string>> = {
    'docProps/core.xml': (xml) => xml.replace(/(<dcterms:(created|modified)[^>]*>)[^<]*/g, `$1${at}`),
    'word/styles.xml': (xml) => ungridded(xml, offGrid),
    'word/settings.xml': (xml) => xml.replace(/(<w:displayBackgroundShape[^>]*\/>)/, '$1<w:mirrorMargins/>'),
  };
  const zip = new ZipFile();
  for (const [name, content] of await packageParts(packed)) {
    const mend = mended[name];
    zip.addBuffer(mend === undefined ? content : Buffer.from(mend(content.toString())), name, written);
  }
  zip.end();
  return buffer(zip.outputStream);
}
