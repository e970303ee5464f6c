import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { LayoutEncoding } from '../layout.ts';
import { UnreadableFile } from './sheet.ts';

export type Encoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'gb18030';

/**
 * The byte order of a text in UTF-16 that begins with no mark: the digits and separators of a ledger leave every other
 * byte zero, nearly always on the same side. Null when it is none.
 */
export function utf16WithoutMark(start: Buffer): 'utf-16le' | 'utf-16be' | null {
  const pairs = start.length >> 1;
  let [even, odd] = [0, 0];
  for (let index = 0; index < pairs * 2; index += 2) {
    if (start[index] === 0) even += 1;
    if (start[index + 1] === 0) odd += 1;
  }
  const enough = Math.max(pairs * 0.05, 1);
  // A few hanzi (一, U+4E00) have a zero on the other side.
  if (odd > enough && even * 20 < odd) return 'utf-16le';
  return even > enough && odd * 20 < even ? 'utf-16be' : null;
}

/** Letters that are enough to tell Chinese by. */
const enoughPairs = 10_000;

/**
 * Whether bytes that decode as GB18030 are likely to be Chinese: most of its letters are in the rows of GB 2312. A
 * western text with accents decodes too, by accident, into letters that are not.
 */
async function readsAsChinese(file: string): Promise<boolean> {
  let [pairs, common, lead] = [0, 0, 0];
  for await (const part of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const bytes = part as Buffer;
    for (const byte of bytes) {
      if (lead === 0) {
        if (byte >= 0x81) lead = byte;
        continue;
      }
      pairs += 1;
      if (lead >= 0xa1 && byte >= 0xa1) common += 1;
      lead = 0;
    }
    if (pairs >= enoughPairs) break;
  }
  return common * 2 >= pairs;
}

async function readStart(file: string, bytes: number): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const buffer = Buffer.alloc(bytes);
    const { bytesRead } = await handle.read(buffer, 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** The line (from 1) of the first bytes that are not in the encoding; null when all are. */
async function firstInvalidLine(file: string, encoding: 'utf-8' | 'gb18030'): Promise<number | null> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let line = 1;
  for await (const part of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const bytes = part as Buffer;
    try {
      decoder.decode(bytes, { stream: true });
    } catch {
      return line + lineOfInvalid(bytes, encoding);
    }
    line += countLineFeeds(bytes);
  }
  try {
    decoder.decode();
    return null;
  } catch {
    return line;
  }
}

/** Lines into the part at which decoding fails, by halving. */
function lineOfInvalid(bytes: Buffer, encoding: string): number {
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  return countLineFeeds(bytes.subarray(0, good));
}

export function countLineFeeds(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
}

/**
 * Detects the encoding of a text file: byte order mark, then strict UTF-8 over the whole file, then strict
 * GB18030 (which holds GBK and GB2312).
 * @param isUtf8 whether all of it is UTF-8, where that is known already
 * @throws UnreadableFile when it is empty, binary, or in none of them.
 */
export async function detectEncoding(file: string, isUtf8?: boolean): Promise<Encoding> {
  const start = await readStart(file, 4_096);
  if (start.length === 0) throw new UnreadableFile('empty_file', '文件为空（0 字节）；请重新导出后再报送');
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8-bom';
  if (/^(fffe0000|0000feff)/.test(start.toString('hex', 0, 4)))
    throw new UnreadableFile(
      'unknown_encoding',
      '文件的编码是 UTF-32，一般程序都读不了；请另存为“CSV UTF-8”后再报送',
    );
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const unmarked = utf16WithoutMark(start);
  if (unmarked !== null) return unmarked;
  if (isUtf8) return 'utf-8';
  const badUtf8 = await firstInvalidLine(file, 'utf-8');
  if (badUtf8 === null) return 'utf-8';
  const badGb18030 = await firstInvalidLine(file, 'gb18030');
  if (badGb18030 === null && (await readsAsChinese(file))) return 'gb18030';
  if (badGb18030 === null)
    throw new UnreadableFile(
      'unknown_encoding',
      `文件的编码无法识别：按 UTF-8 读到第 ${badUtf8} 行出错，按 GB18030 读出的不像中文，可能是西文编码；` +
        '请另存为“CSV UTF-8”后再报送，或在布局里写明 encoding（如 windows-1252）',
    );
  throw new UnreadableFile(
    'unknown_encoding',
    `文件的编码无法识别：按 UTF-8 读到第 ${badUtf8} 行出错，按 GB18030 读到第 ${badGb18030} 行出错，` +
      '可能是两种编码的内容拼在了一起；请统一另存为“CSV UTF-8”后再报送',
  );
}

/** What WHATWG calls an encoding, detected or named by a layout. */
export function labelOf(encoding: Encoding | LayoutEncoding): string {
  return encoding === 'utf-8-bom' ? 'utf-8' : encoding;
}

/**
 * Writes the file as UTF-8 without a byte order mark.
 * @param lineFeeds turn lone carriage returns, an old Mac's line ends, into line feeds
 */
export async function writeAsUtf8(
  file: string,
  encoding: Encoding | LayoutEncoding,
  target: string,
  lineFeeds = false,
): Promise<void> {
  const decoder = new TextDecoder(labelOf(encoding), { fatal: true });
  const ended = (text: string) => (lineFeeds ? text.replaceAll('\r', '\n') : text);
  async function* decoded(): AsyncGenerator<string> {
    for await (const part of createReadStream(file, { highWaterMark: 1 << 20 }))
      yield ended(decoder.decode(part as Buffer, { stream: true }));
    yield ended(decoder.decode());
  }
  try {
    await pipeline(Readable.from(decoded()), createWriteStream(target));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UnreadableFile(
      'broken_encoding',
      `文件声明为 ${labelOf(encoding).toUpperCase()}，但其中有不合编码的字节；请另存为“CSV UTF-8”后再报送`,
    );
  }
}
