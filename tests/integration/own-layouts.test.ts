import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ingest, type IngestFault } from '../../housekeeping.ts';
import { guessLayout, tryLayout } from '../../layout-workbench.ts';
import type { Home } from '../../warehouse/home.ts';
import { csv, payment, paymentColumns, paymentHeader } from '../fixtures/intake-bench.ts';
import { paymentsHome } from '../fixtures/payments-home.ts';

/** The office's own layouts on a real home: styles are tried too, and a faulty one keeps back only what it is meant for. */

let own: Awaited<ReturnType<typeof paymentsHome>>;
let home: Home;
beforeEach(async () => {
  own = await paymentsHome();
  ({ home } = own);
});
afterEach(async () => {
  await rm(home.root, { recursive: true, force: true });
});

const layout = (id: string, part: Record<string, unknown>) =>
  writeFile(
    join(home.layouts, `${id}.json`),
    JSON.stringify({
      id,
      contract: 'finance.payments',
      description: 'test',
      format: 'delimited',
      columns: paymentColumns,
      constants: { account: '一般公共预算' },
      ...part,
    }),
  );

async function take(name: string, content: string | Buffer) {
  const file = join(home.inbox, name);
  await writeFile(file, content);
  const faults: IngestFault[] = [];
  const [report] = await ingest(own.deps, [file], { onFault: (fault) => faults.push(fault) });
  if (!report) throw new Error('nothing was told');
  const { receipt } = report.outcome;
  const [batch] = receipt.batches;
  return { receipt, faults, layout: batch?.layout, total: batch?.totals.amount };
}

const semicolons = (rows: readonly (readonly string[])[]) => rows.map((row) => `${row.join(';')}\n`).join('');

test('a layout with a delimiter of its own is tried though another reads the file', async () => {
  await layout('own.semicolon', { delimiter: ';', numbers: { decimal: ',' } });
  const text = semicolons([paymentHeader, payment('P1', '1.234')]);
  expect(await take('甲.csv', text)).toMatchObject({ layout: 'own.semicolon', total: '1234.00' });
});

test('a layout with an encoding of its own is tried though another reads the file', async () => {
  await layout('own.gb', {
    encoding: 'gb18030',
    file: '^甲',
    columns: { ...paymentColumns, amount: { headers: ['支付金额'], sign: 'negated' } },
  });
  const [table] = [csv([paymentHeader, payment('P1', '1.5')])];
  const gb = Buffer.from(
    Array.from(table).flatMap((character) => encoded.get(character) ?? [character.charCodeAt(0)]),
  );
  expect(await take('甲.csv', gb)).toMatchObject({ layout: 'own.gb', total: '-1.50' });
});

/** GB18030 has no encoder here: its two-byte characters, by decoding them all. */
const encoded = new Map<string, number[]>();
for (let high = 0x81; high <= 0xfe; high++)
  for (let low = 0x40; low <= 0xfe; low++) {
    if (low === 0x7f) continue;
    const text = new TextDecoder('gb18030').decode(Uint8Array.of(high, low));
    if (text.length === 1) encoded.set(text, [high, low]);
  }

test('a faulty layout is told with its key, and keeps back only what it is meant for', async () => {
  await layout('own.faulty', { file: '^乙', unit: '块' });
  await writeFile(join(home.layouts, 'broken.json'), '{');
  const text = (id: string) => csv([paymentHeader, payment(id, '1.5')]);
  const first = await take('甲.csv', text('P1'));
  expect(first.receipt.verdict).toBe('accepted');
  expect(first.faults.map(({ kind, message }) => [kind, message])).toEqual([
    ['layout', expect.stringContaining('broken.json')],
    ['layout', expect.stringMatching(/own\.faulty\.json.*unit/)],
  ]);
  expect(own.said.join('\n')).toContain('布局有误，没有使用');
  const second = await take('乙.csv', text('P2'));
  expect(second.receipt.refusals).toEqual([
    expect.objectContaining({ code: 'faulty_layout', message: expect.stringMatching(/unit/) as unknown }),
  ]);
  await layout('own.faulty', { file: '^乙', unit: '万元' });
  expect(await take('乙.csv', text('P2'))).toMatchObject({ layout: 'own.faulty', total: '15000.00' });
});

test('two own layouts of one id: the second is told', async () => {
  await layout('own.one', {});
  await writeFile(join(home.layouts, 'zz.json'), await readFile(join(home.layouts, 'own.one.json')));
  const { faults } = await take('别的.csv', 'a,b\n1,2\n');
  expect(faults).toEqual([
    { kind: 'layout', message: expect.stringMatching(/zz\.json.*own\.one/) as unknown },
  ]);
});

test('a faulty layout that is asked for by its name is told as such', async () => {
  await layout('own.faulty', { unit: '块' });
  const file = join(home.inbox, '甲.csv');
  await writeFile(file, csv([paymentHeader, payment('P1', '1')]));
  await expect(tryLayout(own.deps, file, 'own.faulty')).rejects.toThrow(/unit/);
});

test('a layout is guessed of two header rows over one row of data', async () => {
  const file = join(home.inbox, '甲.csv');
  const lower = paymentHeader.map((name) => (name === '支付金额' ? '本月' : ''));
  const rows = [
    [...paymentHeader, ''],
    [...lower, '累计'],
    [...payment('P1', '1.5'), '9'],
  ];
  await writeFile(file, csv(rows));
  const { layout: guessed, headerRow } = await guessLayout(own.deps, file, { id: 'my.layout' });
  expect(headerRow).toBe(2);
  expect(guessed).toMatchObject({ headerRows: 2, columns: { amount: { headers: ['支付金额/本月'] } } });
});
