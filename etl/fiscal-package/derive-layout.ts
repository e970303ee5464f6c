import { createHash } from 'node:crypto';
import type { Contract } from '../contract.ts';
import { encodings, type Layout } from '../layout.ts';
import { LayoutError, toLayout } from '../layouts.ts';
import { DescriptorError, pathsOf, type Descriptor, type Measure, type Resource } from './descriptor.ts';
import { assignDimensions } from './dimensions.ts';

/**
 * A layout made of a package's descriptor. The measure gives the amounts: their column, currency, unit and, for a
 * budget, version and side. The dimensions give the classifications. What the contract has no place for is kept.
 */

const units = new Map([
  [1, '元'],
  [1_000, '千元'],
  [10_000, '万元'],
  [1_000_000, '百万元'],
  [100_000_000, '亿元'],
]);

const versions = { approved: '年初预算', adjusted: '调整预算', executed: '决算' } as const;
const sides = { expenditure: '支出', revenue: '收入' } as const;

/** Columns a foreign ledger need not give as the contract wants them, and the reason that is kept with them. */
const waivers: Readonly<Record<string, string>> = {
  area_code: '区划用当地的代码',
  account: '没有四本预算',
  department_code: '用当地的机构编码',
  department_name: '原账未必有机构名称',
  subject_code: '用当地的科目分类',
  function_code: '用当地的功能分类',
  economic_code: '用当地的经济分类',
  payee_name: '原账未必有收款人',
  method: '没有直接支付与授权支付之分',
};

/** A name as it may stand in a layout's id; what cannot stand there is told apart by a few digits of its hash. */
function idPart(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/([._-])[._-]+/g, '$1')
    .replace(/^[._-]+|[._-]+$/g, '')
    .slice(0, 60)
    .replace(/[._-]+$/, '');
  if (plain === name.toLowerCase()) return plain;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return plain === '' ? hash : `${plain}-${hash}`;
}

function measureOf({ model, mapping, resources }: Descriptor, index: number) {
  const [key, { measures, dimensions } = { measures: {}, dimensions: {} }] = model
    ? (['model', model] as const)
    : (['mapping', mapping] as const);
  const own = Object.entries(measures).filter(([, { resource }]) => isOf(resource, resources, index));
  const [first] = own;
  if (!first)
    throw new DescriptorError(`${key}.measures：没有一个度量的金额在 resources.${index} 里；应写明金额列`);
  if (own.length > 1)
    throw new DescriptorError(
      `${key}.measures：resources.${index} 有 ${own.length} 个度量（${own.map(([name]) => name).join('、')}），` +
        `一个文件只能载入一个金额列；请只保留一个，或为这个文件新建布局`,
    );
  return { place: `${key}.measures.${first[0]}`, model: key, measure: first[1], dimensions };
}

/** What names no resource is in the first one. */
function isOf(named: string | undefined, resources: readonly Resource[], index: number): boolean {
  return named === undefined ? index === 0 : resources[index]?.name === named;
}

function formatOf(resource: Resource, index: number): Layout['format'] {
  const extension = /\.([a-z]+)(?:\.gz)?$/i.exec(pathsOf(resource)[0] ?? '')?.[1];
  const format = (resource.format ?? extension ?? 'csv').toLowerCase();
  if (['csv', 'tsv', 'txt'].includes(format)) return 'delimited';
  if (['xls', 'xlsx', 'ods', 'et'].includes(format)) return 'workbook';
  throw new DescriptorError(`resources.${index}.format：应为 csv、tsv、xls、xlsx 之一，实际是 ${format}`);
}

/** How the text is read. UTF-8, the default, is detected anyway. */
function readingOf({ encoding, dialect }: Resource, index: number) {
  if (dialect?.header === false)
    throw new DescriptorError(
      `resources.${index}.dialect.header：没有表头的文件无法按列名载入；请加上表头，或为这个文件新建布局`,
    );
  const name = encoding
    ?.toLowerCase()
    .replace(/^utf8$/, 'utf-8')
    .replace(/^latin-?1$/, 'iso-8859-1');
  const known = encodings.find((one) => one === name);
  if (name !== undefined && known === undefined)
    throw new DescriptorError(
      `resources.${index}.encoding：应为 ${encodings.join('、')} 之一，实际是 ${encoding ?? ''}`,
    );
  return {
    ...(known === undefined || known === 'utf-8' ? {} : { encoding: known }),
    ...(dialect?.delimiter === undefined || dialect.delimiter === ','
      ? {}
      : { delimiter: dialect.delimiter }),
  };
}

function need<T>(value: T | undefined, key: string, expected: string): T {
  if (value === undefined) throw new DescriptorError(`${key}：缺少这个键，应为${expected}`);
  return value;
}

interface BudgetWord {
  readonly constants: Readonly<Record<string, string>>;
  readonly waived: readonly string[];
}

/** Version and side of a budget, which its rows do not say. */
function budgetConstants({ phase, direction }: Measure, place: string, isForeign: boolean): BudgetWord {
  const stage = need(phase, `${place}.phase`, ' approved、adjusted、executed 之一');
  if (stage === 'proposed')
    throw new DescriptorError(
      `${place}.phase：proposed（草案）还不是预算；应为 approved（年初预算）、adjusted（调整预算）、executed（决算）之一`,
    );
  const side = need(direction, `${place}.direction`, ' expenditure（支出）或 revenue（收入）');
  // What is foreign may have departments on the revenue side: its rules there are waived with these columns.
  return {
    constants: { version: versions[stage], side: sides[side] },
    waived: isForeign && side === 'revenue' ? ['department_code', 'economic_code'] : [],
  };
}

function amountColumn(resource: Resource, { source, factor = 1 }: Measure, place: string) {
  const unit = units.get(factor);
  if (unit === undefined)
    throw new DescriptorError(`${place}.factor：应为 ${[...units.keys()].join('、')} 之一，实际是 ${factor}`);
  const { decimalChar, groupChar } = resource.schema?.fields.find(({ name }) => name === source) ?? {};
  const numbers = {
    ...(decimalChar === undefined ? {} : { decimal: decimalChar }),
    ...(groupChar === undefined ? {} : { thousands: groupChar }),
  };
  return {
    headers: [source],
    ...(factor === 1 ? {} : { unit }),
    ...(Object.keys(numbers).length > 0 ? { numbers } : {}),
  };
}

/** @throws DescriptorError naming the key that is missing or does not fit */
export function deriveLayout(
  descriptor: Descriptor,
  index: number,
  contracts: ReadonlyMap<string, Contract>,
): Layout {
  const resource = descriptor.resources[index];
  if (!resource) throw new DescriptorError(`resources：没有第 ${index + 1} 项`);
  const { place, model, measure, dimensions } = measureOf(descriptor, index);
  const fields = resource.schema?.fields ?? [];
  const isForeign = need(measure.currency, `${place}.currency`, ' ISO 4217 币种代码，如 EUR') !== 'CNY';
  const isLedger = descriptor.granularity === 'transactional';
  const contract = contracts.get(isLedger ? 'finance.payments' : 'finance.budget');
  if (!contract) throw new DescriptorError('没有可以载入它的契约');
  const found = assignDimensions(dimensions, {
    place: `${model}.dimensions`,
    fields,
    isLedger,
    isHere: (named) => isOf(named, descriptor.resources, index),
  });
  if (fields.length > 0 && !fields.some(({ name }) => name === measure.source))
    throw new DescriptorError(
      `${place}.source：字段 ${measure.source} 不在 resources.${index}.schema.fields 里`,
    );
  const budget: BudgetWord = isLedger
    ? { constants: {}, waived: [] }
    : budgetConstants(measure, place, isForeign);
  const [country] = [descriptor.countryCode ?? []].flat();
  const given: Record<string, string> = {
    ...(country === undefined ? {} : { area_code: country }),
    ...found.constants,
    ...budget.constants,
  };
  const columns: Record<string, { readonly headers: readonly string[] }> = {
    ...found.columns,
    amount: amountColumn(resource, measure, place),
  };
  const constants = Object.fromEntries(
    Object.entries(given).filter(([name]) => !Object.hasOwn(columns, name)),
  );
  const isMissing = (name: string) => !Object.hasOwn(columns, name) && !Object.hasOwn(constants, name);
  const missing = contract.columns.find(
    ({ name, optional }) => !optional && isMissing(name) && !(isForeign && Object.hasOwn(waivers, name)),
  );
  if (missing) throw new DescriptorError(lack(missing, contract, model, isForeign));
  const used = new Set(found.used).add(measure.source);
  const kept = [...fields.map(({ name }) => name), ...found.sources].filter((name) => !used.has(name));
  const json = {
    id: `package.${idPart(descriptor.name)}.${idPart(resource.name ?? pathsOf(resource)[0] ?? 'data')}`,
    contract: contract.id,
    description: `由 datapackage.json 得出：${(descriptor.title ?? descriptor.name).slice(0, 200)}`,
    format: formatOf(resource, index),
    ...readingOf(resource, index),
    columns,
    constants,
    currency: measure.currency,
    ...(isForeign
      ? {
          waived: Object.fromEntries(
            contract.columns
              .filter(
                ({ name, reference, pattern, optional }) =>
                  Object.hasOwn(waivers, name) &&
                  (reference !== undefined ||
                    pattern !== undefined ||
                    (!optional && isMissing(name)) ||
                    budget.waived.includes(name)),
              )
              .map(({ name }) => [name, waivers[name]]),
          ),
        }
      : {}),
    keep: [...new Set(kept)],
  };
  try {
    return toLayout(json, json.id, contracts);
  } catch (error) {
    if (!(error instanceof LayoutError)) throw error;
    throw new DescriptorError(`得出的布局不能用：${error.message}`);
  }
}

/** Where a column that the contract must have would be described. */
const described: Readonly<Record<string, string>> = {
  fiscal_year: '一个 dimensionType 为 datetime 的维度，写明年度列',
  paid_on: '一个 dimensionType 为 datetime 的维度，写明日期列',
  payment_id: '一个 dimensionType 为 fact 的维度，写明凭证号列',
  department_code: '一个 classificationType 为 administrative 的维度',
  subject_code: '一个 classificationType 为 functional（或 dimensionType 为 activity）的维度',
};

function lack(
  { name, title }: Contract['columns'][number],
  contract: Contract,
  model: string,
  foreign: boolean,
) {
  const where = described[name];
  const own = foreign ? '' : '；人民币的数据按契约的全部要求检查，缺的列请用布局补上';
  return `${model}.dimensions：缺少“${contract.title}”必填的 ${name}（${title}）${where === undefined ? '' : `，应有${where}`}${own}`;
}
