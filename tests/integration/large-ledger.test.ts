import { access, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { datasetShapes } from '../../etl/dataset-shapes.ts';
import { exportReturned } from '../../etl/mending/export-returned.ts';
import { contracts } from '../../etl/sources/registry.ts';
import { batchFiles, pathsOf, placedFiles, rowsOf } from '../../warehouse/batch-files.ts';
import { DuckDbEngine, runOn } from '../../warehouse/connection.ts';
import { liveBatches } from '../../warehouse/deliveries.ts';
import { writeJson } from '../../warehouse/home.ts';
import { createRawViews } from '../../warehouse/raw-views.ts';
import { IntakeBench, csv, payment, paymentHeader, paymentLayouts } from '../fixtures/intake-bench.ts';

let bench: IntakeBench;
beforeEach(async () => {
  bench = await IntakeBench.open();
});
afterEach(() => bench.close());

/**
 * A ledger of January to March that is stored as its lines: each payment is named after the line it stands in, but for
 * those beside them.
 */
const lines: string[] = [paymentHeader.join(',')];
const add = (cells: readonly string[]) => lines.push(csv([cells]).trimEnd());
const next = (over: Parameters<typeof payment>[2] = {}) =>
  add(payment(`L${lines.length + 1}`, '10.00', { paid_on: `2026-0${1 + (lines.length % 3)}-05`, ...over }));
for (let row = 0; row < 21_000; row++) {
  if (row === 100) add(payment('repeated', '1.00'));
  if (row === 200) next({ department_code: '１０１', amount: '(2.50)' });
  if (row === 300) next({ paid_on: '2026-02-30' });
  if (row === 400) lines.push(...csv([payment('torn', '4.00', { payee_name: '分成\n两行' })]).split('\n', 2));
  if (row === 500) lines.push(...Array.from({ length: 6_000 }, () => ''));
  if (row === 20_900) add(payment('repeated', '1.00'));
  next();
}
const ledger = `${lines.join('\n')}\n`;

/** What a build reads of the batches in force. */
async function inBuild(sql: string) {
  const engine = await DuckDbEngine.open(':memory:', { readOnly: false });
  const live = liveBatches(await bench.receipts());
  try {
    return await engine.using(async (connection) => {
      await createRawViews(connection, bench.home, datasetShapes(contracts), live);
      return runOn(connection, sql);
    });
  } finally {
    engine.close();
  }
}

const summary = `
select
    count(*) as rows,
    sum(amount) as amount,
    count(*) filter (where payment_id = 'L' || _row) as in_their_lines,
    count(distinct payment_id) as payments,
    string_agg(payment_id || ' ' || _row || ' ' || amount, ', ' order by _row)
        filter (where payment_id <> 'L' || _row or department_code <> '101' or amount <> 10) as others
from raw.finance_payments`;
const content = `
select cast(sum(hash(payments)) as varchar) as content from raw.finance_payments as payments`;

test('a large ledger is stored as its lines, and what is true instead of some beside them', async () => {
  const { receipt } = await bench.take(ledger);
  expect(receipt, JSON.stringify(receipt.refusals)).toMatchObject({ verdict: 'accepted', rejected: 2 });
  const [batch] = receipt.batches;
  expect(batch).toMatchObject({ rows: 21_003, lines: { firstRow: 2, gaps: [{ leftOut: 6_000 }] } });
  const expected = {
    rows: 21_003,
    amount: 210_002.5,
    in_their_lines: 21_001,
    payments: 21_003,
    others: 'repeated 102 1.00, L203 203 -2.50, torn 405 4.00',
  };
  expect(await inBuild(summary)).toEqual([expected]);
  const rejects = await bench.rejects('000001');
  expect(rejects).toMatchObject([
    { row: 304, code: 'invalid_value' },
    { row: lines.findLastIndex((line) => line.startsWith('repeated')) + 1, code: 'duplicate_key' },
  ]);
  const before = await inBuild(content);
  await bench.rebuild();
  expect(await inBuild(content), 'made again from the archive').toEqual(before);

  if (batch) await rm(placedFiles(bench.home, batch).lines?.beside ?? '');
  await expect(inBuild(summary)).rejects.toThrow(/缺少批次 .* rebuild/);
});

test('a large ledger is taken over by the month, mended and held against like any other', async () => {
  await bench.take(ledger);
  const march = Array.from({ length: 5_000 }, (_, index) =>
    payment(`M${index}`, '11.00', { paid_on: '2026-03-08' }),
  );
  await bench.take(csv([paymentHeader, ...march]));
  const months = `
    select strftime(paid_on, '%Y-%m') as month, count(*) as rows, sum(amount) as amount
    from raw.finance_payments group by all order by all`;
  const [january, february, taken] = await inBuild(months);
  expect(taken).toEqual({ month: '2026-03', rows: 5_000, amount: 55_000 });
  expect(Number(january?.rows) + Number(february?.rows)).toBe(14_002);

  const again = await bench.take(
    csv([paymentHeader, ...march.slice(1), payment('L9002', '11.00', { paid_on: '2026-03-09' })]),
  );
  expect(again.receipt.doubts.map(({ code }) => code)).toEqual(['reused_key']);

  const { bytes, fileName } = await exportReturned('000001', {
    home: bench.home,
    receipts: await bench.receipts(),
    contracts,
    layouts: paymentLayouts,
  });
  const mended = bytes.toString('utf8').replace('2026-02-30', '2026-02-28').replaceAll('repeated', 'L9002');
  const { receipt } = await bench.take(mended, fileName);
  expect(receipt, JSON.stringify(receipt.refusals)).toMatchObject({
    verdict: 'accepted',
    rejected: 1,
    mends: { onto: '000001' },
  });
  expect(await bench.rejects(receipt.delivery), 'its key is in force').toMatchObject([
    { code: 'duplicate_key' },
  ]);
  expect(await inBuild(months)).toEqual([
    january,
    { ...february, rows: Number(february?.rows) + 1, amount: Number(february?.amount) + 10 },
    taken,
  ]);
});

test('made anew and broken off before its receipt, a batch of an earlier version is read as before', async () => {
  const { receipt } = await bench.take(ledger);
  const [batch] = receipt.batches;
  if (!batch) throw new Error('no batch');
  const before = await inBuild(content);
  const { lines, ...single } = batch;
  expect(lines).toBeDefined();
  const placed = placedFiles(bench.home, batch);
  const { parquet } = batchFiles(bench.home.batchFolder(batch.contract), single);
  await bench.query(`copy (from ${rowsOf(placed)}) to '${parquet}' (format parquet)`);
  for (const file of pathsOf(placed)) await rm(file);
  const place = join(bench.home.receipts, `${receipt.delivery}.json`);
  await writeJson(place, { ...receipt, batches: [single] });
  expect(await inBuild(content), 'one file, as earlier versions wrote it').toEqual(before);

  const written = await readFile(place, 'utf8');
  await mkdir(`${place}.${process.pid}.tmp`);
  await expect(bench.repeat()).rejects.toThrow('EISDIR');
  for (const file of pathsOf(placed)) await expect(access(file), file).resolves.toBeUndefined();
  expect(await readFile(place, 'utf8')).toBe(written);
  expect(await inBuild(content), 'broken off').toEqual(before);
});
