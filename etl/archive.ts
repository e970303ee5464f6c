import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { settle, type Home } from '../warehouse/home.ts';

/** A delivered file kept as delivered. */
export interface ArchivedFile {
  readonly sha256: string;
  readonly path: string;
  readonly bytes: number;
}

/** Characters no file system minds; the receipt keeps the name as delivered. */
function safeName(name: string): string {
  return name.replace(/[^\p{L}\p{N}._()（）【】 -]/gu, '_').slice(-120);
}

export async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(part as Buffer);
  return hash.digest('hex');
}

/** The archived file of this content, or null. */
export async function findArchived(home: Home, sha256: string): Promise<ArchivedFile | null> {
  const folder = join(home.archivedFiles, sha256);
  try {
    const [name] = await readdir(folder);
    if (name === undefined) return null;
    const path = join(folder, name);
    return { sha256, path, bytes: (await stat(path)).size };
  } catch {
    return null;
  }
}

/** Copies a file into the archive under its SHA-256, hashing on the way; it is there whole or not at all. */
export async function archiveFile(
  home: Home,
  file: string,
  name: string,
  delivery: string,
): Promise<ArchivedFile> {
  const hash = createHash('sha256');
  const copy = join(home.scratch, `arriving-${delivery}`);
  await mkdir(home.scratch, { recursive: true });
  await pipeline(
    createReadStream(file, { highWaterMark: 1 << 20 }),
    new Transform({
      transform(part: Buffer, _encoding, done) {
        hash.update(part);
        done(null, part);
      },
    }),
    createWriteStream(copy),
  );
  const sha256 = hash.digest('hex');
  const known = await findArchived(home, sha256);
  if (known) {
    await rm(copy, { force: true });
    return known;
  }
  const path = join(home.archivedFiles, sha256, safeName(name) || 'file');
  await settle(copy, path);
  return { sha256, path, bytes: (await stat(path)).size };
}
