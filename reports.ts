import { homeOf, UsageError, type HousekeepingDeps } from './housekeeping.ts';
import type { ReportDocument } from './jobs/reports/document.ts';
import { fillTemplate } from './jobs/reports/fill.ts';
import { loadTemplate } from './jobs/reports/load-templates.ts';
import { MakingNote } from './jobs/reports/making.ts';
import { defaultStyle } from './jobs/reports/print/report-style.ts';
import { Readings } from './jobs/reports/readings.ts';
import { reportPeriod, type ReportPeriod } from './jobs/reports/report-period.ts';
import { ReportStore, type Format, type StoredReport } from './jobs/reports/report-store.ts';
import { loadSessions } from './jobs/reports/sessions.ts';
import { writeReport } from './jobs/reports/write-report.ts';
import { reportCharts } from './report-charts.ts';
import { LiveWarehouse } from './warehouse/live.ts';
import type { Home } from './warehouse/home.ts';
import { MetricRequestError } from './warehouse/metrics/request.ts';

export interface ReportRequest {
  readonly template: string;
  readonly period: string;
  readonly formats: readonly Format[];
  /** What it looks like; as GB/T 9704 has it when not given. */
  readonly style?: string;
  readonly by: string;
  /** A build that is kept; the served one when null. */
  readonly build: string | null;
}

export interface MadeReport {
  readonly report: StoredReport;
  readonly document: ReportDocument;
  readonly files: ReadonlyMap<string, Buffer>;
}

/** @throws UsageError naming what a period may be */
async function periodOf({ sessions: file }: Home, asked: string): Promise<ReportPeriod> {
  const sessions = await loadSessions(file);
  try {
    return reportPeriod(asked, sessions);
  } catch (error) {
    if (!(error instanceof MetricRequestError)) throw error;
    const known = sessions.length > 0 ? `，或会议：${sessions.map(({ id }) => id).join('、')}` : '';
    throw new UsageError(`${error.message}${known}`);
  }
}

/**
 * Makes a report from one build and keeps it in the home.
 * @throws UsageError, TemplateError, ReportError
 */
export async function makeReport(deps: HousekeepingDeps, request: ReportRequest): Promise<MadeReport> {
  const home = homeOf(deps);
  const template = await loadTemplate(request.template, home.templates);
  const period = await periodOf(home, request.period);
  const note = new MakingNote(
    home.reports,
    { template: template.id, title: template.title, period: period.id, by: request.by },
    deps.clock,
  );
  const warehouse = new LiveWarehouse(home, { connections: 2, threads: 2 });
  try {
    await warehouse.refresh();
    const id = request.build ?? warehouse.buildId;
    if (id === null) throw new UsageError('还没有可用的构建；请先运行 cockpit build');
    const document = await warehouse.useBuild(id, (build) =>
      fillTemplate(template, period, build, reportCharts(), (done, total) =>
        note.tell(done, total + request.formats.length),
      ),
    );
    if (document === null) throw new UsageError(`没有保留构建 ${id}；用 --build 写明的应为仍在磁盘上的构建`);
    const files = await writeReport(
      document,
      request.formats,
      request.style ?? defaultStyle,
      home,
      (written) =>
        note.tell(template.blocks.length + written, template.blocks.length + request.formats.length),
    );
    const { template: name, title, build } = document;
    const figures = document.figures.map(({ metric, kind, span, filters, value, text }) => ({
      ...{ metric: metric.id, name: metric.name, kind, span, filters, value, text },
    }));
    const made = { id: document.id, template: name, title, period: period.id, build, figures };
    const acting = { at: deps.clock(), by: request.by };
    return { report: await new ReportStore(home.reports).keep(made, files, acting), document, files };
  } finally {
    await note.end();
    warehouse.close();
  }
}

/** Whether what a template needs has been delivered up to the last month of a period. */
export async function isDelivered(deps: HousekeepingDeps, id: string, asked: string): Promise<boolean> {
  const home = homeOf(deps);
  const { needs } = await loadTemplate(id, home.templates);
  const period = await periodOf(home, asked);
  const warehouse = new LiveWarehouse(home, { connections: 1, threads: 1 });
  try {
    await warehouse.refresh();
    const found = await warehouse.use(async (build) => {
      const readings = new Readings(build, period);
      for (const metric of needs)
        if (!(await readings.isCovered({ metric, span: 'period', filters: {} }))) return false;
      return true;
    });
    return found ?? false;
  } finally {
    warehouse.close();
  }
}
