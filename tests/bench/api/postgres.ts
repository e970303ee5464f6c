import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDbEngine } from '../../../warehouse/connection.ts';
import { psql, psqlTimes } from '../psql.ts';
import { answerOn, openBuild, type Subject } from './subject.ts';
import { head, median, ms, row, timed } from './table.ts';

/** The same question three ways: of the API's metric on the marts, and in one text of SQL on the facts. */
const panels: readonly { readonly file: string; readonly metric: string | null }[] = [
  { file: 'expenditure-by-month', metric: 'general_expenditure?by=period&period=2026' },
  { file: 'expenditure-over-years', metric: 'general_expenditure?by=period&period=2021-01..2026-12' },
  { file: 'expenditure-by-function', metric: 'general_expenditure?by=function&period=2026' },
  { file: 'expenditure-by-area', metric: 'general_expenditure?by=area&period=2026' },
  {
    file: 'expenditure-of-departments',
    metric: 'general_expenditure?by=department&period=2026&area=330300-CL',
  },
  { file: 'revenue-by-month', metric: 'general_revenue?by=period&period=2026' },
  { file: 'tax-by-kind', metric: 'tax_collected?by=tax_kind&period=2026' },
  { file: 'opinions-by-month', metric: 'opinions_received?by=period&period=2026' },
  { file: 'payment-by-id', metric: null },
];

/** What PostgreSQL is given, as CSV: the facts, each column that its table there has. */
const exported: Readonly<Record<string, string>> = {
  payments: 'select * from marts.fct_payment',
  functions: 'select class_code, bool_or(is_transfer) from marts.dim_function group by class_code',
  revenue: 'select area_code, account, item_code, month_amount, period from marts.fct_revenue_month',
  items: 'select code, is_transfer from marts.dim_revenue_item',
  tax: 'select area_code, tax_kind, industry, collected_amount, period from marts.fct_tax_month',
  opinions: 'select opinion_id, station_code, channel, period from marts.fct_opinion',
};

const peers = join(import.meta.dirname, 'peers');
const textOf = (file: string): string => readFileSync(join(peers, `${file}.sql`), 'utf8').trim();

const totalOf = (values: readonly (number | null)[]): string =>
  values.reduce<number>((sum, value) => sum + (value ?? 0), 0).toFixed(1);

async function load(engine: DuckDbEngine, folder: string): Promise<boolean> {
  for (const [name, sql] of Object.entries(exported))
    await engine.using((connection) =>
      connection.run(`copy (${sql}) to '${join(folder, `${name}.csv`)}' (format csv, header false)`),
    );
  const began = performance.now();
  if (psql(folder, '-f', join(peers, 'postgres-setup.sql')) === null) return false;
  process.stdout.write(`loaded and indexed in ${((performance.now() - began) / 1_000).toFixed(0)} s\n\n`);
  return true;
}

/** @throws when the three do not come to the same total */
function checkTotals(file: string, totals: Readonly<Record<string, string>>): void {
  if (new Set(Object.values(totals)).size > 1)
    throw new Error(`${file} comes to different totals: ${JSON.stringify(totals)}`);
}

/**
 * The same aggregates of the same rows on the marts, on the facts in DuckDB and on the facts in PostgreSQL, where
 * `psql` (or `PSQL`) leads to a database of its own: the schema `marts` there is dropped and made anew.
 */
export async function postgres(subject: Subject): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cockpit-peers-'));
  const engine = await openBuild(subject);
  try {
    if (!(await load(engine, folder))) return;
    head(
      'panel',
      'mart, ms',
      'facts in DuckDB, ms',
      'facts in PostgreSQL, ms',
      'DuckDB ÷ mart',
      'PostgreSQL ÷ DuckDB',
      'PostgreSQL ÷ mart',
    );
    for (const { file, metric } of panels) {
      const sql = textOf(file);
      const statement = join(folder, `${file}.sql`);
      writeFileSync(statement, `\\timing on\n${sql};\n`);
      const totals: Record<string, string> = {};
      const times: { readonly mart: number[]; readonly facts: number[]; readonly postgres: number[] } = {
        mart: [],
        facts: [],
        postgres: [],
      };
      for (let round = -1; round < subject.rounds; round++) {
        const mart = await timed(async () => {
          if (metric !== null)
            totals.mart = totalOf((await answerOn(engine, metric)).rows.map(({ value }) => value));
        });
        const facts = await timed(async () => {
          totals.facts = totalOf((await engine.rows(sql)).map(({ value }) => Number(value)));
        });
        const output = psql(folder, '-f', statement) ?? '';
        totals.postgres = totalOf(
          [...output.matchAll(/^.+\|(-?[\d.]+)$/gm)].map(([, value]) => Number(value)),
        );
        if (round < 0) continue;
        times.mart.push(mart);
        times.facts.push(facts);
        times.postgres.push(...psqlTimes(output));
      }
      checkTotals(file, totals);
      const [mart, facts, there] = [median(times.mart), median(times.facts), median(times.postgres)];
      const times1 = (over: number, under: number): string => (over / under).toFixed(over < under ? 2 : 1);
      row(
        file,
        ...(metric === null ? ['–'] : [ms(mart)]),
        ms(facts),
        ms(there),
        ...(metric === null ? ['–'] : [times1(facts, mart)]),
        times1(there, facts),
        ...(metric === null ? ['–'] : [times1(there, mart)]),
      );
    }
  } finally {
    engine.close();
    rmSync(folder, { recursive: true });
  }
}
