import type { MetricDefinition } from '../../warehouse/metrics/definition.ts';
import { metrics } from '../../warehouse/metrics/registry.ts';
import type { MonthRange } from '../../warehouse/metrics/period.ts';
import type { PublishedBuild } from '../../warehouse/opened-build.ts';
import { warningRules } from '../../warehouse/warnings/registry.ts';
import type { Block, Figure, ReportDocument } from './document.ts';
import { fillTable } from './fill-table.ts';
import { fillWarnings } from './fill-warnings.ts';
import { holds } from './holds.ts';
import { emWidth } from './print/grid-layout.ts';
import { Provenances } from './provenances.ts';
import { Readings } from './readings.ts';
import { drawChart, type ReportCharts } from './draw-chart.ts';
import type { ReportPeriod } from './report-period.ts';
import type { FigureReference, Name, Part, RankReference, Template, TemplateBlock } from './template.ts';
import {
  changeText,
  commonScale,
  figureText,
  gapText,
  growthText,
  monthsText,
  spokenText,
  type Reading,
} from './wording.ts';

/** What a reader has been told: the first month matters only where months add up. */
const saidOf = ({ time }: MetricDefinition, { from, to }: MonthRange): string =>
  time === 'flow' ? `${from}..${to}` : `${to.slice(0, 4)}-01..${to}`;

/** Told how far it has come, in blocks of the template. */
export type OnProgress = (done: number, total: number) => Promise<void>;

/** Fills a template from one build: the same template, period and build give the same document. */
export async function fillTemplate(
  template: Template,
  period: ReportPeriod,
  build: PublishedBuild,
  charts: ReportCharts,
  onProgress: OnProgress = () => Promise.resolve(),
): Promise<ReportDocument> {
  return new Filling(template, period, build, charts).fill(onProgress);
}

class Filling {
  readonly #template: Template;
  readonly #period: ReportPeriod;
  readonly #build: PublishedBuild;
  readonly #charts: ReportCharts;
  readonly #readings: Readings;
  readonly #provenances = new Provenances();
  readonly #figures: Figure[] = [];
  readonly #counts = { table: 0, chart: 0 };
  /** Paragraphs that say what is left out for want of data. */
  readonly #leftOut = new Map<Block, string>();

  constructor(template: Template, period: ReportPeriod, build: PublishedBuild, charts: ReportCharts) {
    this.#template = template;
    this.#period = period;
    this.#build = build;
    this.#charts = charts;
    this.#readings = new Readings(build, period);
  }

  async fill(onProgress: OnProgress): Promise<ReportDocument> {
    const { id, title, unchanged, appendix: appendixPlace, blocks: asked } = this.#template;
    const { report, engine } = this.#build;
    const { range } = this.#period;
    const blocks: Block[] = [];
    for (const [index, block] of asked.entries()) {
      await onProgress(index, asked.length);
      blocks.push(...(await this.#block(block)));
    }
    return {
      id: `${id}.${this.#period.id}.${report.id}`,
      template: id,
      title,
      period: this.#period.id,
      issue: this.#period.issue,
      months: monthsText(range.from, range.to),
      build: report.id,
      builtAt: report.builtAt,
      asOf: this.#asOf(),
      isSample: report.datasets.some(({ origins }) => origins.includes('sample')),
      unchanged,
      blocks: this.#gathered(blocks),
      figures: this.#figures,
      appendix: await this.#provenances.files(engine, this.#period),
      appendixPlace,
    };
  }

  async #blocks(blocks: readonly TemplateBlock[]): Promise<readonly Block[]> {
    const filled: Block[] = [];
    for (const block of blocks) filled.push(...(await this.#block(block)));
    return filled;
  }

  async #block(block: TemplateBlock): Promise<readonly Block[]> {
    switch (block.kind) {
      case 'heading':
        return [{ kind: 'heading', level: block.level, text: await this.#text(block.parts) }];
      case 'paragraph':
      case 'item':
        return [{ kind: block.kind, text: await this.#text(block.parts) }];
      case 'table': {
        for (const { metric } of block.columns) this.#use(metric);
        const table = await fillTable(block, this.#readings);
        if (table === null) return [this.#left(block.caption)];
        return [{ ...table, caption: this.#numbered('table', table.caption) }];
      }
      case 'chart': {
        for (const { metric } of block.references) this.#use(metric);
        const svg = await drawChart(block, this.#readings, this.#charts);
        if (svg === null) return [this.#left(block.caption)];
        return [{ kind: 'chart', caption: this.#numbered('chart', block.caption), svg }];
      }
      case 'warnings':
        return this.#warnings(block);
      case 'when':
        return this.#blocks((await holds(block.condition, this.#readings)) ? block.then : block.otherwise);
    }
  }

  async #warnings(block: TemplateBlock & { kind: 'warnings' }): Promise<readonly Block[]> {
    const rules = block.rules.length > 0 ? block.rules : [...warningRules.keys()];
    const counted = metrics.get('warnings');
    if (counted)
      this.#use(
        counted,
        rules.flatMap((id) => warningRules.get(id)?.sources ?? []),
      );
    const filled = await fillWarnings(block, this.#period.range.to, this.#build);
    return filled.map((one) =>
      one.kind === 'list' ? { ...one, caption: this.#numbered('table', one.caption) } : one,
    );
  }

  #left(caption: string): Block {
    const block: Block = { kind: 'paragraph', text: `（没有数据而未列：${caption}。）` };
    this.#leftOut.set(block, caption);
    return block;
  }

  /** What is left out one behind the other is said in one breath. */
  #gathered(blocks: readonly Block[]): readonly Block[] {
    const gathered: Block[] = [];
    for (const block of blocks) {
      const caption = this.#leftOut.get(block);
      const last = gathered.at(-1);
      const before = last === undefined ? undefined : this.#leftOut.get(last);
      if (caption === undefined || before === undefined) gathered.push(block);
      else gathered.splice(-1, 1, this.#left(`${before}；${caption}`));
    }
    return gathered;
  }

  #use(metric: MetricDefinition, sources: readonly string[] = metric.sources): void {
    this.#provenances.add(metric, sources);
  }

  #numbered(kind: 'table' | 'chart', caption: string): string {
    this.#counts[kind] += 1;
    return `${kind === 'table' ? '表' : '图'}${this.#counts[kind]} ${caption}`;
  }

  /** One paragraph: that figures speak of fewer months than it does is said once, behind the first of them. */
  async #text(parts: readonly Part[]): Promise<string> {
    const said = new Set<string>();
    const texts: string[] = [];
    for (const part of parts)
      if ('text' in part) texts.push(part.text);
      else if ('name' in part) texts.push(this.#named(part.name));
      else if ('months' in part) {
        const spoken = this.#readings.spoken(part.months, await this.#readings.ask(part.months));
        if (spoken === null) continue;
        texts.push(monthsText(spoken.from, spoken.to));
        said.add(saidOf(part.months.metric, spoken));
      } else if ('rank' in part) texts.push(await this.#rank(part.rank));
      else texts.push(await this.#figure(part.figure, said));
    return texts.join('');
  }

  #named(name: Name): string {
    const { issue, words, ytd } = this.#period;
    switch (name) {
      case 'issue':
        return issue;
      case 'period':
        return words;
      case 'ytd':
        return this.#period.range.from === ytd.from ? words : monthsText(ytd.from, ytd.to);
      case 'year':
        return `${ytd.from.slice(0, 4)}年`;
      case 'last_year':
        return `${Number(ytd.from.slice(0, 4)) - 1}年`;
      case 'as_of': {
        const last = this.#asOf();
        const [year, month, day] = last?.split('-').map(Number) ?? [];
        return last === null ? '（暂无数据）' : `${year ?? ''}年${month ?? ''}月${day ?? ''}日`;
      }
    }
  }

  #asOf(): string | null {
    const dates = this.#build.report.datasets.flatMap(({ asOf }) => asOf ?? []);
    return dates.sort().at(-1) ?? null;
  }

  async #figure(reference: FigureReference, said: Set<string>): Promise<string> {
    const { kind, metric, noun } = reference;
    const { unchanged } = this.#template;
    const { value: own, status: ownStatus, answer } = await this.#readings.one(reference);
    const difference = kind === 'change' ? await this.#readings.difference(reference) : null;
    const reading: Reading = difference ?? { value: own, status: ownStatus };
    const spoken = this.#readings.spoken(reference, answer);
    const words =
      kind === 'growth'
        ? growthText(reading, unchanged)
        : kind === 'gap'
          ? gapText(reading, unchanged, spoken?.to.endsWith('-12'))
          : kind === 'change'
            ? changeText(reading, metric.unit, unchanged, noun)
            : figureText(reading, metric.unit, noun);
    const months = spoken === null ? '' : spokenText(metric.time, spoken);
    const isNarrower =
      spoken !== null && reading.value !== null && this.#readings.isNarrower(reference, spoken);
    const narrower = kind === 'growth' ? `（可比月份为${months}）` : `（为${months}的数据）`;
    const text = isNarrower && !said.has(saidOf(metric, spoken)) ? words + narrower : words;
    if (isNarrower) said.add(saidOf(metric, spoken));
    this.#push(reference, {
      ...{ kind, ...reading, text, months, asked: answer.asked, before: difference?.before ?? null },
      ...{ filters: answer.filters, names: await this.#readings.names(reference) },
    });
    return text;
  }

  #push({ metric, span }: FigureReference | RankReference, figure: Omit<Figure, 'metric' | 'span'>): void {
    this.#use(metric);
    this.#figures.push({ metric, span, ...figure });
  }

  /** `瓯海区（12.3%）、乐清市（10.1%）`: each a figure of its own. */
  async #rank(reference: RankReference): Promise<string> {
    const { metric, by, isSigned, noun, widest } = reference;
    const { found, answer } = await this.#readings.ranked(reference);
    const spoken = this.#readings.spoken(reference, answer);
    const months = spoken === null ? '' : spokenText(metric.time, spoken);
    const scale = commonScale(found.map(({ value }) => value));
    const names = await this.#readings.names(reference);
    const texts: string[] = [];
    for (const row of found) {
      const shown = isSigned || row.value === null ? row : { ...row, value: Math.abs(row.value) };
      const text = figureText(shown, metric.unit, noun, scale);
      const label = row.label[by] ?? row.key[by] ?? '';
      const listed = [...texts, `${label}（${text}）`];
      if (texts.length > 0 && widest !== null && emWidth(listed.join('、')) > widest) break;
      texts.push(`${label}（${text}）`);
      const { value, status } = row;
      this.#push(reference, {
        ...{ kind: 'value', value, status, text, months, asked: answer.asked, before: null },
        ...{ filters: { ...answer.filters, [by]: row.key[by] ?? '' }, names: { ...names, [by]: label } },
      });
    }
    this.#use(metric);
    return texts.length === 0 ? '无' : texts.join('、');
  }
}
