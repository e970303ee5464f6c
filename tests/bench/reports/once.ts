/**
 * One long report in every format, in a process of its own: `tsx once.ts HOME PERIOD`. Prints what it took as JSON.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getDocumentProxy } from 'unpdf';
import { fillTemplate } from '../../../jobs/reports/fill.ts';
import { parseTemplate } from '../../../jobs/reports/parse-template.ts';
import { defaultStyle } from '../../../jobs/reports/print/report-style.ts';
import { reportPeriod } from '../../../jobs/reports/report-period.ts';
import { formats } from '../../../jobs/reports/report-store.ts';
import { writeReport } from '../../../jobs/reports/write-report.ts';
import { reportCharts } from '../../../report-charts.ts';
import { Home } from '../../../warehouse/home.ts';
import { LiveWarehouse } from '../../../warehouse/live.ts';

const [root = '', period = ''] = process.argv.slice(2);
const home = new Home(root);
const text = await readFile(join(import.meta.dirname, 'long-report.md'), 'utf8');

const steps: { name: string; seconds: number; cpuSeconds: number; peakMb: number }[] = [];
let last = { at: 0, cpu: 0 };
/** Ends a step; the first begins with the process, so that starting it counts. */
function mark(name: string): void {
  const at = performance.now() / 1_000;
  const { user, system } = process.cpuUsage();
  const cpu = (user + system) / 1e6;
  const peakMb = process.resourceUsage().maxRSS / 1_024;
  steps.push({ name, seconds: at - last.at, cpuSeconds: cpu - last.cpu, peakMb });
  last = { at, cpu };
}

mark('start');
const warehouse = new LiveWarehouse(home, { connections: 2, threads: 2 });
await warehouse.refresh();
const document = await warehouse.use((build) =>
  fillTemplate(parseTemplate('long-report', text), reportPeriod(period, []), build, reportCharts()),
);
warehouse.close();
if (document === null) throw new Error(`${root} has no build: run cockpit sample first`);
mark('fill');
const files = await writeReport(document, formats, defaultStyle, home, (written) => {
  if (written > 0) mark(formats[written - 1] ?? '');
});
mark(formats.at(-1) ?? '');
const pdf = files.get('report.pdf');
if (pdf === undefined) throw new Error('no PDF was written');
const { numPages } = await getDocumentProxy(new Uint8Array(pdf));
process.stdout.write(JSON.stringify({ pages: numPages, steps }));
