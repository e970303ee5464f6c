import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { contracts } from '../etl/sources/registry.ts';
import { dimensionNames, type Dimension, type RegisteredMetric } from '../warehouse/metrics/definition.ts';
import { metrics } from '../warehouse/metrics/registry.ts';
import { headComment } from '../warehouse/models/references.ts';
import { severityNames } from '../warehouse/warnings/definition.ts';
import { warningRules } from '../warehouse/warnings/registry.ts';
import { shippedThresholds } from '../warehouse/warnings/thresholds.ts';

export const dictionaryFile = join(import.meta.dirname, '..', 'docs', 'data-dictionary.md');

const units: Readonly<Record<RegisteredMetric['unit'], string>> = {
  yuan: '元',
  ratio: '比率',
  points: '百分点',
  count: '个数',
  days: '天',
  score: '分',
  square_metre: '平方米',
};
const times: Readonly<Record<RegisteredMetric['time'], string>> = {
  flow: '按月相加',
  cumulative: '年初累计，取最后一个月',
  stock: '月末状态，取最后一个月',
  annual: '按年度',
};
const directions: Readonly<Record<RegisteredMetric['direction'], string>> = {
  higher: '越高越好',
  lower: '越低越好',
  neither: '无好坏',
};

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
const names = (dimensions: readonly Dimension[]): string =>
  dimensions.map((dimension) => `${dimensionNames[dimension]} \`${dimension}\``).join('、') || '—';

function metricSection(metric: RegisteredMetric): string {
  const { thresholds } = metric;
  const notAdded = metric.dimensions.filter((dimension) => !metric.additiveOver.includes(dimension));
  return [
    `### ${metric.name} \`${metric.id}\``,
    `${metric.nameEn}. ${metric.definition}`,
    table(
      ['项', '内容'],
      [
        ['公式', metric.formula],
        ['单位', units[metric.unit]],
        ['时间', times[metric.time]],
        ['方向', directions[metric.direction]],
        ['可相加的维度', names(metric.additiveOver)],
        ['不可相加的维度', names(notAdded)],
        ['必须指明的维度', names(metric.required)],
        [
          '阈值',
          thresholds === null
            ? '—'
            : `黄色 ${thresholds.yellow}，红色 ${thresholds.red}（${thresholds.rule === null ? '只作标记，无规则' : `规则 \`${thresholds.rule}\``}）`,
        ],
        ['来源', metric.sources.map((source) => `\`${source}\``).join('、')],
        ['负责', metric.owner],
        ['依据', metric.legalBasis ?? '—'],
        ['始于版本', metric.since],
      ],
    ),
  ].join('\n\n');
}

function sourceSections(): string[] {
  return [...contracts.values()].flatMap((contract) => [
    `### ${contract.title} \`${contract.id}\``,
    table(
      ['列', '名称', '类型', '可空', '说明'],
      contract.columns.map((column) => [
        `\`${column.name}\``,
        column.title,
        column.type,
        column.optional === true ? '是' : '',
        column.description,
      ]),
    ),
  ]);
}

async function checkRows(): Promise<string[][]> {
  const folder = join(import.meta.dirname, '..', 'warehouse', 'checks');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (file) => [
      `\`${file.slice(0, -'.sql'.length)}\``,
      headComment(await readFile(join(folder, file), 'utf8')),
    ]),
  );
}

function ruleSections(): string[] {
  return [...warningRules.values()].flatMap((rule) => [
    `### ${rule.name} \`${rule.id}\``,
    `${rule.nameEn}. ${rule.statement}`,
    `分子：${rule.numerator}。分母：${rule.denominator ?? '无'}。级别：${rule.severities
      .map((severity) => severityNames[severity])
      .join(
        '、',
      )}。依据：${rule.legalBasis ?? '监督实践'}。来源：${rule.sources.map((source) => `\`${source}\``).join('、')}。`,
    ...(shippedThresholds.some((entry) => entry.rule === rule.id)
      ? [
          table(
            ['阈值', '值', '单位', '理由', '来源'],
            shippedThresholds
              .filter((entry) => entry.rule === rule.id)
              .map(({ name, value, unit, why, source }) => [`\`${name}\``, String(value), unit, why, source]),
          ),
        ]
      : []),
  ]);
}

/** The whole document, from the registry, the contracts, the checks and the rules. */
export async function dataDictionary(): Promise<string> {
  const text = [
    '# 数据字典',
    `由 \`npm run data-dictionary\` 从指标登记、数据契约、检查和预警规则生成，请勿手工修改。共 ${metrics.size} 个指标、${contracts.size} 个数据集、${warningRules.size} 条预警规则。`,
    '## 指标',
    ...[...metrics.values()].map(metricSection),
    '## 数据集',
    ...sourceSections(),
    '## 检查',
    '任何一项不通过，就不发布。',
    table(['检查', '必须成立的'], await checkRows()),
    '## 预警规则',
    ...ruleSections(),
  ].join('\n\n');
  return format(text, { ...(await resolveConfig(dictionaryFile)), parser: 'markdown' });
}

if (import.meta.filename === process.argv[1]) await writeFile(dictionaryFile, await dataDictionary());
