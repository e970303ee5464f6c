import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDbEngine } from '../connection.ts';
import type { Engine } from '../engine.ts';
import type { Definition } from './definition/schema.ts';
import { DefinitionError } from './definition.ts';
import type { Cell, DataTable } from './table.ts';

/** Opens an engine that holds one CSV file and nothing else. The caller closes it. */
export async function engineOf(path: string): Promise<DuckDbEngine> {
  // One thread keeps the rows in the order of the file.
  const engine = await DuckDbEngine.open(':memory:', { readOnly: false, threads: 1 });
  try {
    await engine.rows(await readFile(join(import.meta.dirname, 'load_data.sql'), 'utf8'), { path });
    // A division by zero is infinite, and said to be so; DuckDB would call it missing.
    await engine.rows('set ieee_floating_point_ops = true');
    await engine.rows('set enable_external_access = false');
    return engine;
  } catch (error) {
    engine.close();
    throw error;
  }
}

/**
 * Adds the columns of indicators that are written as SQL. The engine holds the data as the relation `data`, whose
 * column `row` counts the rows of the table from 0.
 *
 * An expression is a part of the definition, which its author signs for; the engine it runs on has nothing else in it
 * and cannot reach files or the network.
 * @throws DefinitionError naming the indicator whose expression fails
 */
export async function withComputedColumns(
  definition: Definition,
  table: DataTable,
  engine: Engine,
): Promise<DataTable> {
  const computed = (definition.indicators ?? []).filter(({ sql }) => sql !== undefined);
  if (computed.length === 0) return table;
  const columns = new Map<string, readonly Cell[]>(table.columns);
  for (const { code, sql = '', column } of computed) {
    if (sql.includes(';')) throw new DefinitionError(`指标 ${code} 的 sql 应是一个表达式，不含分号`);
    let rows;
    try {
      rows = await engine.rows(
        `select
           if(isfinite(value), value, null) as value,
           case when isnan(value) then 'NaN' when not isfinite(value) then if(value > 0, 'Inf', '-Inf') end as odd
         from (select row, cast((\n${sql}\n) as double) as value from data)
         order by row`,
      );
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      throw new DefinitionError(`指标 ${code} 的 sql 有误：${cause}`);
    }
    columns.set(
      column ?? code,
      rows.map(({ value, odd }) =>
        typeof value === 'number' ? value : typeof odd === 'string' ? odd : null,
      ),
    );
  }
  return { columns };
}
