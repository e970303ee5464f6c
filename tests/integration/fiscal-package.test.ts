import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { build, ingest } from '../../housekeeping.ts';
import { guessLayout, tryLayout } from '../../layout-workbench.ts';
import { readSettings } from '../../settings.ts';
import { currentSchema } from '../../warehouse/build-report.ts';
import { DuckDbEngine } from '../../warehouse/connection.ts';
import { readJson, type Home } from '../../warehouse/home.ts';
import { evaluationData } from '../fixtures/evaluation-data.ts';
import { villaDescriptor as descriptor } from '../fixtures/fiscal-package.ts';
import {
  IntakeBench,
  paymentColumns,
  payment,
  paymentHeader,
  paymentLayouts,
  xlsx,
} from '../fixtures/intake-bench.ts';

/** A Fiscal Data Package loads by its own datapackage.json, with no layout for it. */

const rows = [
  'Año;Centro;Sección;Nombre;Función;Nota;Importe',
  '2020;1;01;Alcaldía;A-1;x;1.234,56',
  '2020;1;02;Policía;A-2;;-0,5',
  '',
].join('\n');

let bench: IntakeBench;
beforeEach(async () => {
  bench = await IntakeBench.open([]);
});
afterEach(() => bench.close());

const writeDescriptor = (over: unknown) =>
  writeFile(join(bench.home.inbox, 'datapackage.json'), JSON.stringify(over));
const latin = (text: string) => Buffer.from(text, 'latin1');

test('amounts, codes and names come from the descriptor, also when everything is made again', async () => {
  await writeDescriptor(descriptor);
  const { kind, receipt } = await bench.take(gzipSync(latin(rows)), 'gastos.csv.gz');
  expect(receipt.refusals).toEqual([]);
  expect(kind).toBe('accepted');
  expect(receipt.batches[0]).toMatchObject({
    contract: 'finance.budget',
    currency: 'EUR',
    rows: 2,
    rejected: 0,
    totals: { amount: '1234060.00' },
  });
  expect(receipt.packaged?.member).toBe('gastos.csv.gz');
  const columns =
    'fiscal_year, version, side, area_code, department_code, department_name, subject_code, amount, _kept';
  const before = await bench.inForce('finance.budget', columns);
  expect(before).toContainEqual(
    expect.objectContaining({
      fiscal_year: 2020,
      version: 'final',
      side: 'expenditure',
      area_code: 'ES',
      department_code: '1-01',
      department_name: 'Alcaldía',
      subject_code: 'A-1',
      _kept: '{"Nota":"x"}',
    }),
  );
  await rm(join(bench.home.inbox, 'datapackage.json'));
  await bench.rebuild();
  expect(await bench.inForce('finance.budget', columns)).toEqual(before);
});

test('a layout that knows the file goes before the descriptor', async () => {
  const known = await IntakeBench.open();
  try {
    const { home } = known;
    await writeFile(join(home.inbox, 'datapackage.json'), '{');
    const text = [paymentHeader, payment('1', '5')].map((row) => row.join(',')).join('\n');
    const { receipt } = await known.take(text, '支付.csv');
    expect(receipt.refusals).toEqual([]);
    expect(receipt.batches[0]?.layout).toBe('test.payments-delimited');
  } finally {
    await known.close();
  }
});

test.each([
  ['broken JSON', '{"name": ', '不是有效的 JSON'],
  ['megabytes', JSON.stringify({ ...descriptor, padding: 'x'.repeat(1 << 20) }), '超过上限 1048576 字节'],
])('%s refuses the file, and a better descriptor is all it takes', async (_case, given, message) => {
  await writeFile(join(bench.home.inbox, 'datapackage.json'), given);
  const { kind, receipt } = await bench.take(latin(rows), 'gastos.csv');
  expect(kind).toBe('refused');
  expect(receipt.refusals[0]?.code).toBe('package_descriptor');
  expect(receipt.refusals[0]?.message).toContain(message);
  await writeDescriptor(descriptor);
  expect((await bench.take(latin(rows), 'gastos.csv')).kind).toBe('accepted');
});

const deps = (home: Home, said: string[]) => ({
  settings: readSettings({ COCKPIT_HOME: home.root }),
  clock: () => new Date('2026-11-01T00:00:00Z'),
  say: (line: string) => said.push(line),
});

test('a whole package from the inbox: told what is missing, nothing fetched, and built beside the city', async () => {
  const { home } = bench;
  const said: string[] = [];
  await mkdir(join(home.inbox, 'data'));
  await writeDescriptor({
    ...descriptor,
    resources: [
      ...descriptor.resources,
      { name: 'b', path: 'data/b.csv' },
      { name: 'c', path: 'https://127.0.0.1:9/c.csv' },
      { name: 'd', path: '../../d.csv' },
    ],
  });
  await writeFile(join(home.inbox, 'data', 'gastos.csv'), latin(rows));
  const reports = await ingest(deps(home, said), [home.inbox]);
  expect(
    reports.map(({ outcome }) => outcome.kind),
    said.join('\n'),
  ).toEqual(['accepted']);
  expect(reports[0]?.outcome.receipt.packaged?.member).toBe('data/gastos.csv');
  const text = said.join('\n');
  expect(text).toContain('resources.1.path：没有 data/b.csv 这个文件');
  expect(text).toContain('resources.2.path：https://127.0.0.1:9/c.csv 是网址，本系统不会下载');
  expect(text).toContain('resources.3.path：../../d.csv 指到了包的文件夹之外');
  await expect(readFile(join(home.inbox, 'datapackage.json'))).rejects.toThrow('ENOENT');

  const outcome = await build(deps(home, said));
  expect(outcome.kind, said.join('\n')).toBe('published');
  const { build: id } = currentSchema.parse(await readJson(home.currentBuild));
  const engine = await DuckDbEngine.open(home.buildFile(id), { readOnly: true });
  try {
    const foreign = `select _currency, count(*) as n, cast(sum(amount) as varchar) as total from foreign_ledgers.finance_budget group by all`;
    expect(await engine.rows(foreign)).toEqual([{ _currency: 'EUR', n: 2, total: '1234060.00' }]);
  } finally {
    engine.close();
  }
});

const madrid = evaluationData('ledgers/madrid');
test.skipIf(madrid.isMissing)('the package of Madrid, to the cent, with no layout at all', async () => {
  const name = 'gastos_v40_2012-2015.csv.gz';
  const bytes = await readFile(join(madrid.path, name));
  const lines = parse(gunzipSync(bytes).toString('utf8'), { columns: true, bom: true });
  const amounts = lines.map((row) =>
    /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(String((row as { IMPORTE: unknown }).IMPORTE)),
  );
  const cents = amounts.reduce(
    (sum, found) => sum + BigInt(`${found?.[1]}${found?.[2]}${(found?.[3] ?? '').padEnd(2, '0')}`),
    0n,
  );
  await writeFile(
    join(bench.home.inbox, 'datapackage.json'),
    await readFile(join(madrid.path, 'datapackage.json')),
  );
  const { receipt } = await bench.take(bytes, name);
  expect(receipt.refusals).toEqual([]);
  expect(receipt.batches[0]).toMatchObject({ rows: lines.length, rejected: 0, currency: 'EUR' });
  expect(BigInt((receipt.batches[0]?.totals.amount ?? '').replace('.', ''))).toBe(cents);
});

test('layout guess says what it rests on, and its layout then takes the file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cockpit-guess-'));
  const said: string[] = [];
  const bed = deps(bench.home, said);
  try {
    const file = join(folder, 'gastos.csv');
    await writeFile(file, latin(rows));
    await writeFile(join(folder, 'datapackage.json'), JSON.stringify(descriptor));
    const { layout } = await guessLayout(bed, file, { id: 'my.villa' });
    expect(said[0]).toContain('datapackage.json');
    const place = join(folder, 'villa.json');
    await writeFile(place, JSON.stringify(layout));
    await rm(join(folder, 'datapackage.json'));
    expect(await tryLayout(bed, file, place), said.join('\n')).toBe(true);
    expect(said).toContain('  合计 amount：1234060.00 EUR');

    await writeFile(join(folder, 'datapackage.json'), '[]');
    await writeFile(join(bench.home.layouts, 'p.json'), JSON.stringify(paymentLayouts[1]));
    const book = join(folder, '支付.xlsx');
    await writeFile(book, xlsx({ 支付: [paymentHeader, payment('1', '5'), payment('2', '7.5')] }));
    said.length = 0;
    const guess = await guessLayout(bed, book, { id: 'my.payments', contract: 'finance.payments' });
    expect(said[0]).toContain('没有用 datapackage.json');
    expect(guess.contract.id).toBe('finance.payments');
    expect(Object.keys(guess.layout.columns ?? {}).sort()).toEqual(Object.keys(paymentColumns).sort());
    expect(guess.questions.join()).toContain('account');
    expect(await tryLayout(bed, book, 'test.payments-workbook')).toBe(true);
    expect(said).toContain('  合计 amount：12.50 元');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
