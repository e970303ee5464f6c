import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDbEngine } from './connection.ts';
import { readReceipts, type Receipt } from './deliveries.ts';
import type { QueryOptions } from './engine.ts';
import type { Home } from './home.ts';
import { rejectsPage, type RejectsPage, type RejectsRequest } from './queries/rejects/page.ts';

/** Everything that was not accepted, as it stood when the book was opened. */
export interface RejectBook {
  /** Changes whenever a page of the book could. */
  readonly fingerprint: string;
  page(request: RejectsRequest, options?: QueryOptions): Promise<RejectsPage>;
}

/** The rejects belong to deliveries, not to a build: a delivery refused today shows before the next build. */
export async function openRejectBook(home: Home): Promise<RejectBook> {
  const receipts = await readReceipts(home);
  const files = await rejectFiles(home);
  return {
    fingerprint: fingerprint(receipts, files),
    page: async (request, options = {}) => {
      const wanted = files.filter(
        (file) => request.delivery === null || file.name === `${request.delivery}.parquet`,
      );
      const engine = await DuckDbEngine.open(':memory:', { readOnly: false, threads: 1 });
      try {
        const paths = wanted.map((file) => join(home.rejects, file.name));
        return await rejectsPage(engine, paths, receipts, request, options);
      } finally {
        engine.close();
      }
    },
  };
}

interface RejectFile {
  readonly name: string;
  readonly bytes: number;
  readonly modifiedMs: number;
}

async function rejectFiles(home: Home): Promise<readonly RejectFile[]> {
  const names = await readdir(home.rejects).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  const files: RejectFile[] = [];
  for (const name of names.filter((entry) => /^\d{6}\.parquet$/.test(entry)).sort()) {
    const { size, mtimeMs } = await stat(join(home.rejects, name));
    files.push({ name, bytes: size, modifiedMs: mtimeMs });
  }
  return files;
}

function fingerprint(receipts: readonly Receipt[], files: readonly RejectFile[]): string {
  const seen = [
    receipts.map(({ delivery, sha256, verdict, refusals, mends }) => [
      delivery,
      sha256,
      verdict,
      refusals,
      mends,
    ]),
    files,
  ];
  return createHash('sha256').update(JSON.stringify(seen)).digest('hex');
}
