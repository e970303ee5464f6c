import { inflateSync } from 'node:zlib';

const woffHead = 44;
const woffEntry = 20;
const sfntHead = 12;
const sfntEntry = 16;

/**
 * The font inside a WOFF 1.0 file, as the typesetter reads it: the same tables, unpacked, under an sfnt directory
 * (https://www.w3.org/TR/WOFF/, section 3).
 * @throws Error when it is not a WOFF file
 */
export function unpackWoff(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF')
    throw new Error('not a WOFF 1.0 file: it should begin with wOFF');
  const count = woff.readUInt16BE(12);
  const head = Buffer.alloc(sfntHead + sfntEntry * count);
  const largest = 2 ** Math.floor(Math.log2(count));
  woff.copy(head, 0, 4, 8);
  head.writeUInt16BE(count, 4);
  head.writeUInt16BE(largest * sfntEntry, 6);
  head.writeUInt16BE(Math.log2(largest), 8);
  head.writeUInt16BE((count - largest) * sfntEntry, 10);
  const parts: Buffer[] = [head];
  let at = head.length;
  for (let index = 0; index < count; index += 1) {
    const from = woffHead + woffEntry * index;
    const [offset, packed, length] = [4, 8, 12].map((field) => woff.readUInt32BE(from + field));
    if (offset === undefined || packed === undefined || length === undefined) continue;
    const own = woff.subarray(offset, offset + packed);
    const table = packed < length ? inflateSync(own) : own;
    const to = sfntHead + sfntEntry * index;
    woff.copy(head, to, from, from + 4);
    woff.copy(head, to + 4, from + 16, from + 20);
    head.writeUInt32BE(at, to + 8);
    head.writeUInt32BE(length, to + 12);
    const padding = (4 - (length % 4)) % 4;
    parts.push(table, Buffer.alloc(padding));
    at += length + padding;
  }
  return Buffer.concat(parts);
}
