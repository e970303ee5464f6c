import { once } from 'node:events';
import type { Request, Response } from 'express';
import type { SqlParameters } from '../warehouse/engine.ts';
import type { PublishedBuild } from '../warehouse/opened-build.ts';
import { onBuild, type BuildAnswers } from './answer.ts';
import { etagOf } from './etag.ts';
import { mediaTypes, type FaceTable, type TableFace } from './faces/face.ts';
import { compress } from './middleware/compress.ts';
import { tableStream } from './faces/table-bytes.ts';
import { ProblemError } from './problem.ts';
import { interruptible, type QueryGate } from './query-limit.ts';

const compressed = compress();

/** Bounds the exports: each holds a connection for as long as its client reads. */
export interface ExportGate {
  readonly gate: QueryGate;
  readonly mostRows: number;
}

interface ExportedTable {
  readonly table: FaceTable;
  readonly sql: string;
  readonly parameters: SqlParameters;
  /** How many rows it will have. */
  readonly length: number;
}

async function send(res: Response, bytes: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void> {
  for await (const part of bytes) {
    if (part.length === 0) continue;
    // A client that reads slowly is waited for: the result is not piled up in memory.
    if (!res.write(part)) await once(res, 'drain', { signal });
  }
  res.end();
}

/** Sends a whole table as it is made, or 304 when the client has it. A client that goes away stops its query. */
export async function exportTable(
  { warehouse }: BuildAnswers,
  { gate, mostRows }: ExportGate,
  req: Request,
  res: Response,
  asked: { readonly route: string; readonly parameters: unknown; readonly face: TableFace },
  work: (build: PublishedBuild) => Promise<ExportedTable>,
): Promise<void> {
  const { route, parameters, face } = asked;
  await onBuild(warehouse, req, async (build) => {
    const etag = etagOf({ route: `${route}/all`, parameters, state: build.id, format: face });
    res.set({ 'Cache-Control': 'private, no-cache', ETag: etag }).vary('Accept');
    if (req.fresh) {
      res.status(304).end();
      return;
    }
    const gone = new AbortController();
    const leave = () => gone.abort();
    res.once('close', leave);
    try {
      await gate.run(gone.signal, async (signal) => {
        const engine = interruptible(build.engine, signal);
        const { table, sql, parameters: bound, length } = await work({ ...build, engine });
        if (length > mostRows)
          throw new ProblemError(
            'too_many_rows',
            `共 ${length} 行，超过一次导出的上限 ${mostRows} 行。请缩小时期或增加筛选条件后重试`,
          );
        await engine.columns(sql, bound, {}, async (stream) => {
          res.attachment(`${table.fileName}.${face}`);
          res.set('Content-Type', mediaTypes[face]);
          compressed(req, res, () => undefined);
          await send(res, tableStream(face, table, stream), signal);
        });
      });
    } catch (error) {
      // Half a file must not look like a whole one: the connection is cut.
      if (res.headersSent) res.destroy();
      throw error;
    } finally {
      res.off('close', leave);
    }
  });
}
