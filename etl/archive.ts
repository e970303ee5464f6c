import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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

/** Fits the processor's cache: what has been read is still there to be hashed, surveyed and written. */
const partBytes = 256 * 1024;

/**
 * Copies a file to `copy`, hashing it and surveying it as a text on the way. Two buffers take turns: while one is
 * looked over, the other is read into. Streams take a new buffer for every part, which costs as much as all the rest.
 */
export async function copyIn(file: string, copy: string): Promise<Arrived> {
  const hash = createHash('sha256');
  const surveyor = new TextSurveyor();
  let bytes = 0;
  await mkdir(dirname(copy), { recursive: true });
  const source = await open(file, 'r');
  try {
    const target = await open(copy, 'w');
    try {
      let [current, other] = [Buffer.allocUnsafeSlow(partBytes), Buffer.allocUnsafeSlow(partBytes)];
      let { bytesRead } = await source.read(current, 0, partBytes, null);
      while (bytesRead > 0) {
        const part = current.subarray(0, bytesRead);
        const reading = source.read(other, 0, partBytes, null);
        const writing = writeAll(target, part);
        hash.update(part);
        surveyor.add(part);
        bytes += bytesRead;
        const [next] = await Promise.all([reading, writing]);
        ({ bytesRead } = next);
        [current, other] = [other, current];
      }
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
  return { copy, sha256: hash.digest('hex'), bytes, survey: surveyor.done() };
}

/** A disk that is filling up takes a part of a part before it says so. */
async function writeAll(target: FileHandle, part: Buffer): Promise<void> {
  for (let at = 0; at < part.length;) at += (await target.write(part, at)).bytesWritten;
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
