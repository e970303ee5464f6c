import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import * as XLSX from '@e965/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportFormats } from '../../api/contracts/reports.ts';
import { printedReport, type PrintedReport } from '../../jobs/reports/print/printed-blocks.ts';
import { templateIds } from '../../jobs/reports/load-templates.ts';
import { formats } from '../../jobs/reports/report-store.ts';
import { makeReport, type MadeReport } from '../../reports.ts';
import { readSettings } from '../../settings.ts';
import { askedAgain } from '../fixtures/asked-again.ts';
import { HomeApi } from '../fixtures/home-api.ts';
import { deliverLittleCity } from '../fixtures/little-city.ts';
import { ServedHome } from '../fixtures/served-home.ts';
import {
  firstMissing,
  partOf,
  pdfPages,
  printedTexts,
  unspaced,
  wordText,
} from '../fixtures/written-text.ts';

const run = promisify(execFile);
const command = join(import.meta.dirname, '..', '..', 'bin', 'cockpit.mjs');
const office = spawnSync('soffice', ['--version']).status === 0;

let served: ServedHome;
let made: MadeReport;
let printed: PrintedReport;
let folder: string;

beforeAll(async () => {
  served = await ServedHome.open();
  await deliverLittleCity(served);
  await deliverOtherLedgers();
  const outcome = await served.build();
  expect(outcome.kind, JSON.stringify(outcome)).toBe('published');
  folder = await mkdtemp(join(tmpdir(), 'cockpit-formats-'));
  made = await make('fiscal-analysis');
  printed = printedReport(made.document, 'paper');
});
afterAll(async () => {
  await served.close();
  await rm(folder, { recursive: true, force: true });
});

/** What the little city lacks for every template to have a figure; taxes agree with its revenue. */
async function deliverOtherLedgers(): Promise<void> {
  await served.deliver('tax_monthly', [
    { period: '2026-01-01', collected_amount: 600.6, local_amount: 300.3 },
    { period: '2026-02-01', collected_amount: 120.2, local_amount: 60.1 },
    { period: '2026-02-01', industry: 'J', collected_amount: 80, local_amount: 40 },
    { period: '2025-01-01', collected_amount: 500, local_amount: 250 },
  ]);
  await served.deliver('livelihood_candidates', [{}]);
  await served.deliver('livelihood_votes', [{}]);
  await served.deliver('livelihood_milestones', [{ due_on: '2026-02-10' }]);
  await served.deliver('livelihood_progress', [{ period: '2026-02-01' }]);
  await served.deliver('suggestions_register', [{}]);
  await served.deliver('suggestions_handlers', [{}]);
}

const make = (template: string) =>
  makeReport(
    {
      settings: readSettings({ COCKPIT_HOME: served.home.root }),
      clock: () => new Date('2026-11-03T02:00:00Z'),
      say: () => undefined,
    },
    { template, period: '2026-02', formats, by: '张三', build: null },
  );
const file = (name: string): Buffer => made.files.get(name) ?? Buffer.alloc(0);
const pdfText = async () => unspaced((await pdfPages(file('report.pdf'))).join(''));

test('all that is printed is in the PDF and in the Word file, in order', async () => {
  const texts = printedTexts(printed.blocks);
  expect(texts.length).toBeGreaterThan(100);
  expect(firstMissing(unspaced(await wordText(file('report.docx'))), texts)).toBeUndefined();
  // A page number may stand between two texts, not within one that is on one page.
  const pages = (await pdfText()).replace(/—\d+—/g, '');
  expect(texts.filter((text) => !pages.includes(unspaced(text)))).toEqual([]);
});

test('every figure in the PDF and in the Word file is the API’s', async () => {
  const api = await HomeApi.open(served.home);
  const written = [await pdfText(), unspaced(await wordText(file('report.docx')))];
  for (const figure of made.document.figures) {
    expect(figure.value).toBe(await askedAgain(api, figure));
    for (const whole of written) expect(whole).toContain(unspaced(`${figure.metric.name}${figure.text}`));
  }
  api.close();
});

test('every figure of every template is in its PDF and in its Word file, in the order of its text', async () => {
  const ids = await templateIds(join(folder, 'nowhere'));
  expect(ids.length).toBeGreaterThanOrEqual(8);
  for (const id of ids) {
    const { document, files } = await make(id);
    expect(document.figures.length, id).toBeGreaterThan(0);
    const figures = document.figures.map(({ text }) => text);
    const appended = document.figures.map(({ metric, text }) => unspaced(`${metric.name}${text}`));
    const pages = await pdfPages(files.get('report.pdf') ?? Buffer.alloc(0));
    const word = unspaced(await wordText(files.get('report.docx') ?? Buffer.alloc(0)));
    for (const whole of [unspaced(pages.join('')).replace(/—\d+—/g, ''), word]) {
      expect(firstMissing(whole, figures), id).toBeUndefined();
      if (document.appendixPlace === 'printed')
        expect(
          appended.filter((text) => !whole.includes(text)),
          id,
        ).toEqual([]);
    }
  }
});

test('the Word file has headings of its own, tables whose heads are repeated, and page numbers that count', async () => {
  const [body, styles, settings, even, fonts] = await Promise.all(
    ['document', 'styles', 'settings', 'footer2', 'fontTable'].map((name) =>
      partOf(file('report.docx'), `word/${name}.xml`),
    ),
  );
  const sections = printed.blocks.filter(({ kind }) => kind === 'section' || kind === 'appendix').length;
  expect(body?.match(/<w:pStyle w:val="Title"\/>/g)).toHaveLength(1);
  expect(body?.match(/<w:pStyle w:val="Heading1"\/>/g)).toHaveLength(sections);
  expect(styles).toMatch(/w:styleId="Heading1"[^]*?<w:outlineLvl w:val="1"\/>/);
  const grids = printed.blocks.filter(({ kind }) => kind === 'grid').length;
  expect(body?.match(/<w:tblHeader\/>/g)).toHaveLength(grids);
  expect(even).toMatch(/w:instrText[^>]*>PAGE</);
  expect(settings).toContain('<w:evenAndOddHeaders/>');
  expect(settings).toContain('<w:mirrorMargins/>');
  // A4; 37 mm above, 35 below, 28 where it is bound, 26 across: 156 × 225 mm of 22 lines.
  expect(body).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
  expect(body).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/);
  expect(body).toMatch(/<w:docGrid[^>]*w:linePitch="580"/);
  expect(fonts).toContain('<w:font w:name="仿宋_GB2312"><w:altName w:val="FangSong_GB2312,仿宋,FangSong');
});

test('the PDF is of pages of A4 with its fonts in it, tagged, dated by its build', () => {
  const raw = file('report.pdf').toString('latin1');
  expect(raw).toMatch(/^%PDF-1\.7/);
  expect(raw).toContain('<pdfaid:part>2</pdfaid:part>');
  expect(raw).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
  expect(raw).toMatch(/\/MediaBox\s*\[0 0 595\.\d+ 841\.\d+\]/);
  const [year] = made.document.builtAt.split('-');
  expect(raw).toContain(`/CreationDate (D:${year}`);
});

test('every number of a workbook is one, with a format, and no cell is a formula', () => {
  const book = XLSX.read(file('report.xlsx'), { cellFormula: true, cellNF: true });
  const numbers: XLSX.CellObject[] = [];
  for (const sheet of Object.values(book.Sheets))
    for (const [at, cell] of Object.entries(sheet) as [string, XLSX.CellObject][]) {
      if (at.startsWith('!')) continue;
      expect(cell.f, at).toBeUndefined();
      if (cell.t === 'n') numbers.push(cell);
    }
  expect(numbers.length).toBeGreaterThan(30);
  expect(numbers.filter(({ z }) => z === undefined || z === 'General')).toEqual([]);
});

test('the formats of the wire are those that are written', () => {
  expect(reportFormats).toEqual(formats);
});

test('two processes, in two time zones, write the same bytes in every format', async () => {
  const written = await Promise.all(
    ['Asia/Shanghai', 'America/New_York'].map(async (TZ) => {
      const out = join(folder, TZ.replace('/', '-'));
      const words = ['report', 'make', 'fiscal-analysis', '--period', '2026-02', '--out', out];
      const env = { ...process.env, COCKPIT_HOME: served.home.root, TZ };
      await run(process.execPath, [command, ...words], { env });
      const names = (await readdir(out)).sort();
      return new Map(
        await Promise.all(names.map(async (name) => [name, await readFile(join(out, name))] as const)),
      );
    }),
  );
  const [here, there] = written;
  expect([...(here?.keys() ?? [])].map((name) => name.split('.').at(-1))).toEqual([...formats].sort());
  for (const [name, bytes] of here ?? []) {
    expect(there?.get(name)?.equals(bytes), name).toBe(true);
    expect(file(`report.${name.split('.').at(-1) ?? ''}`).equals(bytes), name).toBe(true);
  }
});

test('Word’s file opens in LibreOffice with all its text', async ({ skip }) => {
  skip(!office, 'LibreOffice (soffice) is not installed here');
  const place = join(folder, 'report.docx');
  await writeFile(place, file('report.docx'));
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
  await run('soffice', [profile, '--headless', '--convert-to', 'txt:Text', '--outdir', folder, place]);
  const text = unspaced(await readFile(join(folder, 'report.txt'), 'utf8'));
  for (const block of printed.blocks)
    if (block.kind === 'paragraph' || block.kind === 'section') expect(text).toContain(unspaced(block.text));
});
