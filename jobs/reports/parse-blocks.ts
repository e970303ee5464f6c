import { severities, type Severity } from '../../warehouse/warnings/definition.ts';
import { warningRules } from '../../warehouse/warnings/registry.ts';
import { readParts, readRank } from './parse-parts.ts';
import {
  checkRequired,
  countOf,
  dimensionOf,
  metricOf,
  numberOf,
  readReference,
  type Settings,
} from './references.ts';
import { issueKinds } from './report-period.ts';
import {
  chartKinds,
  operators,
  TemplateError,
  type ColumnReference,
  type Condition,
  type TemplateBlock,
} from './template.ts';

type OwnBlock = Exclude<TemplateBlock, { readonly kind: 'when' }>;

const expected =
  '标题（#、##、###）、段落、- 条目、::table 标题 | by=… | 指标、::chart 图形 标题 | 指标、::warnings 标题 | rules=…、::when 条件、::else 或 ::end';
const warningsShown = 20;

/**
 * One line that is a block of its own.
 * @throws TemplateError naming the line and the word
 */
export function readBlock(line: string, where: string): OwnBlock {
  const heading = /^(#{1,3}) (.+)$/.exec(line);
  if (heading)
    return {
      kind: 'heading',
      level: heading[1] === '#' ? 1 : heading[1] === '##' ? 2 : 3,
      parts: readParts(heading[2]?.trim() ?? '', where),
    };
  if (line.startsWith('- ')) return { kind: 'item', parts: readParts(line.slice(2).trim(), where) };
  const [, kind = '', rest = ''] = /^::(\w+) (.+)$/.exec(line) ?? [];
  const fields = rest.split('|').map((field) => field.trim());
  if (kind === 'table' && fields.length === 3) return readTable(fields, where);
  if (kind === 'chart' && fields.length === 2) return readChart(fields, where);
  if (kind === 'warnings' && fields.length === 2) return readWarnings(fields, where);
  throw new TemplateError(`${where}：“${line}”无法识别；应为${expected}`);
}

/** `name=value` words of a block, only these names. */
function readSettings(text: string, known: readonly string[], where: string): Settings {
  const settings = new Map<string, string>();
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    const at = word.indexOf('=');
    const [name, value] = [word.slice(0, at), word.slice(at + 1)];
    if (at < 1 || value === '' || !known.includes(name))
      throw new TemplateError(`${where}：“${word}”无法识别；应写作 名称=值，名称为 ${known.join('、')}`);
    settings.set(name, value);
  }
  return settings;
}

function readTable([caption = '', options = '', columns = '']: readonly string[], where: string): OwnBlock {
  // A filter before the columns holds for all of them: it is read with each, which knows its dimensions.
  const words = options.split(/\s+/).filter((word) => word !== '');
  const own = words.filter((word) => /^(?:by|top|total)=/.test(word));
  const shared = words.filter((word) => !own.includes(word));
  const settings = readSettings(own.join(' '), ['by', 'top', 'total'], where);
  const by = settings.get('by');
  if (by === undefined) throw new TemplateError(`${where}：表格要写明 by=维度`);
  const read = columns.split(',').map((text) => readColumn(text, shared, where));
  const dimensions = read.map(({ metric }) => dimensionOf(by, metric, where));
  const [dimension] = dimensions;
  if (dimension === undefined) throw new TemplateError(`${where}：表格没有指标`);
  for (const column of read) checkRequired(column, [dimension], where);
  const top = settings.has('top') ? countOf(settings, 'top', 1, where) : null;
  const hasTotal = settings.get('total') !== 'no';
  return { kind: 'table', caption, by: dimension, top, hasTotal, columns: read };
}

/** `[TITLE:] METRIC name=value …`; what it says itself goes before what is said for all. */
function readColumn(text: string, shared: readonly string[], where: string): ColumnReference {
  const [, title = null, words = ''] = /^(?:([^:：]+)[:：])?(.*)$/.exec(text.trim()) ?? [];
  const [metric = '', ...options] = words.trim().split(/\s+/);
  const common = readReference([metric, ...shared], [], where);
  const reference = readReference([metric, ...options], [], where, common);
  return { ...reference, title };
}

function readChart([head = '', metrics = '']: readonly string[], where: string): OwnBlock {
  const [, word = '', caption = ''] = /^(\w+) (.+)$/.exec(head) ?? [];
  const chart = chartKinds.find((known) => known === word);
  if (chart === undefined)
    throw new TemplateError(`${where}：没有“${word}”这种图；可用的图：${chartKinds.join('、')}`);
  const references = metrics.split(',').map((text) => readColumn(text, [], where));
  if (chart !== 'lines' && references.length > 1)
    throw new TemplateError(`${where}：${chart} 图只画一个指标；几个指标用 lines`);
  for (const reference of references) {
    dimensionOf('period', reference.metric, where);
    if (chart === 'opinions') dimensionOf('channel', reference.metric, where);
    checkRequired(reference, ['period'], where);
  }
  return { kind: 'chart', chart, caption, references };
}

function readWarnings([caption = '', options = '']: readonly string[], where: string): OwnBlock {
  const settings = readSettings(options, ['rules', 'severity', 'top', 'notes'], where);
  const rules = settings.get('rules')?.split(',') ?? [];
  const unknown = rules.find((rule) => !warningRules.has(rule));
  if (unknown !== undefined)
    throw new TemplateError(
      `${where}：没有预警规则 ${unknown}；可用的规则：${[...warningRules.keys()].join('、')}`,
    );
  const asked = settings.get('severity')?.split(',') ?? ['red', 'yellow'];
  const known = asked.map((word): Severity => {
    const severity = severities.find((one) => one === word);
    if (severity === undefined)
      throw new TemplateError(`${where}：severity=${word} 不对，只能是 ${severities.join('、')}`);
    return severity;
  });
  const top = countOf(settings, 'top', warningsShown, where);
  const hasRules = settings.get('notes') !== 'no';
  return { kind: 'warnings', caption, rules, severities: known, top, hasRules };
}

/**
 * `has METRIC …`, `covered METRIC …`, `some METRIC by=… below=0`, `METRIC > 0 …`, `period != ytd`, `issue = month,quarter`, `month >= 6`.
 * @throws TemplateError naming the line
 */
export function readCondition(text: string, where: string): Condition {
  const words = text.split(/\s+/);
  const [first = '', second = '', third = '', ...more] = words;
  if (first === 'has') {
    const reference = readReference(words.slice(1), [], where);
    checkRequired(reference, [], where);
    return { kind: 'has', reference };
  }
  if (first === 'covered') {
    const reference = readReference(words.slice(1), [], where);
    return { kind: 'covered', reference };
  }
  if (first === 'some') return { kind: 'some', rank: readRank('top', words.slice(1), where) };
  if (text === 'period != ytd') return { kind: 'period-is-not-ytd' };
  if (first === 'issue' && second === '=') {
    const kinds = third.split(',').map((word) => {
      const kind = issueKinds.find((known) => known === word);
      if (kind === undefined)
        throw new TemplateError(`${where}：issue 只能是 ${issueKinds.join('、')}，不能是 ${word}`);
      return kind;
    });
    return { kind: 'issue', kinds };
  }
  const operator = operators.find((known) => known === second);
  const number = numberOf(new Map([['数', third]]), '数', where) ?? 0;
  if (operator === undefined || third === '')
    throw new TemplateError(
      `${where}：条件“${text}”无法识别；应为 has 指标、covered 指标、some 指标 by=维度、指标 > 0、period != ytd、issue = month 或 month >= 6`,
    );
  if (first === 'month') return { kind: 'month', operator, number };
  metricOf(first, where);
  const reference = readReference([first, ...more], [], where);
  checkRequired(reference, [], where);
  return { kind: 'value', reference, operator, number };
}
