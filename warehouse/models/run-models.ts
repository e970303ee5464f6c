import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { runOn } from '../connection.ts';
import { manifest, type Model } from './manifest.ts';
import { headComment, referencedTables } from './references.ts';

/** What became of one model in a build. */
export interface ModelRun {
  /** `marts.fct_payment` */
  readonly name: string;
  /** Grain and purpose, from the head of the file. */
  readonly purpose: string;
  readonly sql: string;
  /** The tables it reads, as `schema.name`. */
  readonly dependsOn: readonly string[];
  readonly rows: number;
}

export async function readModel(model: Model, folder: string = import.meta.dirname): Promise<string> {
  return (await readFile(join(folder, model.file), 'utf8')).trim();
}

/** Makes every model of the manifest, in its order. The schemas raw and seeds must be filled. */
export async function runModels(
  connection: DuckDBConnection,
  models: readonly Model[] = manifest,
): Promise<ModelRun[]> {
  for (const schema of ['staging', 'marts']) await runOn(connection, `create schema if not exists ${schema}`);
  const runs: ModelRun[] = [];
  for (const model of models) {
    const sql = await readModel(model);
    await runOn(connection, `create ${model.materialised} ${model.name} as\n${sql}`);
    const [counted] = await runOn(connection, `select count(*) as rows from ${model.name}`);
    runs.push({
      name: model.name,
      purpose: headComment(sql),
      sql,
      dependsOn: referencedTables(sql),
      rows: Number(counted?.rows ?? 0),
    });
  }
  return runs;
}
