import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tableFromIPC } from 'apache-arrow';
import { parse as parseCsv } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as XLSX from '@e965/xlsx';
import { z } from 'zod';
import { unguarded } from '../../warehouse/columns/live-cells.ts';
import { metricValuesSchema } from '../../api/contracts/metrics.ts';
import { problemSchema } from '../../api/contracts/problem.ts';
import { decimalText } from '../../api/faces/cell-values.ts';
import { tableBytes } from '../../api/faces/table-bytes.ts';
import { DuckDbEngine } from '../../warehouse/connection.ts';
import { answerOf, ApiBench } from '../fixtures/api-bench.ts';
import { deliverLittleCity } from '../fixtures/little-city.ts';

let bench: ApiBench;
let address: string;
let close: () => void;
beforeAll(async () => {
  bench = await ApiBench.open();
  await deliverLittleCity(bench.served);
  expect((await bench.served.build()).kind).toBe('published');
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

const path = '/api/v1/metrics/general_expenditure?by=area&period=2026';
const arrow = 'application/vnd.apache.arrow.stream';

async function bytes(where: string, accept?: string): Promise<{ response: Response; body: Buffer }> {
  const response = await fetch(`${address}${where}`, accept === undefined ? {} : { headers: { accept } });
  return { response, body: Buffer.from(await response.arrayBuffer()) };
}

it('gives the same values in all four faces, money exact', async () => {
  const { body } = await answerOf(bench.request().get(path).expect(200));
  const { rows } = metricValuesSchema.parse(body);
  expect(rows.map(({ value }) => value)).toEqual([350.53, 7.07]);

  const viaAccept = await bytes(path, arrow);
  expect(viaAccept.response.headers.get('content-type')).toBe(arrow);
  const table = tableFromIPC(viaAccept.body);
  expect(table.schema.fields.map(({ name }) => name)).toEqual(['area', 'area_name', 'value_fen']);
  expect(
    table.toArray().map((row: { value_fen: bigint; area: string }) => [row.area, row.value_fen]),
  ).toEqual([
    ['330300-CL', 35053n],
    ['330302', 707n],
  ]);

  const csv = await bytes(`${path}&format=csv`);
  expect(csv.body.toString()).toBe(
    `\uFEFF区域代码,区域,一般公共预算支出（元）\r\n330300-CL,${rows[0]?.label.area ?? ''},350.53\r\n330302,${rows[1]?.label.area ?? ''},7.07\r\n`,
  );
  expect(csv.response.headers.get('content-disposition')).toContain('attachment');

  const { body: workbook } = await bytes(`${path}&format=xlsx`);
  const sheet = Object.values(XLSX.read(workbook).Sheets)[0];
  expect(XLSX.utils.sheet_to_json(sheet ?? {}, { header: 1 })).toEqual([
    ['区域代码', '区域', '一般公共预算支出（元）'],
    ['330300-CL', rows[0]?.label.area, 350.53],
    ['330302', rows[1]?.label.area, 7.07],
  ]);
});

it('has one validator a face, and answers 304 for each', async () => {
  const etags = new Set<string>();
  for (const format of ['json', 'arrow', 'csv', 'xlsx']) {
    const { response } = await bytes(`${path}&format=${format}`);
    const etag = response.headers.get('etag') ?? '';
    expect(response.headers.get('vary')).toContain('Accept');
    etags.add(etag);
    await bench.request().get(`${path}&format=${format}`).set('If-None-Match', etag).expect(304);
  }
  expect(etags.size).toBe(4);
});

it('chooses JSON for a few rows where JSON and Arrow are wanted alike', async () => {
  const { response } = await bytes(path, `${arrow}, application/json`);
  expect(response.headers.get('content-type')).toContain('application/json');
});

it.each([
  ['application/json;q=0', 406],
  ['image/png', 406],
  ['application/vnd.apache.arrow.file', 406],
  ['text/csv; charset=gbk', 406],
  ['text/csv; charset=UTF-8', 200],
  ['image/png, */*;q=0.1', 200],
])('answers to Accept: %s with %i', async (accept, status) => {
  const { body, headers } = await answerOf(bench.request().get(path).set('Accept', accept).expect(status));
  if (status === 406) expect(problemSchema.parse(body).code).toBe('not_acceptable');
  else expect(headers['content-type']).toMatch(accept.startsWith('text/csv') ? /^text\/csv/ : /json/);
});

it('takes another face where JSON is refused, and has none where there is JSON alone', async () => {
  const refused = 'application/json;q=0, */*';
  const { headers } = await answerOf(bench.request().get(path).set('Accept', refused).expect(200));
  expect(headers['content-type']).toBe(arrow);
  const places = bench.request().get('/api/v1/places').set('Accept', refused).expect(406);
  expect(problemSchema.parse((await answerOf(places)).body).detail).toContain('application/json');
});

it('refuses a face there is none of', async () => {
  const { body } = await answerOf(bench.request().get(`${path}&format=pdf`).expect(400));
  expect(problemSchema.parse(body).errors?.[0]?.parameter).toBe('format');
});

it('carries any text and any amount through Arrow, CSV and XLSX unharmed', async () => {
  const engine = await DuckDbEngine.open(':memory:', { readOnly: false });
  const row = fc.record({
    name: fc.option(
      fc.string({
        unit: fc.constantFrom('=', '+', '"', ',', '市', 'a', '\n', '长长长长长长长'),
        maxLength: 9,
      }),
    ),
    fen: fc.option(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n })),
  });
  const table = {
    fileName: 'x',
    columns: [
      { name: 'name', title: '名称', from: 'name' },
      { name: 'amount', title: '金额', from: 'amount', isMoney: true },
    ],
  };
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 40 }), async (rows) => {
        const parameters = Object.fromEntries(
          rows.flatMap(({ name, fen }, index) => [
            [`n${index}`, name],
            [`f${index}`, fen === null ? null : decimalText(fen, 2)],
          ]),
        );
        const sql = `select name, cast(text as decimal(20, 2)) as amount from (values ${['(null, null, -1)', ...rows.map((_, index) => `($n${index}, $f${index}, ${index})`)].join(', ')}) as given (name, text, place) where place >= 0 order by place`;
        const read = tableFromIPC(await tableBytes('arrow', { table, sql, parameters }, engine));
        expect(
          read
            .toArray()
            .map((it: { name: string | null; amount_fen: bigint | null }) => [it.name, it.amount_fen]),
        ).toEqual(rows.map(({ name, fen }) => [name, fen]));
        const book = XLSX.read(await tableBytes('xlsx', { table, sql, parameters }, engine));
        expect(JSON.stringify(book)).not.toContain('"f":');
        const csv = (await tableBytes('csv', { table, sql, parameters }, engine)).toString();
        const cells = z.array(z.array(z.string())).parse(parseCsv(csv, { bom: true, fromLine: 2 }));
        expect(cells.map(([cell]) => unguarded(cell ?? ''))).toEqual(rows.map(({ name }) => name ?? ''));
        for (const [cell] of cells) expect(cell).not.toMatch(/^[=@]|^[+](?![\d.,—–\-－%]*$)/);
      }),
      { numRuns: 40, endOnFailure: true },
    );
  } finally {
    engine.close();
  }
});
