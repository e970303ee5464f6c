import type { DuckDBConnection } from '@duckdb/node-api';
import { fold } from '../cells/fold.ts';
import type { Contract } from '../contract.ts';
import { headerNames, type HeaderName } from '../header-names.ts';
import type { Layout } from '../layout.ts';
import type { Sheet } from '../readers/sheet.ts';
import { isUnitAlone, unitsInTitle } from '../stated-unit.ts';
import { evidenceOf, kindsOf, type Evidence } from './evidence.ts';
import { aliasHits, matchesOf, type Match } from './match.ts';

/** A layout proposed for a sheet, with what it rests on and what a person still has to decide. */
export interface Proposal {
  readonly contract: Contract;
  /** Ready to be written to a file. */
  readonly layout: Readonly<Record<string, unknown>>;
  readonly matches: readonly Match[];
  readonly headerRow: number;
  readonly unmatched: readonly string[];
  readonly questions: readonly string[];
}

export interface ProposalOptions {
  readonly id: string;
  readonly fileName: string;
  readonly contracts: ReadonlyMap<string, Contract>;
  readonly layouts: readonly Layout[];
  /** Only this contract, when a person knows. */
  readonly contract?: string | undefined;
  readonly encoding?: string | undefined;
}

interface Head {
  readonly lower: number;
  readonly rows: number;
  readonly headers: readonly HeaderName[];
}

const deepest = 3;

/** A row under a header that only parts its groups (本月, 累计) or names its units is a header too, whatever is below. */
function isLowerRow(
  cells: readonly (string | null)[],
  upper: readonly (string | null)[],
  filled: boolean,
): boolean {
  let last: string | null = null;
  const groups = upper.map((cell) => {
    if (filled || fold(cell) !== '') last = cell;
    return fold(last);
  });
  const isGrouped = (index: number) =>
    (groups[index] ?? '') !== '' &&
    (groups[index] === groups[index - 1] || groups[index] === groups[index + 1]);
  const kinds = cells.map((cell, index) => {
    if (fold(cell) === '' || fold(cell) === fold(upper[index] ?? null)) return 'blank';
    if (isUnitAlone(cell ?? '')) return 'part';
    return isGrouped(index) && !/\d/.test(cell ?? '') ? 'part' : 'data';
  });
  return kinds.includes('part') && !kinds.includes('data');
}

function withLowerRows(found: Head, { head, filled }: Pick<Sheet, 'head' | 'filled'>): Head {
  const { lower, rows } = found;
  const next = head[lower + 1]?.cells ?? [];
  if (rows >= deepest || !isLowerRow(next, head[lower]?.cells ?? [], filled)) return found;
  const headers = headerNames(head, lower + 1, rows + 1, filled);
  return withLowerRows({ lower: lower + 1, rows: rows + 1, headers }, { head, filled });
}

/** The header: the rows that hold most of the names we know; failing that, the first row that is full of texts. */
function findHead(
  { head, filled }: Sheet,
  contracts: readonly Contract[],
  layouts: readonly Layout[],
): Head | null {
  let best: (Head & { hits: number }) | null = null;
  for (let lower = 0; lower < head.length; lower++)
    for (let rows = 1; rows <= Math.min(deepest, lower + 1); rows++) {
      const headers = headerNames(head, lower, rows, filled);
      const hits = aliasHits(headers, contracts, layouts);
      if (hits > (best?.hits ?? 0)) best = { lower, rows, headers, hits };
    }
  if (best) return withLowerRows(best, { head, filled });
  const width = Math.max(0, ...head.map(({ cells }) => cells.length));
  const isHeader = (cells: readonly (string | null)[]) => {
    const texts = cells.filter((cell) => (cell ?? '').trim() !== '');
    return (
      texts.length >= Math.max(2, width * 0.6) && texts.every((cell) => !/^[\d.,()/-]+$/.test(cell ?? ''))
    );
  };
  const lower = head.findIndex(({ cells }) => isHeader(cells));
  return lower === -1 ? null : { lower, rows: 1, headers: headerNames(head, lower, 1, filled) };
}

/** Contract columns that the title or the file's name gives: a year, a month, a word of a code list. */
function constantsFor(contract: Contract, missing: readonly string[], title: string, fileName: string) {
  const constants: Record<string, unknown> = {};
  for (const { name, type, codes } of contract.columns.filter((column) => missing.includes(column.name))) {
    const words = Object.values(codes ?? {}).flat();
    const match =
      type === 'month'
        ? { match: '(\\d{4})年(\\d{1,2})月', value: '$1-$2' }
        : type === 'year'
          ? { match: '(\\d{4})年', value: '$1' }
          : { match: `(${[...words].sort((a, b) => b.length - a.length).join('|')})`, value: '$1' };
    if (type !== 'month' && type !== 'year' && words.length === 0) continue;
    if (new RegExp(match.match).test(title)) constants[name] = { title: match };
    else if (new RegExp(match.match).test(fileName)) constants[name] = { file: match };
  }
  return constants;
}

function dateStyle(evidence: Evidence | undefined): 'day-first' | 'month-first' | 'ambiguous' | null {
  if (!evidence || evidence.slashed === 0) return null;
  if (evidence.firstPart > 12 && evidence.secondPart <= 12) return 'day-first';
  return evidence.secondPart > 12 && evidence.firstPart <= 12 ? 'month-first' : 'ambiguous';
}

/** What a contract's matches are worth: its required columns above all, then how sure they are. */
function worth(contract: Contract, matches: readonly Match[]): number {
  const required = contract.columns.filter(({ optional }) => !optional).length;
  const sum = (own: readonly Match[]) => own.reduce((total, { confidence }) => total + confidence, 0);
  return sum(matches.filter(({ column }) => !column.optional)) / required + sum(matches) / 100;
}

/** Proposes a layout for a sheet; null when it holds no table. The table `sheet` of the connection is replaced. */
export async function propose(
  connection: DuckDBConnection,
  sheet: Sheet,
  options: ProposalOptions,
): Promise<Proposal | null> {
  const candidates = [...options.contracts.values()].filter(
    ({ id }) => options.contract === undefined || id === options.contract,
  );
  const found = findHead(sheet, candidates, options.layouts);
  if (!found) return null;
  const { lower, rows, headers } = found;
  const firstRow = (sheet.head[lower]?.row ?? 0) + 1;
  const nothing = new Set<number>();
  const body = { firstRow, width: headers.length, numeric: nothing, commas: nothing };
  // A proposal is made of the rows that are whole.
  await sheet.load(connection, 'sheet', body, () => undefined);
  const kinds = [
    ...new Set(
      candidates.flatMap((contract) => contract.columns.flatMap((column) => kindsOf(contract, column))),
    ),
  ];
  const evidence = await evidenceOf(connection, headers.length, kinds);
  const ranked = candidates
    .map((contract) => ({ contract, matches: matchesOf(contract, headers, evidence, options.layouts) }))
    .sort((a, b) => worth(b.contract, b.matches) - worth(a.contract, a.matches));
  const [best] = ranked;
  return best ? proposalOf(sheet, found, best.contract, best.matches, evidence, rows, options) : null;
}

function proposalOf(
  sheet: Sheet,
  { lower, headers }: Head,
  contract: Contract,
  matches: readonly Match[],
  evidence: readonly Evidence[],
  headerRows: number,
  options: ProposalOptions,
): Proposal {
  const above = sheet.head.slice(0, lower - headerRows + 1);
  const title = above
    .map(({ cells }) => cells.map((cell) => cell ?? '').join(' '))
    .join('\n')
    .normalize('NFKC');
  const has = new Set(matches.map(({ column }) => column.name));
  const missing = contract.columns.filter(({ name, optional }) => !optional && !has.has(name));
  const constants = constantsFor(
    contract,
    missing.map(({ name }) => name),
    title,
    options.fileName,
  );
  const units = unitsInTitle(above).stated;
  const amounts = matches.filter(({ column }) => column.type === 'amount');
  const dates = matches.filter(({ column }) => column.type === 'date' || column.type === 'month');
  const hasCommas = amounts.some(({ index }) => (evidence[index]?.commas ?? 0) > 0);
  const styles = dates.map(({ index }) => dateStyle(evidence[index])).filter((style) => style !== null);
  const style = styles.find((one) => one !== 'ambiguous');
  const currency = units.find((unit) => unit.currency !== 'CNY')?.currency;
  const inOrder = contract.columns.flatMap(({ name }) =>
    matches.filter(({ column }) => column.name === name),
  );
  const layout = {
    id: options.id,
    contract: contract.id,
    description: `${contract.title}（由 ${options.fileName} 猜出，请核对）`,
    format: sheet.name === null ? 'delimited' : 'workbook',
    ...(options.encoding === undefined ? {} : { encoding: options.encoding }),
    headerRows,
    columns: Object.fromEntries(
      inOrder.map(({ column, index, header }) => [
        column.name,
        { headers: [headers[index]?.names.at(-1) ?? header] },
      ]),
    ),
    ...(Object.keys(constants).length > 0 ? { constants } : {}),
    ...(units.length > 0 && currency === undefined
      ? {
          unit: {
            title: { match: '单位[:：]\\s*(元|千元|万元|百万元|亿元)(?=$|[\\s,，;；)）、。|])', value: '$1' },
          },
        }
      : {}),
    ...(currency === undefined ? {} : { currency }),
    ...(hasCommas ? { numbers: { decimal: ',' } } : {}),
    ...(style === undefined ? {} : { dates: style }),
    totals: { grand: ['合计', '总计'], sub: ['小计'] },
    notes: ['注：', '备注：', '说明：', '制表', '填报', '审核'],
  };
  const used = new Set(matches.map(({ index }) => index));
  return {
    contract,
    layout,
    matches: inOrder,
    headerRow: lower + 1,
    unmatched: headers.flatMap(({ shown, names }, index) =>
      names.length > 0 && !used.has(index) ? [shown] : [],
    ),
    questions: [
      ...missing
        .filter(({ name }) => !Object.hasOwn(constants, name))
        .map(({ name, title: label }) => `必填列 ${name}（${label}）没有找到：请写进 columns 或 constants`),
      ...matches
        .filter(({ confidence }) => confidence < 0.6)
        .map(({ column, header }) => `“${header}” → ${column.name}（${column.title}）把握不大：请核对`),
      ...(styles.includes('ambiguous')
        ? ['日期像 05/01/2024，看不出是日在前还是月在前：请用 dates 写明 day-first 或 month-first']
        : []),
      ...(currency === undefined ? [] : [`币种看来是 ${currency}：外币账按原币保存，不并入本市的指标`]),
    ],
  };
}
