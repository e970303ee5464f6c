import type { Engine, QueryOptions, SqlValue } from '../engine.ts';
import { dimensionNames, type Dimension } from './definition.ts';
import { column, nameSource, trees } from './labels.ts';
import { MetricRequestError, type MetricRequest } from './request.ts';

const mostNamed = 30;
const text = (value: SqlValue | undefined): string => (typeof value === 'string' ? value : '');

interface Code {
  readonly code: string;
  readonly name: string;
}

async function listed(engine: Engine, dimension: Dimension, options: QueryOptions): Promise<Code[] | null> {
  const source = nameSource(dimension);
  if (source === null) return null;
  const { table, code, name, where } = source;
  const sql = `select cast(${code} as varchar) as code, ${name} as name from ${table} where ${where} order by code`;
  const rows = await engine.rows(sql, {}, { ...options, kept: true });
  return rows.map((row) => ({ code: text(row.code), name: text(row.name) }));
}

/** A ledger may hold codes that are in no list. */
async function inLedger(
  engine: Engine,
  relation: string,
  dimension: Dimension,
  options: QueryOptions,
): Promise<string[]> {
  const sql = `with relation as (\n${relation}\n)
select distinct cast(${column(dimension)} as varchar) as code from relation where ${column(dimension)} is not null`;
  return (await engine.rows(sql, {}, options)).map(({ code }) => text(code));
}

/**
 * Whether every code that is filtered on is one: what is mistyped must not look like nothing spent. Areas are
 * checked where they are chosen; what has no list (years, headings as published) is not.
 * @param relation the metric's
 * @throws MetricRequestError naming the code, and those there are
 */
export async function checkCodes(
  engine: Engine,
  { metric, filters }: Pick<MetricRequest, 'metric' | 'filters'>,
  relation: string,
  options: QueryOptions = {},
): Promise<void> {
  for (const dimension of metric.dimensions) {
    const wanted = dimension === 'area' ? undefined : filters[dimension];
    const codes = wanted === undefined ? null : await listed(engine, dimension, options);
    if (wanted === undefined || codes === null) continue;
    const isOf = (known: string, code: string) =>
      trees.has(dimension) ? known.startsWith(code) : known === code;
    const unlisted = wanted.filter((code) => !codes.some((known) => isOf(known.code, code)));
    if (unlisted.length === 0) continue;
    const delivered = await inLedger(engine, relation, dimension, options);
    const unknown = unlisted.find((code) => !delivered.some((known) => isOf(known, code)));
    if (unknown === undefined) continue;
    // Of a tree its uppermost codes: they cover the others.
    const top = Math.min(...codes.map(({ code }) => code.length));
    const first = trees.has(dimension) ? codes.filter(({ code }) => code.length === top) : codes;
    const named = first.slice(0, mostNamed).map(({ code, name }) => `${code} ${name}`);
    const rest = codes.length > named.length ? ` 等 ${codes.length} 个，全部见 by=${dimension}` : '';
    throw new MetricRequestError(
      'invalid_parameter',
      dimension,
      `参数 ${dimension}（${dimensionNames[dimension]}）中没有编码“${unknown}”；可用的编码：${named.join('、')}${rest}`,
    );
  }
}
