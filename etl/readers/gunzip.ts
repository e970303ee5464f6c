import { createReadStream, createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { UnreadableFile } from './sheet.ts';

export interface GzipLimits {
  readonly inflatedBytes: number;
  /** Inflated to packed, beyond `ratioFromBytes`. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
}

export const gzipLimits: GzipLimits = {
  inflatedBytes: 4 * 1024 ** 3,
  ratio: 200,
  ratioFromBytes: 16 * 1024 * 1024,
};

/** Inflates a .gz to a file, as far as the limits let it. @throws UnreadableFile */
export async function gunzip(file: string, target: string, limits: GzipLimits = gzipLimits): Promise<void> {
  let packed = 0;
  let inflated = 0;
  const countPacked = new Transform({
    transform(part: Buffer, _encoding, done) {
      packed += part.length;
      done(null, part);
    },
  });
  const countInflated = new Transform({
    transform(part: Buffer, _encoding, done) {
      inflated += part.length;
      const isTooDense = inflated > limits.ratioFromBytes && inflated / Math.max(1, packed) > limits.ratio;
      if (inflated > limits.inflatedBytes || isTooDense)
        done(
          new UnreadableFile(
            isTooDense ? 'archive_ratio' : 'archive_size',
            isTooDense
              ? `压缩文件解开后超过原来的 ${limits.ratio} 倍，不像一份台账；请直接报送解开后的文件`
              : `压缩文件解开后超过 ${limits.inflatedBytes / 1024 ** 3} GB；请拆成几个文件后再报送`,
          ),
        );
      else done(null, part);
    },
  });
  try {
    await pipeline(
      createReadStream(file, { highWaterMark: 64 * 1024 }),
      countPacked,
      createGunzip(),
      countInflated,
      createWriteStream(target),
    );
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!code.startsWith('Z_')) throw error;
    throw new UnreadableFile('broken_archive', `压缩文件已损坏或不完整（${code}）；请重新压缩后再报送`);
  }
}
