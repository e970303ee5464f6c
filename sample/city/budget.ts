import { apportion, apportionIn, fenOfYi, sum, type Fen } from './apportion.ts';
import { reserve2023 } from './anchors.ts';
import { cityLevel, leafAreas } from './areas.ts';
import { lastYear } from './calendar.ts';
import { Dice } from './dice.ts';
import { at, namesOf, need } from './reference.ts';
import type { Account, RevenueSeries } from './revenue.ts';
import { budgetShare, type LineYear } from './spending.ts';
import type { CityTotals } from './totals.ts';
import { transfersOf } from './transfers.ts';

export type Version = 'approved' | 'adjusted' | 'final';

export interface BudgetRow {
  readonly account: Account;
  readonly area: string;
  readonly side: 'revenue' | 'expenditure';
  readonly department: { readonly code: string; readonly name: string } | null;
  readonly subject: string;
  readonly economic: string | null;
  readonly project: { readonly code: string; readonly name: string } | null;
  readonly amount: Fen;
}

/** Versions that exist of a year: there are no final accounts of the year that is running. */
export const versionsOf = (year: number): readonly Version[] =>
  year === lastYear ? ['approved', 'adjusted'] : ['approved', 'adjusted', 'final'];

/** Expenditure of the other accounts by function, of what they spend themselves. */
const otherFunctions: Readonly<Record<Exclude<Account, 'general'>, readonly (readonly [string, number])[]>> =
  {
    fund: [
      ['2120801', 0.46],
      ['2120803', 0.3],
      ['22904', 0.18],
      ['22960', 0.015],
      ['23204', 0.045],
    ],
    capital: [
      ['22301', 0.34],
      ['22302', 0.46],
      ['22399', 0.2],
    ],
    social: [
      ['20901', 0.4],
      ['20902', 0.016],
      ['20903', 0.2],
      ['20904', 0.011],
      ['20910', 0.07],
      ['20911', 0.14],
      ['20912', 0.163],
    ],
  };

/** Share of an account's revenue that it moves to the general budget (23008) and carries over (23009). */
const leaving: Readonly<Record<Exclude<Account, 'general'>, readonly [number, number]>> = {
  fund: [0.09, 0.05],
  capital: [0.3, 0.02],
  social: [0, 0.06],
};

const hundredYuan = 10_000;

export interface BudgetSources {
  readonly totals: CityTotals;
  readonly revenue: readonly RevenueSeries[];
  /** Complete once every payment of the year has been generated. */
  readonly lines: readonly LineYear[];
}

const revenueAmount = (series: RevenueSeries, year: number, version: Version): Fen =>
  version === 'final' ? sum(need(series.months, year)) : need(series.budget, year)[version];

function spendingRows(sources: BudgetSources, year: number, area: string, version: Version, dice: Dice) {
  const lines = sources.lines.filter(({ line }) => line.department.area.code === area);
  const rows = (amounts: readonly Fen[]): BudgetRow[] =>
    lines.flatMap(({ line }, index) => {
      const amount = at(amounts, index);
      if (amount === 0) return [];
      return {
        account: 'general',
        area,
        side: 'expenditure',
        department: { code: line.department.code, name: line.department.name },
        subject: line.functionCode,
        economic: line.economic,
        project: line.project,
        amount,
      };
    });
  if (version === 'final') return rows(lines.map(({ paid }) => paid.get(year) ?? 0));
  const trust = new Map<string, number>();
  const weights = lines.map(({ line, planned }) => {
    const { code } = line.department;
    const department = trust.get(code) ?? dice.around(0.015);
    trust.set(code, department);
    return (planned.get(year) ?? 0) * department * dice.around(0.04) * budgetShare(line, year);
  });
  const total = (of: 'approved' | 'adjusted') => sources.totals.budget(of, 'expenditure', area, year);
  const reserve =
    area === cityLevel && year === 2023
      ? fenOfYi(reserve2023)
      : Math.round((total('approved') * 0.0125) / 1e6) * 1e6;
  const reserveRow: BudgetRow = {
    account: 'general',
    area,
    side: 'expenditure',
    department: null,
    subject: '227',
    economic: null,
    project: null,
    amount: reserve,
  };
  const approved = apportionIn(hundredYuan, total('approved') - reserve, weights);
  if (version === 'approved') return [...rows(approved), reserveRow];
  const moved = approved.map((amount) => (dice.chance(0.25) ? amount * dice.around(0.06) : amount));
  return [...rows(apportionIn(hundredYuan, total('adjusted') - reserve, moved)), reserveRow];
}

function otherRows(
  revenue: readonly BudgetRow[],
  account: Exclude<Account, 'general'>,
  dice: Dice,
): BudgetRow[] {
  const total = sum(revenue.map(({ amount }) => amount));
  const [first] = revenue;
  if (first === undefined) return [];
  const [out, carried] = leaving[account];
  const own = otherFunctions[account].map(([code, share]) => [code, share * (1 - out - carried)] as const);
  const shares = [...own, ['23008', out] as const, ['23009', carried] as const].filter(
    ([, share]) => share > 0,
  );
  const amounts = apportion(
    total,
    shares.map(([code, share]) => (code.startsWith('230') ? share : share * dice.around(0.05))),
  );
  return shares.map(([subject], index) => ({
    account,
    area: first.area,
    side: 'expenditure',
    department: null,
    subject,
    economic: null,
    project: null,
    amount: at(amounts, index),
  }));
}

/** All rows of a year, version and account, by area, revenue before expenditure; both sides balance in every area. */
export function budgetRows(
  seed: number,
  sources: BudgetSources,
  year: number,
  version: Version,
  account: Account,
): BudgetRow[] {
  return leafAreas.flatMap((area) => {
    // The same stream for approved and adjusted: the adjusted budget changes the approved one.
    const dice = new Dice(seed, `budget ${account} ${area.code} ${year}`);
    const revenue = sources.revenue
      .filter((series) => series.area === area.code && series.account === account)
      .map((series): BudgetRow => ({
        account,
        area: area.code,
        side: 'revenue',
        department: null,
        subject: series.item,
        economic: null,
        project: null,
        amount: revenueAmount(series, year, version),
      }));
    if (account !== 'general') return [...revenue, ...otherRows(revenue, account, dice)];
    const spending = spendingRows(sources, year, area.code, version, dice);
    const balance = transfersOf(
      area.code,
      year,
      version,
      sum(revenue.map(({ amount }) => amount)),
      sum(spending.map(({ amount }) => amount)),
    );
    const transfer =
      (side: 'revenue' | 'expenditure') =>
      (entry: readonly [string, Fen]): BudgetRow => ({
        account,
        area: area.code,
        side,
        department: null,
        subject: entry[0],
        economic: null,
        project: null,
        amount: entry[1],
      });
    return [
      ...revenue,
      ...balance.into.map(transfer('revenue')),
      ...spending,
      ...balance.out.map(transfer('expenditure')),
    ];
  });
}

const functionNames = namesOf('function');
const itemNames = namesOf('revenue_item');

export const subjectName = (row: BudgetRow): string =>
  need(row.side === 'revenue' ? itemNames : functionNames, row.subject);
