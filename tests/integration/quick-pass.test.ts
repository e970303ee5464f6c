import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { csv, payment, paymentHeader, paymentLayouts } from '../fixtures/intake-bench.ts';
import { rowsOf } from '../../warehouse/batch-files.ts';
import { DuckDbEngine, runOn } from '../../warehouse/connection.ts';
import { loadCells } from '../../etl/cells/load-cells.ts';
import { createRejectsSql } from '../../etl/rejects-sql.ts';
import { quickPass } from '../../etl/plain-intake.ts';
import { openDelimited } from '../../etl/readers/delimited.ts';
import { recognise } from '../../etl/choose-layout.ts';
import { takeInSheet, type SheetOutcome } from '../../etl/sheet-intake.ts';
import { contracts } from '../../etl/sources/registry.ts';
import { loadSpellings } from '../../etl/spellings.ts';

let engine: DuckDbEngine;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cockpit-quick-'));
  engine = await DuckDbEngine.open(':memory:', {
    readOnly: false,
    prepare: async (connection) => {
      await loadCells(connection);
      await loadSpellings(connection, contracts.values());
      await connection.run("set variable delivered_on = date '2026-11-01'");
    },
  });
});
afterAll(async () => {
  engine.close();
  await rm(folder, { recursive: true });
});

async function open(text: string) {
  const file = join(folder, 'ledger.csv');
  await writeFile(file, text);
  const [sheet] = await openDelimited(file, folder);
  if (!sheet) throw new Error('no sheet');
  const recognised = recognise(sheet, 'ledger.csv', paymentLayouts, contracts);
  if ('code' in recognised) throw new Error(recognised.message);
  return { sheet, recognised };
}

function apartFromFiles(outcome: SheetOutcome) {
  if (outcome.kind === 'refused') return outcome;
  const { kind, mended, notices, batch } = outcome;
  return { kind, mended, notices, batch: { ...batch, lines: null } };
}

/** All that comes of a ledger: the outcome but for how the batch is stored, the batch's rows and the rejects. */
function taken(text: string, fromLines: number) {
  return engine.using(async (connection) => {
    await connection.run(createRejectsSql);
    const { sheet, recognised } = await open(text);
    const outcome = await takeInSheet(connection, sheet, recognised, 'b', folder, 1, undefined, fromLines);
    return {
      outcome: apartFromFiles(outcome),
      rows:
        outcome.kind === 'accepted'
          ? await runOn(
              connection,
              `select ${columns.join(', ')}, account, _batch, _row, _partition
               from ${rowsOf(outcome.files)} order by _row`,
            )
          : [],
      rejects: await runOn(connection, 'select * from delivery_rejects order by all'),
    };
  });
}

const isQuick = (text: string) =>
  engine.using(async (connection) => {
    const { sheet, recognised } = await open(text);
    await runOn(connection, "set variable constant_account = '一般公共预算'");
    return (await quickPass(connection, sheet, recognised, 'b', folder, 0, () => undefined)) !== null;
  });

/** Cells that are wrong, odd, or right in an unusual way. */
const awkward = {
  payment_id: [
    'P1',
    'P40',
    'Ｐ４１',
    ' P2 ',
    '1E5',
    '1.5',
    '1.101E+17',
    '合计',
    '#REF!',
    '',
    'P\u202e3',
    '-',
    'a\tb',
  ],
  paid_on: [
    '2026/3/5',
    '20260305',
    '2026年3月5日',
    '2026-02-30',
    '46000',
    ' 2026-03-05',
    '2030-01-01',
    '',
    '2026-3-5 08:00',
  ],
  area_code: ['鹿城区', '330302', '全市', ' 330302', '３３０３０２', '', '330300-cl', '合计'],
  department_code: ['１０１', '1 01', '', '101.2', '#N/A', '审核', '无', '1e5'],
  department_name: [
    ' 市教育局',
    '合计',
    '',
    '市\u200b教育局',
    '#REF!',
    '#1 楼',
    '市（教育）局',
    'a"b',
    '市,局',
    'x\u0001y',
  ],
  function_code: ['205', '20502', '205020', '999', '２０５', '', '2050202 '],
  economic_code: ['办公费', '30201', '30288', '', '工资福利支出'],
  payee_name: [
    '长'.repeat(33_000),
    '小计',
    '注：某某',
    '',
    '\u3000某某',
    '某 某',
    '某\u00a0某',
    '-',
    '𠮷野家',
  ],
  method: ['授权支付', '财政直接支付', '现金', '', '直接支付 '],
  amount: [
    '1,234.50',
    '12,34',
    '(5.00)',
    '１２',
    '0',
    '0.00',
    '-3',
    '',
    '—',
    '1e3',
    '1.005',
    '+7.1',
    '3万元',
    '¥5',
    '5.',
    '.5',
    '99999999999999999',
    ' 8',
  ],
} as const;

const columns = Object.keys(awkward) as (keyof typeof awkward)[];
const change = fc
  .constantFrom(...columns)
  .chain((column) => fc.constantFrom(...awkward[column]).map((cell) => ({ [column]: cell })));
const oddRow = fc
  .tuple(fc.integer({ min: 1, max: 60 }), fc.array(change, { minLength: 0, maxLength: 3 }))
  .map(([id, changes]) =>
    payment(`P${id}`, '10.00', Object.assign({}, ...changes) as Record<string, string>),
  );
const totalsRow = fc.constantFrom('600.00', '610.00', '合计').map((amount) =>
  payment('合计', amount, {
    paid_on: '',
    area_code: '',
    department_code: '',
    department_name: '',
    function_code: '',
    economic_code: '',
    payee_name: '',
    method: '',
  }),
);
const noteRow = fc.constant(['制表人：某某', ...paymentHeader.slice(1).map(() => '')]);
const odd = fc.oneof({ weight: 8, arbitrary: oddRow }, totalsRow, noteRow, fc.constant([...paymentHeader]));

const plainRows = Array.from({ length: 60 }, (_, index) => payment(`P${index + 1}`, '10.00'));

test('the quick pass and the general path come to the same batch, rejects and reasons', async () => {
  let quick = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), odd), { maxLength: 7 }),
      async (inserted) => {
        const rows: (readonly string[])[] = [...plainRows];
        for (const [at, row] of inserted) rows.splice(at, 0, row);
        const text = csv([paymentHeader, ...rows]);
        if (await isQuick(text)) quick += 1;
        expect(await taken(text, 0)).toEqual(await taken(text, Infinity));
      },
    ),
    { numRuns: 15 },
  );
  expect(quick).toBeGreaterThan(7);
});

/** Lines that are not one plain row, as a ledger put together by hand has them. */
const torn = [
  '',
  '   ',
  'P900,2026-03-05',
  `${payment('P901', '10.00').join(',')},,`,
  `${payment('P902', '10.00').join(',')},多出来的`,
  csv([payment('P903', '10.00', { payee_name: '分成\n两行' })]).trimEnd(),
  csv([payment('P904', '10.00', { payee_name: 'a""b,\n\n,c', amount: '1,234.50' })]).trimEnd(),
  payment('P905', '10.00', { payee_name: '张"三"' }).join(','),
  payment('P906', '10.00', { payee_name: '"张"三' }).join(','),
  payment('P907', '10.00', { payee_name: '甲\r乙' }).join(','),
  '合计,,,,,,,,,600.00,',
  '制表人：某某',
];

test.each(['\n', '\r\n'])(
  'blank and torn lines are set aside, and the others stay quick (%j)',
  async (end) => {
    const rows = plainRows.map((row) => row.join(','));
    // A header over two lines, whose second could be taken for a row.
    const header = `"支付${end}凭证号",${paymentHeader.slice(1).join(',')}`;
    const text = [header, ...torn.flatMap((line, index) => [line, rows[index] ?? ''])]
      .concat(rows.slice(torn.length))
      .join(end);
    expect(await isQuick(text)).toBe(true);
    const quick = await taken(text, 0);
    expect(quick).toEqual(await taken(text, Infinity));
    expect(quick.outcome.kind).toBe('accepted');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.constantFrom(...torn)), { maxLength: 6 }),
        async (inserted) => {
          const lines = [paymentHeader.join(','), ...rows];
          for (const [at, line] of inserted) lines.splice(at, 0, line);
          const some = lines.join(end);
          expect(await taken(some, 0)).toEqual(await taken(some, Infinity));
        },
      ),
      { numRuns: 8, endOnFailure: true },
    );
  },
);

test('far more blank lines than rows stay quick', async () => {
  const text = csv([paymentHeader, ...plainRows]) + `${'\n'.repeat(500)},,,,,,,,,\n`;
  expect(await isQuick(text)).toBe(true);
  expect(await taken(text, 0)).toEqual(await taken(text, Infinity));
});

test('what is not the text’s fault is not taken for it', async () => {
  await engine.using(async (connection) => {
    const { sheet, recognised } = await open(csv([paymentHeader, ...plainRows]));
    await runOn(connection, "set variable constant_account = '一般公共预算'");
    const nowhere = join(folder, 'no such folder');
    await expect(quickPass(connection, sheet, recognised, 'b', nowhere, 0, () => undefined)).rejects.toThrow(
      /No such file/,
    );
  });
});

test('every odd cell alone is judged as the general path judges it', async () => {
  const oddities = columns.flatMap((column) => awkward[column].map((cell) => ({ [column]: cell })));
  for (let from = 0; from < oddities.length; from += 12) {
    const odds = oddities
      .slice(from, from + 12)
      .map((over, index) => payment(`Q${index}`, '10.00', over as Record<string, string>));
    const text = csv([paymentHeader, ...plainRows, ...odds]);
    expect(await isQuick(text)).toBe(true);
    expect(await taken(text, 0)).toEqual(await taken(text, Infinity));
  }
});

test('numbers of lines hold in a file that is read by several threads', async () => {
  const lines = 240_000;
  const rows = Array.from({ length: lines }, (_, index) =>
    // Spellings that are found and ones that are not stand side by side: a join would part them.
    payment(`N${index + 2}`, '10.00', index % 1_000 === 7 ? { area_code: '全市' } : {}).join(','),
  );
  await engine.using(async (connection) => {
    const { sheet, recognised } = await open(`${paymentHeader.join(',')}\n${rows.join('\n')}\n`);
    await runOn(connection, "set variable constant_account = '一般公共预算'");
    expect(
      await quickPass(connection, sheet, recognised, 'several', folder, 0, () => undefined),
    ).not.toBeNull();
    const [found] = await runOn(
      connection,
      "select count(*) as lines, count(*) filter (where payment_id = 'N' || _row) as placed from judged",
    );
    expect(found).toEqual({ lines, placed: lines });
  });
});

test.each([
  ['单 位：万 元', '支付金额', 15_000],
  ['单位：千万元', '支付金额', 15_000_000],
  [null, '支付金额（十万元）', 150_000],
  [null, '支付金额（百万元，含税）', 1_500_000],
])(
  'a unit of %s, %s is the same either way, and so is what is said of columns and rows',
  async (title, amount, yuan) => {
    const head = [...paymentHeader.slice(0, -1), amount, '备注'];
    const rows = ['P1', 'P2', 'P3'].map((id) => [...payment(id, '1.5'), '急']);
    const note = ['注：略', ...paymentHeader.map(() => '')];
    const text = csv([...(title === null ? [] : [[title]]), head, ...rows, note]);
    expect(await isQuick(text)).toBe(true);
    const quick = await taken(text, 0);
    expect(quick.rows.map((row) => row.amount)).toEqual([yuan, yuan, yuan]);
    expect(quick.outcome).toMatchObject({
      notices: [expect.stringContaining('备注'), '没有当作数据的行：说明 1 行'],
    });
    expect(quick).toEqual(await taken(text, Infinity));
  },
);

test('a row of units below the header is no data either way', async () => {
  const units = paymentHeader.map((name) => (name === '支付金额' ? '万元' : ''));
  const text = csv([paymentHeader, units, payment('P1', '1.5'), payment('P2', '2')]);
  expect(await isQuick(text)).toBe(true);
  const quick = await taken(text, 0);
  expect(quick.rows.map((row) => row.amount)).toEqual([15_000, 20_000]);
  expect(quick).toEqual(await taken(text, Infinity));
});
