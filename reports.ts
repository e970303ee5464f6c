import { homeOf, UsageError, type HousekeepingDeps } from './housekeeping.ts';
import type { ReportDocument } from './jobs/reports/document.ts';
import { fillTemplate } from './jobs/reports/fill.ts';
import { reportHtml } from './jobs/reports/html.ts';
import { loadTemplate } from './jobs/reports/load-templates.ts';
import { ReportStore, type Format, type StoredReport } from './jobs/reports/report-store.ts';
import { reportWorkbook } from './jobs/reports/workbook.ts';
import { cumulativeDrawing } from './report-charts.ts';
import { LiveWarehouse } from './warehouse/live.ts';
import { MetricRequestError } from './warehouse/metrics/request.ts';

const writers: Readonly<Record<Format, (report: ReportDocument) => Buffer>> = {
  html: (report) => Buffer.from(reportHtml(report)),
  xlsx: reportWorkbook,
};

export interface ReportRequest {
  readonly template: string;
  readonly period: string;
  readonly formats: readonly Format[];
  readonly by: string;
  /** A build that is kept; the served one when null. */
  readonly build: string | null;
}

export interface MadeReport {
  readonly report: StoredReport;
  readonly document: ReportDocument;
  readonly files: ReadonlyMap<string, Buffer>;
}

/**
 * Makes a report from one build and keeps it in the home.
 * @throws UsageError, TemplateError, ReportError
 */
export async function makeReport(deps: HousekeepingDeps, request: ReportRequest): Promise<MadeReport> {
  const home = homeOf(deps);
  const template = await loadTemplate(request.template, home.templates);
  const warehouse = new LiveWarehouse(home, { connections: 2, threads: 2 });
  try {
    await warehouse.refresh();
    const id = request.build ?? warehouse.buildId;
    if (id === null) throw new UsageError('还没有可用的构建；请先运行 cockpit build');
    const document = await warehouse.useBuild(id, (build) =>
      fillTemplate(template, request.period, build, cumulativeDrawing()),
    );
    if (document === null) throw new UsageError(`没有保留构建 ${id}；用 --build 写明的应为仍在磁盘上的构建`);
    const files = new Map(request.formats.map((format) => [`report.${format}`, writers[format](document)]));
    const { template: name, title, period, build } = document;
    const figures = document.figures.map(({ metric, kind, span, filters, value, text }) => ({
      ...{ metric: metric.id, name: metric.name, kind, span, filters, value, text },
    }));
    const made = { id: document.id, template: name, title, period, build, figures };
    const acting = { at: deps.clock(), by: request.by };
    return { report: await new ReportStore(home.reports).keep(made, files, acting), document, files };
  } catch (error) {
    if (error instanceof MetricRequestError) throw new UsageError(error.message);
    throw error;
  } finally {
    warehouse.close();
  }
}
