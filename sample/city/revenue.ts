import { dongtouTax2022 } from './anchors.ts';
import { apportion, apportionIn, fenOfYi, sum, type Fen } from './apportion.ts';
import { dongtou, leafAreas } from './areas.ts';
import { years } from './calendar.ts';
import { Dice } from './dice.ts';
import { fallingTaxShare } from './oddities.ts';
import { otherAccounts } from './other-accounts.ts';
import { at, cell, need, numberCell, shape } from './reference.ts';
import type { CityTotals } from './totals.ts';

export type Account = 'general' | 'fund' | 'capital' | 'social';

/** One item of one account of one area: fen by month and the year's budgets. */
export interface RevenueSeries {
  readonly area: string;
  readonly account: Account;
  readonly item: string;
  readonly months: ReadonlyMap<number, readonly Fen[]>;
  readonly budget: ReadonlyMap<number, { approved: Fen; adjusted: Fen }>;
}

interface TaxShape {
  readonly kind: string;
  readonly weight: number;
  readonly profile: readonly number[];
}

const monthNames = Array.from({ length: 12 }, (_, month) => `m${String(month + 1).padStart(2, '0')}`);

const profiles = new Map(
  shape('month-profile').map((row) => [cell(row, 'series'), monthNames.map((name) => numberCell(row, name))]),
);

/** Shares of the twelve months in a year. */
export const profileOf = (series: string): readonly number[] => need(profiles, series);

/** Kinds of tax that are local revenue: the national structure times what a city keeps of it. */
const localTaxes: readonly TaxShape[] = shape('tax-structure')
  .filter((row) => numberCell(row, 'local_sharing') > 0)
  .map((row) => ({
    kind: cell(row, 'tax_kind'),
    weight:
      numberCell(row, 'national_share') * numberCell(row, 'local_sharing') * numberCell(row, 'sample_factor'),
    profile: profileOf(cell(row, 'tax_kind')),
  }));

const nonTax = [
  ['10302', 0.33],
  ['10304', 0.12],
  ['10305', 0.14],
  ['10306', 0.05],
  ['10307', 0.3],
  ['10399', 0.06],
] as const;

/** Share of taxes in general public revenue, before noise. */
const taxShares: Readonly<Record<string, number>> = {
  '330300-CL': 0.84,
  '330300-FZ': 0.89,
  '330302': 0.83,
  '330304': 0.82,
  '330305': 0.47,
  '330324': 0.77,
  '330326': 0.78,
  '330327': 0.76,
  '330328': 0.72,
  '330329': 0.7,
  '330383': 0.79,
};

const seasonal = profileOf('tax').map((share, month) => share / at(profileOf('revenue'), month));

/** The large VAT refunds of April to July 2022. */
const vatFactor = (kind: string, year: number, month: number): number =>
  kind === '10101' && year === 2022 && month >= 4 && month <= 7 ? 0.45 : 1;

function taxMonths(area: string, year: number, months: readonly Fen[], dice: Dice): readonly Fen[] {
  const share =
    area === fallingTaxShare.area
      ? (fallingTaxShare.shares[year] ?? 0.72)
      : (taxShares[area] ?? 0.82) * dice.around(0.008);
  const raw = months.map((total, month) =>
    Math.round(Math.min(0.965, share * at(seasonal, month) ** 0.5 * dice.around(0.01)) * total),
  );
  return area === dongtou && year === 2022 ? apportion(fenOfYi(dongtouTax2022), raw) : raw;
}

function generalSeries(totals: CityTotals, dice: Dice): RevenueSeries[] {
  const all: RevenueSeries[] = [];
  for (const area of leafAreas) {
    const tilt = new Map(localTaxes.map((tax) => [tax.kind, dice.around(0.18)]));
    const items = [...localTaxes.map((tax) => tax.kind), ...nonTax.map(([item]) => item)];
    const cells = new Map(items.map((item) => [item, new Map<number, Fen[]>()]));
    const budgets = new Map(items.map((item) => [item, new Map<number, { approved: Fen; adjusted: Fen }>()]));
    for (const year of years) {
      const months = need(need(totals.months.revenue, area.code), year);
      const taxes = taxMonths(area.code, year, months, dice);
      for (const [month, total] of months.entries()) {
        const tax = at(taxes, month);
        const byKind = apportion(
          tax,
          localTaxes.map(
            (one) =>
              one.weight *
              need(tilt, one.kind) *
              at(one.profile, month) *
              vatFactor(one.kind, year, month + 1) *
              dice.around(0.06),
          ),
        );
        const byItem = apportion(
          total - tax,
          nonTax.map(([, weight]) => weight * dice.around(0.25)),
        );
        for (const [place, fen] of [...byKind, ...byItem].entries()) {
          const byYear = need(cells, at(items, place));
          byYear.set(year, [...(byYear.get(year) ?? []), fen]);
        }
      }
      const weights = items.map((item) => sum(need(need(cells, item), year)) * dice.around(0.03));
      const approved = apportionIn(1e4, totals.budget('approved', 'revenue', area.code, year), weights);
      const adjusted = apportionIn(1e4, totals.budget('adjusted', 'revenue', area.code, year), weights);
      for (const [place, item] of items.entries())
        need(budgets, item).set(year, { approved: at(approved, place), adjusted: at(adjusted, place) });
    }
    for (const item of items)
      all.push({
        area: area.code,
        account: 'general',
        item,
        months: need(cells, item),
        budget: need(budgets, item),
      });
  }
  return all;
}

/** Every revenue series of the city: the general account for 14 areas by item, the other three coarser. */
export function revenueOf(seed: number, totals: CityTotals): readonly RevenueSeries[] {
  return [
    ...generalSeries(totals, new Dice(seed, 'revenue general')),
    ...otherAccounts(new Dice(seed, 'revenue other accounts')),
  ];
}
