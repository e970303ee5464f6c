import { gzipSync } from 'node:zlib';
import { tableFromIPC } from 'apache-arrow';
import { tableBytes } from '../../../api/faces/table-bytes.ts';
import { openBuild, type Subject } from './subject.ts';
import { head, median, ms, processorTime, row, timed } from './table.ts';

const columns = [
  ...['payment_id', 'paid_on', 'period', 'area_code', 'department_code'],
  ...['payee_name', 'purpose', 'function_code', 'amount', '_batch'],
];
const sizes = [100, 500, 1_000, 2_000, 5_000, 20_000, 100_000];

/** Rows of ten columns as Arrow and as the engine's own JSON: making, reading, sizes. */
export async function arrow(subject: Subject): Promise<void> {
  const engine = await openBuild(subject);
  const table = {
    fileName: 'payments',
    columns: columns.map((name) => ({ name, title: name, from: name, isMoney: name === 'amount' })),
  };
  head(
    ...['rows', 'JSON made, ms (processor)', 'Arrow made, ms (processor)', '×', '× processor'],
    ...['JSON read, ms', 'Arrow read, ms', '×', 'JSON, kB (gzip)', 'Arrow, kB (gzip)'],
  );
  for (const rows of sizes) {
    const sql = `select ${columns.join(', ')} from marts.fct_payment limit ${rows}`;
    const asJson = () =>
      engine.using(async (connection) =>
        JSON.stringify((await connection.runAndReadAll(sql)).getRowObjectsJson()),
      );
    const asArrow = () => tableBytes('arrow', { table, sql, parameters: {} }, engine);
    const json = await asJson();
    const bytes = await asArrow();
    const times: number[][] = [[], [], [], [], [], []];
    for (let round = 0; round < subject.rounds; round++) {
      times[0]?.push(await timed(async () => times[1]?.push(await processorTime(asJson))));
      times[2]?.push(await timed(async () => times[3]?.push(await processorTime(asArrow))));
      times[4]?.push(await timed(() => Promise.resolve(JSON.parse(json))));
      times[5]?.push(await timed(() => Promise.resolve(tableFromIPC(bytes))));
    }
    const [json0 = 0, json1 = 0, arrow0 = 0, arrow1 = 0, jsonRead = 0, arrowRead = 0] = times.map(median);
    const size = (body: Buffer): string =>
      `${Math.round(body.length / 1024)} (${Math.round(gzipSync(body, { level: 1 }).length / 1024)})`;
    row(
      ...[rows, `${ms(json0)} (${ms(json1)})`, `${ms(arrow0)} (${ms(arrow1)})`],
      ...[(json0 / arrow0).toFixed(1), (json1 / arrow1).toFixed(1), ms(jsonRead), ms(arrowRead)],
      ...[(jsonRead / arrowRead).toFixed(1), size(Buffer.from(json)), size(bytes)],
    );
  }
  engine.close();
}
