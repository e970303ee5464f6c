import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { DuckDbEngine } from '../../../../warehouse/connection.ts';
import { chance } from '../../../../warehouse/duplicates/chance.ts';
import { readCorpus, readPairs, readTable } from '../../../../warehouse/duplicates/labelled-set.ts';
import { trainable } from '../../../../warehouse/duplicates/learn-model.ts';
import { areaUnderCurve, recallAtPrecision } from '../../../../warehouse/duplicates/measures.ts';
import { psql, psqlTimes } from '../../psql.ts';
import { evaluationFiles, hasEvaluation, recombined } from '../corpora.ts';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const sqlOf = (name: string): string => readFileSync(join(import.meta.dirname, `${name}.sql`), 'utf8');
const quantile = (values: readonly number[], share: number): string =>
  ([...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? Number.NaN).toFixed(1);
const shareWithin = (places: readonly number[], most: number): string =>
  (places.filter((place) => place <= most).length / places.length).toFixed(3);

/** AUC, and the recall at a precision of 0.9, of a likeness over the judged pairs. */
function ofPairs(
  name: string,
  scored: readonly { readonly label: 0 | 1; readonly probability: number }[],
): void {
  const [auc, recall] = [areaUnderCurve(scored), recallAtPrecision(scored, 0.9)];
  say(`${name.padEnd(44)} AUC ${auc.toFixed(3)}, recall at precision 0.9 ${recall.toFixed(3)}`);
}

const label = z.coerce.number().transform((value): 0 | 1 => (value === 1 ? 1 : 0));

async function inDuckDb(folder: string, drafts: readonly string[]): Promise<void> {
  const engine = await DuckDbEngine.open(':memory:', { readOnly: false, threads: 2 });
  const pairs = z
    .array(z.object({ label, jaccard: z.number(), levenshtein: z.number(), jaro_winkler: z.number() }))
    .parse(await engine.rows(sqlOf('duckdb-pairs'), { folder }));
  for (const name of ['jaccard', 'levenshtein', 'jaro_winkler'] as const)
    ofPairs(
      `DuckDB ${name}`,
      pairs.map((pair) => ({ label: pair.label, probability: pair[name] })),
    );
  const places = z
    .array(z.object({ by_jaccard: z.number(), by_levenshtein: z.number() }))
    .parse(await engine.rows(sqlOf('duckdb-titles'), { folder }));
  for (const name of ['by_jaccard', 'by_levenshtein'] as const) {
    const found = places.map((row) => row[name]);
    say(`DuckDB titles ${name}: R@1 ${shareWithin(found, 1)}, R@5 ${shareWithin(found, 5)}`);
  }
  const start = performance.now();
  await engine.rows(sqlOf('duckdb-bigrams'), { folder });
  say(`DuckDB table of bigrams: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  const times: number[] = [];
  for (const draft of drafts) {
    const asked = performance.now();
    await engine.rows(sqlOf('duckdb-search'), { draft });
    times.push(performance.now() - asked);
  }
  say(`DuckDB search: median ${quantile(times, 0.5)} ms, p95 ${quantile(times, 0.95)} ms`);
  engine.close();
}

function inPostgres(folder: string, drafts: number): void {
  const file = (name: string): readonly string[] => ['-f', join(import.meta.dirname, `${name}.sql`)];
  const start = performance.now();
  if (psql(folder, ...file('postgres-setup')) === null) return;
  say(`PostgreSQL load and index: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  const pairs = (psql(folder, ...file('postgres-pairs')) ?? '').trim().split('\n');
  ofPairs(
    'PostgreSQL similarity()',
    pairs.map((line) => {
      const [of, score] = line.split(',');
      return { label: label.parse(of), probability: Number(score) };
    }),
  );
  const places = (psql(folder, ...file('postgres-titles')) ?? '').trim().split('\n').map(Number);
  say(`PostgreSQL titles: R@1 ${shareWithin(places, 1)}, R@5 ${shareWithin(places, 5)}`);
  const timed = psql(folder, '-c', '\\timing on', ...searches(folder, drafts)) ?? '';
  const times = psqlTimes(timed);
  say(`PostgreSQL search: median ${quantile(times, 0.5)} ms, p95 ${quantile(times, 0.95)} ms`);
}

/** A statement a draft, as somebody would write it: those above the usual threshold by the index, the likest first. */
function searches(folder: string, drafts: number): readonly string[] {
  const statements = Array.from({ length: drafts }, (_, number) =>
    sqlOf('postgres-search').replaceAll(':number', String(number)),
  );
  writeFileSync(join(folder, 'searches.sql'), statements.join('\n'));
  return ['-f', join(folder, 'searches.sql')];
}

/** The same measures for two peers: `peers.ts [documents] [drafts]`, 100 000 and 60 by default. */
async function main(): Promise<void> {
  if (!hasEvaluation) return;
  const [size = 100_000, asked = 60] = process.argv.slice(2).map(Number);
  const messages = await readCorpus(evaluationFiles.messages);
  const all = [...messages, ...recombined(messages, Math.max(0, size - messages.length), chance(7))];
  const whole = ({ title, body }: { title: string; body: string }): string => `${title}\n${body}`;
  const drafts = messages.filter((_, at) => at % Math.floor(messages.length / asked) === 0).slice(0, asked);
  const titles = await readTable(evaluationFiles.titles);
  const folder = mkdtempSync(join(tmpdir(), 'peers-'));
  const write = (name: string, rows: readonly (readonly unknown[])[]): void => {
    writeFileSync(
      join(folder, `${name}.csv`),
      stringify(
        rows.map((row) => [...row]),
        { quoted_string: true },
      ),
    );
  };
  write(
    'messages',
    all.map((message) => [message.id, whole(message)]),
  );
  write(
    'drafts',
    drafts.map((draft, number) => [String(number), whole(draft)]),
  );
  write(
    'pairs',
    trainable(await readPairs(evaluationFiles.pairs)).map(({ a, b, label: of }) => [a, b, of]),
  );
  write(
    'titles',
    titles.map((row, number) => [String(number), row.title_via_english ?? '', row.title_via_korean ?? '']),
  );
  try {
    say(`${all.length} documents, ${drafts.length} drafts`);
    inPostgres(folder, drafts.length);
    await inDuckDb(folder, drafts.map(whole));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

await main();
