import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { openFile } from '../../etl/readers/open-file.ts';
import { DuckDbEngine, runOn } from '../../warehouse/connection.ts';
import { evaluationData } from '../fixtures/evaluation-data.ts';
import { IntakeBench } from '../fixtures/intake-bench.ts';
import { approval, contracts, header, headless, layouts, row } from '../fixtures/register.ts';

/** Corpora of awkward files, where they are: each file is accepted, rejected by the row or refused, as its corpus says. */

let bench: IntakeBench;
const open = async (id: string) => {
  bench = await IntakeBench.open([...layouts(id), ...layouts('test.counts'), headless], 1, contracts);
};
beforeEach(() => open('test.register'));
afterEach(() => bench.close());

const synthetic = evaluationData('badinput/synthetic/files');
const expectations = z.array(z.object({ file: z.string(), expect: z.string() }));

/** What each verdict of the corpus asks of the rows taken in, the rows rejected, and the whole. */
const meaning: Readonly<
  Record<string, (fate: { taken: number; rejected: number; isRefused: boolean }) => boolean>
> = {
  accept: ({ taken, rejected }) => taken >= 1 && rejected === 0,
  accept_preserve: ({ taken, rejected }) => taken === 1 && rejected === 0,
  accept_normalised_or_row_error: ({ taken, rejected }) => taken + rejected === 1,
  accept_1_row: ({ taken, rejected }) => taken === 1 && rejected === 0,
  accept_0_rows: ({ taken, rejected, isRefused }) => taken === 0 && rejected === 0 && !isRefused,
  accept_then_export_neutralised: ({ taken, rejected }) => taken === 8 && rejected === 0,
  accept_escaped: ({ taken, rejected }) => taken === 1 && rejected === 0,
  accept_no_network: ({ taken, rejected }) => taken >= 1 && rejected === 0,
  accept_no_pollution: ({ taken, rejected }) => taken >= 1 && rejected === 0,
  row_error: ({ taken, rejected, isRefused }) => isRefused || (rejected >= 1 && taken <= 1),
  row_error_2: ({ taken, rejected }) => taken === 0 && rejected === 2,
  row_error_or_stripped: ({ taken, rejected }) => taken + rejected === 1,
  dedupe_or_row_error: ({ taken, rejected }) => taken === 1 && rejected === 1,
  reject_file: ({ taken, isRefused }) => taken === 0 && isRefused,
  reject_file_or_row: ({ taken, rejected, isRefused }) => isRefused || (rejected >= 1 && taken === 0),
  reject_or_3_rows: ({ taken, isRefused }) => isRefused || taken <= 3,
  reject_or_ignore: () => true,
  'rows: 6 ambiguous/invalid must be row_error': ({ rejected }) => rejected === 6,
};

const growthMb = (before: number) => (process.memoryUsage.rss() - before) / 1024 / 1024;

test.skipIf(synthetic.isMissing)('the corpus of awkward department files behaves as it says', async () => {
  const cases = expectations.parse(
    JSON.parse(await readFile(join(synthetic.path, 'expectations.json'), 'utf8')),
  );
  const wrong: string[] = [];
  for (const { file, expect: verdict } of cases) {
    if (file === 'cn_id_checksum.csv') {
      await bench.close();
      await open('test.checked');
    }
    const bytes = await readFile(join(synthetic.path, file));
    const before = { rss: process.memoryUsage.rss(), cpu: process.cpuUsage(), at: performance.now() };
    const { kind, receipt } = await bench.take(bytes, file, approval);
    const fate = {
      taken: receipt.batches.reduce((sum, { rows }) => sum + rows, 0),
      rejected: receipt.rejected,
      isRefused: kind === 'refused',
    };
    if (!meaning[verdict]?.(fate))
      wrong.push(`${file}: ${verdict} ${JSON.stringify(fate)} ${JSON.stringify(receipt.refusals)}`);
    const { user, system } = process.cpuUsage(before.cpu);
    if (growthMb(before.rss) > 150) wrong.push(`${file}: grew by ${growthMb(before.rss).toFixed(0)} MB`);
    if ((user + system) / 1e6 > 5)
      wrong.push(`${file}: took ${((user + system) / 1e6).toFixed(1)} s of processor time`);
    if (file === 'cn_id_checksum.csv') {
      await bench.close();
      await open('test.register');
    }
  }
  expect(wrong).toEqual([]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

const spectrum = evaluationData('badinput/csv-spectrum');
test.skipIf(spectrum.isMissing)('every file of csv-spectrum is read as its JSON has it', async () => {
  const engine = await DuckDbEngine.open(':memory:', { readOnly: false });
  for (const file of await readdir(join(spectrum.path, 'csvs'))) {
    // Its JSON is one object where the others are lists, and has another telephone number than its CSV.
    const isOdd = file === 'location_coordinates.csv';
    const text = await readFile(join(spectrum.path, 'json', file.replace('.csv', '.json')), 'utf8');
    const parsed: unknown = JSON.parse(text);
    const expected = z.array(z.record(z.string(), z.string())).parse(isOdd ? [parsed] : parsed);
    const { sheets } = await openFile(join(spectrum.path, 'csvs', file), file, bench.home.scratch);
    const [sheet] = sheets;
    const headers = (sheet?.head[0]?.cells ?? []).map((cell) => cell ?? '');
    const none = new Set<number>();
    const body = { firstRow: 2, width: headers.length, numeric: none, commas: none };
    const rows = await engine.using(async (connection) => {
      await sheet?.load(connection, 'sheet', body, (row) => {
        throw new Error(`${file}: row ${row.row} is broken`);
      });
      return runOn(connection, 'select * exclude (_row) from sheet order by _row');
    });
    const read = rows.map((row) =>
      Object.fromEntries(headers.map((header, index) => [header, row[`c${index}`] ?? ''])),
    );
    const phone = 'Contact Phone Number';
    expect(read, file).toEqual(
      isOdd ? expected.map((row) => ({ ...row, [phone]: read[0]?.[phone] })) : expected,
    );
  }
  engine.close();
});

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

const naughty = evaluationData('badinput');
test.skipIf(naughty.isMissing)(
  'naughty strings and injected formulas are kept to the letter, or rejected by the row',
  async () => {
    const strings = z
      .array(z.string())
      .parse(JSON.parse(await readFile(join(naughty.path, 'blns', 'blns.json'), 'utf8')));
    const payloads = await readFile(
      join(naughty.path, 'csv-injection', 'Intruder', 'csv-payload.txt'),
      'utf8',
    );
    const names = [...strings, ...payloads.split('\n')].filter((name) => name.trim() !== '');
    const text = [header, ...names.map((name, index) => row(`D${index}`, quoted(name)))].join('\n');
    const { kind, receipt } = await bench.take(`${text}\n`, '怪字符串.csv', approval);
    expect(receipt.refusals).toEqual([]);
    expect(kind).toBe('accepted');
    const taken = z
      .array(z.object({ deputy: z.string(), name: z.string() }))
      .parse(await bench.inForce('test.register', 'deputy, name'));
    expect(taken.length + receipt.rejected).toBe(names.length);
    expect(receipt.rejected).toBeLessThan(names.length * 0.1);
    const trimmed = (name: string) =>
      name.replace(/^[\s\u200b-\u200d\ufeff]+|[\s\u200b-\u200d\ufeff]+$/g, '');
    for (const { deputy, name } of taken)
      expect(trimmed(name)).toBe(trimmed(names[Number(deputy.slice(1))] ?? ''));
    expect(await bench.inForce('test.register', 'count(*) as n')).toEqual([{ n: taken.length }]);
  },
);
