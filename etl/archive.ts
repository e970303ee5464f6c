import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { settle, type Home } from '../warehouse/home.ts';
import { TextSurveyor, type TextSurvey } from './readers/text-survey.ts';

/** A delivered file kept as delivered. */
export interface ArchivedFile {
  readonly sha256: string;
  readonly path: string;
  readonly bytes: number;
  /** What was seen of it when it came; absent when it is taken from the archive again. */
  readonly survey?: TextSurvey;
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

/** A file copied into the scratch folder and looked over on the way: one pass over its bytes. */
export interface Arrived {
  readonly copy: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly survey: TextSurvey;
}

/** Copies a file to `copy`, hashing it and surveying it as a text on the way. */
export async function copyIn(file: string, copy: string): Promise<Arrived> {
  const hash = createHash('sha256');
  const surveyor = new TextSurveyor();
  let bytes = 0;
  await mkdir(dirname(copy), { recursive: true });
  await pipeline(
    createReadStream(file, { highWaterMark: 1 << 20 }),
    new Transform({
      transform(part: Buffer, _encoding, done) {
        hash.update(part);
        surveyor.add(part);
        bytes += part.length;
        done(null, part);
      },
    }),
    createWriteStream(copy),
  );
  return { copy, sha256: hash.digest('hex'), bytes, survey: surveyor.done() };
}

/** Moves a copied file into the archive under its SHA-256; it is there whole or not at all. */
export async function archiveFile(
  home: Home,
  { copy, sha256, bytes, survey }: Arrived,
  name: string,
): Promise<ArchivedFile> {
  const known = await findArchived(home, sha256);
  if (known) {
    await rm(copy, { force: true });
    return { ...known, survey };
  }
  const path = join(home.archivedFiles, sha256, safeName(name) || 'file');
  await settle(copy, path);
  return { sha256, path, bytes, survey };
}
