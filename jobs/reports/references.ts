import {
  dimensions,
  dimensionNames,
  type Dimension,
  type MetricDefinition,
} from '../../warehouse/metrics/definition.ts';
import { metrics } from '../../warehouse/metrics/registry.ts';
import { spans, TemplateError, type MetricReference, type Span } from './template.ts';

/** Words of the form `name=value` that are no filters, by name. */
export type Settings = ReadonlyMap<string, string>;

export interface ReadReference extends MetricReference {
  readonly settings: Settings;
}

/** @throws TemplateError naming the line and the metric */
export function metricOf(id: string, where: string): MetricDefinition {
  const metric = metrics.get(id);
  if (metric) return metric;
  const near = [...metrics.keys()].filter((known) => known.startsWith(id.slice(0, 5))).slice(0, 6);
  const hint = near.length > 0 ? `相近的有 ${near.join('、')}；` : '';
  throw new TemplateError(`${where}：指标 ${id} 不存在；${hint}全部见 /api/v1/metrics`);
}

/** @throws TemplateError naming the line and the dimension */
export function dimensionOf(name: string, metric: MetricDefinition, where: string): Dimension {
  const known = dimensions.find((dimension) => dimension === name);
  if (known !== undefined && metric.dimensions.includes(known)) return known;
  const possible = metric.dimensions.map((one) => `${one}（${dimensionNames[one]}）`).join('、');
  throw new TemplateError(
    `${where}：指标 ${metric.id}（${metric.name}）没有 ${name} 这个维度；可用的：${possible}`,
  );
}

function spanOf(value: string, where: string): Span {
  const known = spans.find((span) => span === value);
  if (known === undefined)
    throw new TemplateError(`${where}：span=${value} 不对，span 只能是 ${spans.join('、')}`);
  return known;
}

/**
 * Reads `METRIC name=value …`. Names in `own` are settings of whoever asks; `span` is the span; the rest are filters.
 * @param by what it will be broken down by, which need not be filtered on
 * @throws TemplateError naming the line and the word
 */
export function readReference(
  words: readonly string[],
  own: readonly string[],
  where: string,
  given: { readonly span: Span; readonly filters: MetricReference['filters'] } = {
    span: 'period',
    filters: {},
  },
): ReadReference {
  const [id = '', ...options] = words.filter((word) => word !== '');
  const metric = metricOf(id, where);
  const settings = new Map<string, string>();
  const filters: Partial<Record<Dimension, string>> = { ...given.filters };
  let { span } = given;
  for (const word of options) {
    const at = word.indexOf('=');
    const [name, value] = [word.slice(0, at), word.slice(at + 1)];
    if (at < 1 || value === '') throw new TemplateError(`${where}：“${word}”应写作 名称=值`);
    if (own.includes(name)) settings.set(name, value);
    else if (name === 'span') span = spanOf(value, where);
    else filters[dimensionOf(name, metric, where)] = value;
  }
  return { metric, span, filters, settings };
}

/** @throws TemplateError when parts that are never added up would be */
export function checkRequired(
  { metric, filters }: MetricReference,
  by: readonly Dimension[],
  where: string,
): void {
  const missing = metric.required.find(
    (dimension) => !by.includes(dimension) && (filters[dimension] ?? ',').includes(','),
  );
  if (missing !== undefined)
    throw new TemplateError(
      `${where}：指标 ${metric.id}（${metric.name}）的 ${missing}（${dimensionNames[missing]}）不能相加，要写明一个值：${missing}=…`,
    );
}

/** @throws TemplateError naming the line and the setting */
export function numberOf(settings: Settings, name: string, where: string): number | null {
  const text = settings.get(name);
  if (text === undefined) return null;
  const number = Number(text);
  if (!Number.isFinite(number)) throw new TemplateError(`${where}：${name}=${text} 不是数`);
  return number;
}

/** @throws TemplateError unless it is a whole number from 1 */
export function countOf(settings: Settings, name: string, otherwise: number, where: string): number {
  const number = numberOf(settings, name, where) ?? otherwise;
  if (!Number.isInteger(number) || number < 1)
    throw new TemplateError(`${where}：${name}=${number} 应为 1 以上的整数`);
  return number;
}
