import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultParseLimits } from '../../etl/readers/parse-process.ts';
import { IntakeBench, payment, paymentHeader, paymentLayouts } from '../fixtures/intake-bench.ts';
import { approval, contracts, header, headless, layouts, row } from '../fixtures/register.ts';
import { bookEntries, sheetRow, zip } from '../fixtures/zip-writer.ts';

/** Hostile and broken files: each is read, or refused for a reason, and everything else goes on. */

let bench: IntakeBench;
const open = async (id: string) => {
  bench = await IntakeBench.open([...layouts(id), ...layouts('test.counts'), headless], 1, contracts);
};
beforeAll(() => open('test.register'));
afterAll(() => bench.close());

const sheetOf = (...rows: readonly (readonly string[])[]) =>
  [header.split(','), ...rows].map((cells, index) => sheetRow(index + 1, cells)).join('');
const good = sheetOf(row('D1').split(','));
const spaces = ' '.repeat(20 * 1024 * 1024);

const types = { name: '[Content_Types].xml', data: '<Types/>' };
const otherDocuments: readonly (readonly [string, Parameters<typeof zip>[0]])[] = [
  ['.xlsb', [types, { name: 'xl/workbook.bin', data: 'x' }]],
  [
    '.ods',
    [
      { name: 'mimetype', data: 'x' },
      { name: 'content.xml', data: '<x/>' },
    ],
  ],
  ['.docx', [types, { name: 'word/document.xml', data: '<x/>' }]],
  ['.zip', [{ name: 'a.csv', data: header }]],
];

/** A worksheet that was cut off in the middle of its rows. */
const withoutEnd = (entry: Parameters<typeof zip>[0][number]) =>
  entry.name.startsWith('xl/worksheets/')
    ? { ...entry, data: String(entry.data).replace(/<\/sheetData>.*$/s, '') }
    : entry;

/** Files of the same kinds as the corpus', small enough to be written here. */
const literal: readonly [string, string, () => Buffer, string | null][] = [
  ['a good workbook', '好.xlsx', () => zip(bookEntries(good)), null],
  [
    'a sheet that inflates a thousandfold',
    '弹.xlsx',
    () => zip(bookEntries(good, { afterData: spaces })),
    'archive_ratio',
  ],
  [
    'shared strings that inflate a thousandfold',
    '弹.xlsx',
    () =>
      zip(bookEntries(good, { entries: [{ name: 'xl/sharedStrings.xml', data: `<sst>${spaces}</sst>` }] })),
    'archive_ratio',
  ],
  [
    'a picture that inflates further than it says',
    '谎.xlsx',
    () => zip(bookEntries(good, { entries: [{ name: 'xl/media/1.bin', data: spaces, declaredSize: 100 }] })),
    'broken_archive',
  ],
  [
    'thousands of parts',
    '多.xlsx',
    () =>
      zip(
        bookEntries(good, {
          entries: Array.from({ length: 2_500 }, (_, index) => ({
            name: `xl/media/${index}.bin`,
            data: '0',
          })),
        }),
      ),
    'archive_entries',
  ],
  [
    'a document type behind a comment',
    '型.xlsx',
    () => zip(bookEntries(good, { prolog: `<!--${'-x'.repeat(3_000)}--><!DOCTYPE a [<!ENTITY e "x">]>` })),
    'archive_doctype',
  ],
  [
    'a document type in UTF-16',
    '型.xlsx',
    () =>
      zip(
        bookEntries(good, {
          entries: [
            {
              name: 'xl/styles.xml',
              data: Buffer.from('\ufeff<!DOCTYPE a [<!ENTITY e "x">]><styleSheet/>', 'utf16le'),
            },
          ],
        }),
      ),
    'archive_doctype',
  ],
  [
    'a name that leaves the archive',
    '溢.xlsx',
    () => zip(bookEntries(good, { entries: [{ name: '../../x', data: 'x' }] })),
    'broken_archive',
  ],
  ['a sheet called __proto__', '原.xlsx', () => zip(bookEntries(good, { sheetName: '__proto__' })), null],
  [
    'a defined name called __proto__',
    '原.xlsx',
    () =>
      zip(
        bookEntries(good, {
          workbookExtra: '<definedNames><definedName name="__proto__">1</definedName></definedNames>',
        }),
      ),
    null,
  ],
  [
    'merged cells over everything',
    '并.xlsx',
    () =>
      zip(
        bookEntries(good, {
          afterData: `<mergeCells>${'<mergeCell ref="A1:XFD1048576"/>'.repeat(500)}</mergeCells>`,
        }),
      ),
    'too_many_merges',
  ],
  ['a workbook with a password', '密.xls', () => encrypted(), 'encrypted_workbook'],
  ['an archive in another', '套.csv.gz', () => gzipSync(gzipSync(Buffer.from(header))), 'nested_archive'],
  [
    'a text that inflates a thousandfold',
    '弹.csv.gz',
    () => gzipSync(Buffer.alloc(40 * 1024 * 1024)),
    'archive_ratio',
  ],
  [
    'half an archive',
    '半.csv.gz',
    () => gzipSync(Buffer.from(header.repeat(100))).subarray(0, 60),
    'broken_archive',
  ],
  ['UTF-16 without a mark', '无标.csv', () => Buffer.from(`${header}\n${row('D1')}\n`, 'utf16le'), null],
  [
    'UTF-16 without a mark, the other way',
    '无标.csv',
    () => Buffer.from(`${header}\n${row('D1')}\n`, 'utf16le').swap16(),
    null,
  ],
  ['line ends of an old Mac', '苹果.csv', () => Buffer.from(`${header}\r${row('D1')}\r`), null],
  [
    'a first line that names the separator',
    '分号.csv',
    () => Buffer.from(`sep=;\n${header}\n${row('D1')}\n`.replaceAll(',', ';')),
    null,
  ],
  [
    'marks in the middle of two files in one',
    '拼.csv',
    () => Buffer.from(`\ufeff${header}\n${row('D1')}\n\ufeff${header}\n${row('D2')}\n`),
    null,
  ],
  [
    'a quote that is never closed',
    '引.csv',
    () => Buffer.from(`${header}\n"${row('D1')}\n${row('D2')}\n`),
    'unclosed_quote',
  ],
  [
    'line ends no program of the house writes',
    '换行.csv',
    () => Buffer.from(`${header}\u2028${row('D1')}\u0085${row('D2')}\n`),
    'strange_line_ends',
  ],
  [
    'lines that end in two ways',
    '混.csv',
    () => Buffer.from(`${header}\r\n${row('D1')}\n${row('D2')}\r\n`),
    null,
  ],
  [
    'UTF-16 without a mark, with a hanzi whose low byte is zero',
    '无标.csv',
    () => Buffer.from(`${header}\n${row('D1', '丁一')}\n`, 'utf16le'),
    null,
  ],
  ['UTF-32', '宽.csv', () => Buffer.from('fffe0000e34e0000', 'hex'), 'unknown_encoding'],
  [
    'a line of a million empty cells',
    '宽.csv',
    () => Buffer.from(`${header}\n${','.repeat(1_000_000)}\n`),
    'too_many_columns',
  ],
  [
    'a line of six megabytes',
    '长.csv',
    () => Buffer.from(`${header}\n${'x'.repeat(6_000_000)}\n${row('D1')}\n`),
    'record_too_long',
  ],
  ['a PDF', '印.csv', () => Buffer.from('%PDF-1.7\n'), 'wrong_extension'],
  ['an archive packed once more', '套.csv.gz', () => gzipSync(zip(bookEntries(good))), 'nested_archive'],
  [
    'a link for a part',
    '链.xlsx',
    () => zip(bookEntries(good, { entries: [{ name: 'xl/a.xml', data: '/etc/passwd', isLink: true }] })),
    'archive_entry',
  ],
  [
    'a part that comes twice',
    '双.xlsx',
    () => zip(bookEntries(good, { entries: [{ name: 'XL/worksheets/Sheet1.xml', data: '<worksheet/>' }] })),
    'archive_entry',
  ],
  [
    'a shared string that is not there',
    '缺.xlsx',
    () => zip(bookEntries(sheetOf(['<c r="A2" t="s"><v>99999</v></c>', ...row('').split(',').slice(1)]))),
    'broken_workbook',
  ],
  [
    'a row with a number that no row has',
    '远.xlsx',
    () => zip(bookEntries(good + sheetRow(99_999_999_999, row('D2').split(',')))),
    'broken_workbook',
  ],
  [
    'rows that begin and do not end',
    '断.xlsx',
    () => zip(bookEntries(good).map(withoutEnd)),
    'broken_workbook',
  ],
  ...otherDocuments.map(
    ([kind, entries]) =>
      [`${kind} called a workbook`, '别.xlsx', () => zip(entries), 'wrong_extension'] as [
        string,
        string,
        () => Buffer,
        string,
      ],
  ),
  ['a picture', '图.csv', () => Buffer.from('89504e470d0a1a0a0000000d49484452000000', 'hex'), 'binary_file'],
];

function encrypted(): Buffer {
  return Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(504),
    Buffer.from('EncryptedPackage', 'utf16le'),
  ]);
}

test.each(literal)('%s', async (_, name, write, code) => {
  const { kind, receipt } = await bench.take(write(), name, approval);
  expect(receipt.refusals.map((refusal) => refusal.code)).toEqual(code === null ? [] : [code]);
  expect(kind).toBe(code === null ? 'accepted' : 'refused');
  if (code === null) expect(await bench.inForce('test.register', 'deputy')).toContainEqual({ deputy: 'D1' });
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
});

const external = (type: string, target: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="External"/></Relationships>`;

test('links to the outside, macros and data connections are told, not followed; a hyperlink is nothing to tell', async () => {
  const book = zip(
    bookEntries(good, {
      entries: [
        {
          name: 'xl/externalLinks/externalLink1.xml',
          data: '<externalLink><ddeLink ddeService="cmd"/></externalLink>',
        },
        {
          name: 'xl/externalLinks/_rels/externalLink1.xml.rels',
          data: external('externalLinkPath', 'http://127.0.0.1:9/a.xlsx'),
        },
        { name: 'xl/worksheets/_rels/sheet1.xml.rels', data: external('hyperlink', 'http://127.0.0.1:9/b') },
        { name: 'xl/connections.xml', data: '<connections/>' },
        { name: 'xl/vbaProject.bin', data: 'x' },
      ],
    }),
  );
  const { kind, receipt } = await bench.take(book, '链.xlsx', approval);
  expect(kind).toBe('accepted');
  expect(receipt.notices).toEqual([
    '工作簿引用了 1 处外部文件或网址（如 http://127.0.0.1:9/a.xlsx），没有读取；以工作簿里保存的值为准',
    '工作簿含有到其他程序的动态链接（DDE），没有连接',
    '工作簿含有外部数据连接，没有连接',
    '工作簿含有宏，没有运行',
  ]);
});

test('a parse that takes too much is ended and refused, and the next file goes on', async () => {
  const cells = Array.from({ length: 26 }, (_, index) => `x${index}`);
  const rows = Array.from({ length: 15_000 }, (_, index) =>
    sheetRow(index + 1, [...cells.slice(1), String(index)]),
  );
  const large = zip(bookEntries(rows.join('')));
  const small = await IntakeBench.open(layouts('test.register'), 1, contracts, {
    seconds: 60,
    memoryMb: 128,
  });
  const { receipt } = await small.take(large, '大.xlsx');
  expect(receipt.refusals.map(({ code }) => code)).toEqual(['parse_too_large']);
  expect(receipt.refusals[0]?.message).toContain('COCKPIT_PARSE_MEMORY_MB');
  await small.close();
  const quick = await IntakeBench.open(layouts('test.register'), 1, contracts, {
    seconds: 0.2,
    memoryMb: 1_024,
  });
  const late = await quick.take(large, '大.xlsx');
  expect(late.receipt.refusals.map(({ code }) => code)).toEqual(['parse_too_long']);
  await quick.close();
  const next = zip(bookEntries(sheetOf(row('D9').split(','))));
  expect((await bench.take(next, '好.xlsx', approval)).kind).toBe('accepted');
});

test('what a document called a workbook is, is said', async () => {
  for (const [kind, entries] of otherDocuments) {
    const { receipt } = await bench.take(
      zip([...entries, { name: `${kind}.x`, data: '' }]),
      '别.xlsx',
      approval,
    );
    expect(receipt.refusals[0]?.message).toContain(kind);
  }
});

test('millions of blank lines cost next to nothing, and rows keep the numbers of their lines', async () => {
  const ledger = await IntakeBench.open(paymentLayouts, 1);
  const blank = (lines: number, end: string) => end.repeat(lines);
  const [first = '', second = '', third = ''] = ['P1', 'P2', 'P3'].map((id) => payment(id, '1.00').join(','));
  for (const end of ['\n', '\r\n', '  \n']) {
    const lines = [paymentHeader.join(','), first, blank(2_000_000, end).slice(0, -1), second, 'torn', third];
    const before = process.memoryUsage.rss();
    const { kind, receipt } = await ledger.take(
      `${lines.join('\n')}\n`,
      `${JSON.stringify(end)}.csv`,
      approval,
    );
    const grown = (process.memoryUsage.rss() - before) / 1024 / 1024;
    expect(receipt.refusals).toEqual([]);
    expect([kind, receipt.rejected]).toEqual(['accepted', 1]);
    expect(grown).toBeLessThan(150);
    expect(await ledger.inForce('finance.payments', '_row')).toEqual([
      { _row: 2 },
      { _row: 2_000_003 },
      { _row: 2_000_005 },
    ]);
  }
  await ledger.close();
});

test('a workbook that asks for much more memory than its size explains is refused', async () => {
  const everything = '<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>';
  const { receipt } = await bench.take(
    zip(bookEntries(good, { afterData: everything })),
    '链.xlsx',
    approval,
  );
  expect(receipt.refusals.map(({ code }) => code)).toEqual(['parse_too_large']);
  const limit = Number(/上限 (\d+) MB/.exec(receipt.refusals[0]?.message ?? '')?.[1]);
  expect(limit).toBeGreaterThan(144);
  expect(limit).toBeLessThan(defaultParseLimits.memoryMb);
});

test('a cell of megabytes stays in the parsing process', async () => {
  const long = zip(bookEntries(sheetOf(row('D1', 'x'.repeat(7_000_000)).split(','))));
  await bench.take(zip(bookEntries(sheetOf(row('D3').split(',')))), '先.xlsx', approval);
  const before = process.memoryUsage.rss();
  const { receipt } = await bench.take(long, '长.xlsx', approval);
  expect((process.memoryUsage.rss() - before) / 1024 / 1024).toBeLessThan(100);
  expect(receipt.rejected).toBe(1);
});
