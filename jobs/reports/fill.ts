import type { PublishedBuild } from '../../warehouse/opened-build.ts';
import {
  dimensions,
  dimensionNames,
  type Dimension,
  type MetricDefinition,
} from '../../warehouse/metrics/definition.ts';
import { evaluateMetric, type MetricAnswer, type MetricRow } from '../../warehouse/metrics/evaluate.ts';
import { parsePeriod, yearToDate, type MonthRange } from '../../warehouse/metrics/period.ts';
import { metrics } from '../../warehouse/metrics/registry.ts';
import { lineageBatches } from '../../warehouse/queries/lineage/batches.ts';
import type { Block, Figure, Provenance, ReportDocument } from './document.ts';
import {
  TemplateError,
  type FigureReference,
  type Part,
  type Span,
  type Template,
  type TemplateBlock,
} from './template.ts';
import { digitsOf, figureText, gapText, growthText, monthsText, scaleOf } from './wording.ts';

/** Draws a chart of monthly amounts of the years there are; the composition root knows how. */
export type DrawCumulative = (rows: readonly MetricRow[]) => string;

/** Years of a chart, the report's own included. */
const shownYears = 4;
const noRow: MetricRow = {
  key: {},
  label: {},
  value: null,
  numerator: null,
  denominator: null,
  status: 'no_data',
};

/** Fills a template from one build: the same template, period and build give the same document. */
export async function fillTemplate(
  template: Template,
  period: string,
  build: PublishedBuild,
  drawCumulative: DrawCumulative,
): Promise<ReportDocument> {
  return new Filling(template, period, build, drawCumulative).fill();
}

class Filling {
  readonly #template: Template;
  readonly #period: string;
  readonly #build: PublishedBuild;
  readonly #draw: DrawCumulative;
  readonly #range: MonthRange;
  readonly #figures: Figure[] = [];
  readonly #used = new Map<string, MetricDefinition>();

  constructor(template: Template, period: string, build: PublishedBuild, draw: DrawCumulative) {
    this.#template = template;
    this.#period = period;
    this.#build = build;
    this.#draw = draw;
    this.#range = parsePeriod(period);
  }

  async fill(): Promise<ReportDocument> {
    const { id, title, unchanged } = this.#template;
    const { report } = this.#build;
    const blocks: Block[] = [];
    for (const block of this.#template.blocks) blocks.push(await this.#block(block));
    const dates = report.datasets.flatMap(({ asOf }) => (asOf === null ? [] : [asOf])).sort();
    return {
      id: `${id}.${this.#period}.${report.id}`,
      template: id,
      title,
      period: this.#period,
      months: monthsText(this.#range.from, this.#range.to),
      build: report.id,
      builtAt: report.builtAt,
      asOf: dates.at(-1) ?? null,
      isSample: report.datasets.some(({ origins }) => origins.includes('sample')),
      unchanged,
      blocks,
      figures: this.#figures,
      appendix: await this.#appendix(),
    };
  }

  #block(block: TemplateBlock): Promise<Block> {
    switch (block.kind) {
      case 'heading':
      case 'paragraph':
      case 'item':
        return this.#text(block.parts).then((text) => ({ ...block, text }));
      case 'table':
        return this.#table(block);
      case 'chart':
        return this.#chart(block);
    }
  }

  async #text(parts: readonly Part[]): Promise<string> {
    const texts: string[] = [];
    for (const part of parts)
      texts.push(
        'text' in part
          ? part.text
          : 'name' in part
            ? this.#named(part.name)
            : await this.#figure(part.figure),
      );
    return texts.join('');
  }

  #named(name: 'period' | 'ytd' | 'as_of'): string {
    if (name === 'as_of') return this.#asOf();
    const { from, to } = this.#span(name);
    return monthsText(from, to);
  }

  #asOf(): string {
    const last = this.#build.report.datasets
      .flatMap(({ asOf }) => asOf ?? [])
      .sort()
      .at(-1);
    const [year, month, day] = last?.split('-').map(Number) ?? [];
    return last === undefined ? '（暂无数据）' : `${year ?? ''}年${month ?? ''}月${day ?? ''}日`;
  }

  #span(span: Span): MonthRange {
    if (span === 'period') return this.#range;
    const toDate = yearToDate(this.#range.to);
    if (span === 'ytd') return toDate;
    return { from: `${Number(toDate.from.slice(0, 4)) - shownYears + 1}-01`, to: this.#range.to };
  }

  #metric(id: string): MetricDefinition {
    const metric = metrics.get(id);
    if (!metric)
      throw new TemplateError(
        `模板 ${this.#template.id} 用到的指标 ${id} 不存在；cockpit 的指标见 /api/v1/metrics`,
      );
    this.#used.set(id, metric);
    return metric;
  }

  /** The months asked for: a cumulative metric stands for its last month, and an annual one has none. */
  #asked(metric: MetricDefinition, by: readonly Dimension[], span: Span): string | null {
    const { from, to } = this.#span(span);
    if (metric.time === 'annual') return null;
    return metric.time === 'cumulative' && !by.includes('period') ? to : `${from}..${to}`;
  }

  #ask(
    metric: MetricDefinition,
    by: readonly Dimension[],
    span: Span,
    filters: Readonly<Record<string, string>>,
  ): Promise<MetricAnswer> {
    return evaluateMetric(this.#build.engine, {
      metric,
      by,
      period: this.#asked(metric, by, span),
      filters: Object.fromEntries(
        Object.entries(filters).map(([name, value]) => [dimensionOf(name), value.split(',')]),
      ),
    });
  }

  async #figure({ kind, metric: id, span, filters }: FigureReference): Promise<string> {
    const metric = this.#metric(id);
    const { rows, period } = await this.#ask(metric, [], span, filters);
    const { value, status } = rows[0] ?? noRow;
    const { unchanged } = this.#template;
    const words =
      kind === 'growth'
        ? growthText({ value, status }, unchanged)
        : kind === 'gap'
          ? gapText({ value, status }, unchanged)
          : figureText({ value, status }, metric.unit);
    const months = period === null ? '' : monthsText(period.from, period.to);
    const isNarrower = value !== null && period !== null && this.#isNarrower(metric, span, period);
    const narrower = kind === 'growth' ? `（可比月份为${months}）` : `（为${months}的数据）`;
    const text = isNarrower ? words + narrower : words;
    this.#figures.push({
      metric,
      kind,
      span,
      value,
      status,
      text,
      asked: this.#asked(metric, [], span),
      months,
      filters,
    });
    return text;
  }

  /** Whether it speaks of fewer months than the sentence around it: then it has to say so. */
  #isNarrower(metric: MetricDefinition, span: Span, spoken: MonthRange): boolean {
    const { from, to } = this.#span(span);
    return spoken.to !== to || (metric.time === 'flow' && spoken.from !== from);
  }

  async #table(block: TemplateBlock & { kind: 'table' }): Promise<Block> {
    const by = dimensionOf(block.by);
    const used = block.metrics.map((id) => this.#metric(id));
    const parts = await Promise.all(used.map((metric) => this.#ask(metric, [by], block.span, block.filters)));
    const wholes = await Promise.all(
      used.map(async (metric) =>
        metric.required.includes(by) ? null : await this.#ask(metric, [], block.span, block.filters),
      ),
    );
    const scales = parts.map(({ rows }, index) =>
      scaleOf([...rows, ...(wholes[index]?.rows ?? [])].map(({ value }) => value)),
    );
    const labels = new Map<string, string>();
    for (const { rows } of parts)
      for (const { key, label } of rows) labels.set(key[by] ?? '', label[by] ?? key[by] ?? '未注明');
    const cell = (row: MetricRow, index: number) => {
      const { value, status } = row;
      const unit = used[index]?.unit ?? 'count';
      const text =
        value === null
          ? status === 'undefined'
            ? '无法计算'
            : '—'
          : digitsOf(value, unit, scales[index])[0];
      return { value, status, text };
    };
    const rows = [...labels].map(([key, label]) => ({
      label,
      cells: parts.map((answer, index) =>
        cell(answer.rows.find((row) => (row.key[by] ?? '') === key) ?? noRow, index),
      ),
    }));
    const total = {
      label: '合计',
      cells: wholes.map((answer, index) => cell(answer?.rows[0] ?? noRow, index)),
    };
    return {
      kind: 'table',
      caption: block.caption,
      label: dimensionNames[by],
      columns: used.map((metric, index) => {
        const unit = digitsOf(0, metric.unit, scales[index])[1];
        return { metric, title: unit === '' ? metric.name : `${metric.name}（${unit}）` };
      }),
      rows: [...rows, total],
    };
  }

  async #chart({ caption, metric: id }: TemplateBlock & { kind: 'chart' }): Promise<Block> {
    const metric = this.#metric(id);
    const { rows } = await this.#ask(metric, ['period'], 'history', {});
    return { kind: 'chart', caption, svg: this.#draw(rows) };
  }

  async #appendix(): Promise<readonly Provenance[]> {
    const { from, to } = this.#span('ytd');
    const found: Provenance[] = [];
    for (const metric of this.#used.values()) {
      const batches = await lineageBatches(this.#build.engine, metric.sources, {
        monthFrom: from,
        monthTo: to,
        years: null,
      });
      const files = batches
        .map(({ contract, fileName, sha256, rows, origin }) => ({ contract, fileName, sha256, rows, origin }))
        .sort((a, b) =>
          `${a.contract}${a.fileName}${a.sha256}`.localeCompare(`${b.contract}${b.fileName}${b.sha256}`),
        );
      found.push({ metric, months: monthsText(from, to), files });
    }
    return found;
  }
}

/** @throws TemplateError */
function dimensionOf(name: string): Dimension {
  const known = dimensions.find((dimension) => dimension === name);
  if (known === undefined)
    throw new TemplateError(`没有 ${name} 这个维度；可用的维度：${dimensions.join('、')}`);
  return known;
}
