import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { DataType, tableFromIPC, type Table } from 'apache-arrow';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { metricValuesSchema } from '../../api/contracts/metrics.ts';
import { metricRowsSchema } from '../../api/contracts/rows.ts';
import { warningDetailSchema, warningListSchema } from '../../api/contracts/warnings.ts';
import { isRatio } from '../../warehouse/metrics/definition.ts';
import { metrics } from '../../warehouse/metrics/registry.ts';
import { ledgersOf } from '../../warehouse/metrics/rows/ledgers.ts';
import { ApiBench } from '../fixtures/api-bench.ts';
import { deliverLittleCity } from '../fixtures/little-city.ts';

let bench: ApiBench;
let address: string;
let close: () => void;
beforeAll(async () => {
  bench = await ApiBench.open();
  const { served } = bench;
  await deliverLittleCity(served);
  await served.deliver('natural_resources_land', [{ square_metres: 12345.6789 }]);
  await served.deliver('finance_debt', [
    { limit_amount: 100.35, opening_amount: 99.29, balance_amount: 99.29 },
  ]);
  expect((await served.build()).kind).toBe('published');
  await bench.live.refresh();
  const server = bench.app().listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => server.close();
});
afterAll(async () => {
  close();
  await bench.close();
});

async function json(path: string): Promise<unknown> {
  const response = await fetch(`${address}${path}`);
  expect(response.status, path).toBe(200);
  return response.json();
}

async function arrow(path: string): Promise<Table> {
  const response = await fetch(`${address}${path}${path.includes('?') ? '&' : '?'}format=arrow`);
  expect(response.status, path).toBe(200);
  const table = tableFromIPC(new Uint8Array(await response.arrayBuffer()));
  for (const { name, type } of table.schema.fields) {
    // JavaScript's Arrow reads a decimal without its scale.
    expect(DataType.isDecimal(type), `${path} ${name}`).toBe(false);
  }
  return table;
}

/** The numbers of a column in the unit of the JSON, whichever of its two names it has. */
function numbers(table: Table, name: string): (number | null)[] {
  const fen = table.getChild(`${name}_fen`);
  const column = fen ?? table.getChild(name);
  expect(column, name).not.toBeNull();
  const values = [...(column ?? [])] as (bigint | number | null)[];
  return values.map((value) => (value === null ? null : Number(value) / (fen === null ? 1 : 100)));
}

const near = (values: readonly (number | null)[]) =>
  values.map((value) => (value === null ? null : (expect.closeTo(value, 6) as number)));

const asked = (id: string): string => {
  const required = metrics.get(id)?.required ?? [];
  return `/api/v1/metrics/${id}${required.length === 0 ? '' : `?by=${required.slice(0, 2).join(',')}`}`;
};
const measured = [...metrics.values()].filter(({ required }) => required.length <= 2);

it('has the values and the parts of every metric as JSON has them', async () => {
  for (const metric of measured) {
    const path = asked(metric.id);
    const { rows } = metricValuesSchema.parse(await json(path));
    const table = await arrow(path);
    expect(numbers(table, 'value'), path).toEqual(near(rows.map(({ value }) => value)));
    if (isRatio(metric))
      for (const part of ['numerator', 'denominator'] as const)
        expect(numbers(table, part), `${path} ${part}`).toEqual(near(rows.map((row) => row[part])));
  }
});

it('has the parts of money in fen, and other measures as numbers', async () => {
  const rate = await arrow('/api/v1/metrics/expenditure_execution_rate');
  expect(rate.schema.fields.map(({ name, type }) => [name, String(type)])).toEqual([
    ['value', 'Float64'],
    ['numerator_fen', 'Int64'],
    ['denominator_fen', 'Int64'],
  ]);
  // Money times a share is finer than a fen, and still in fen: beside the denominator nobody divides it wrongly.
  const gap = await arrow('/api/v1/metrics/expenditure_progress_gap');
  expect(gap.schema.fields.map(({ name, type }) => [name, String(type)])).toEqual([
    ['value', 'Float64'],
    ['numerator_fen', 'Float64'],
    ['denominator_fen', 'Int64'],
  ]);
  const land = await arrow('/api/v1/metrics/land_area_sold');
  expect(land.toArray().map((row: { value: number }) => row.value)).toEqual([12345.6789]);
});

it('has rows that add up to what they add up to in JSON', async () => {
  const ledgersAsked = [...metrics.values()]
    .filter(({ required }) => required.length === 0)
    .flatMap(({ id }) =>
      (['numerator', 'denominator'] as const).flatMap((part) =>
        ledgersOf(id, part).map((ledger) => `/api/v1/metrics/${id}/rows?part=${part}&ledger=${ledger}`),
      ),
    );
  for (const path of ledgersAsked) {
    const { total } = metricRowsSchema.parse(await json(path));
    const contributions = numbers(await arrow(path), 'contribution');
    expect(contributions, path).toHaveLength(total.rows);
    const sum = contributions.reduce((so: number, value) => so + (value ?? 0), 0);
    expect(sum, path).toBeCloseTo(total.contribution, 4);
  }
});

it('has the money of warnings and of their proofs in fen', async () => {
  const { warnings } = warningListSchema.parse(await json('/api/v1/warnings?rule=debt_near_limit'));
  const [warning] = warnings;
  expect(warning?.numerator).toBe(99.29);
  const list = await arrow('/api/v1/warnings?rule=debt_near_limit');
  expect(list.toArray().map((row: { numerator_fen: bigint }) => row.numerator_fen)).toEqual([9929n]);
  expect(list.toArray().map((row: { numerator: number | null }) => row.numerator)).toEqual([null]);
  const path = `/api/v1/warnings/${warning?.id ?? ''}`;
  const { proof } = warningDetailSchema.parse(await json(path));
  const table = await arrow(path);
  expect(table.toArray().map((row: { amount_fen: bigint }) => row.amount_fen)).toEqual([9929n, 10035n]);
  expect(numbers(table, 'amount')).toEqual(proof.rows.map(({ amount }) => amount));
});
