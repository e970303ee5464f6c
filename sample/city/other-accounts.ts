import { apportion, fenOfYi, type Fen } from './apportion.ts';
import { cityLevel, leafAreas } from './areas.ts';
import { years } from './calendar.ts';
import type { Dice } from './dice.ts';
import { at } from './reference.ts';
import type { RevenueSeries } from './revenue.ts';

/** Government fund revenue of the whole city, 亿元; nothing is published, so this is invented. */
const fundTotals = [960, 742, 655, 590, 520, 486];

const fundWeights: Readonly<Record<string, number>> = {
  '330300-CL': 22,
  '330300-FZ': 7,
  '330302': 11,
  '330303': 9,
  '330304': 11,
  '330305': 2.4,
  '330382': 12,
  '330381': 12,
  '330324': 5,
  '330326': 5.5,
  '330327': 4.2,
  '330328': 1.6,
  '330329': 1.7,
  '330383': 3,
};

const landMonths = [9, 6, 7, 6, 7, 10, 6, 7, 9, 8, 10, 15];
const dividendMonths = [0, 0, 2, 4, 8, 22, 14, 10, 9, 8, 9, 14];
const contributionMonths = [9, 8, 8.2, 8, 8, 8.4, 8, 8, 8.3, 8, 8.3, 9.8];

/** Social insurance funds are pooled by the city: 市本级 only. 亿元 of 2021, growing. */
const socialFunds = [
  ['10201', 212],
  ['10202', 8.6],
  ['10203', 118],
  ['10204', 6.2],
  ['10210', 37],
  ['10211', 74],
  ['10212', 86],
] as const;

interface Plan {
  readonly area: string;
  readonly account: 'fund' | 'capital' | 'social';
  readonly item: string;
  /** 亿元 by year from 2021. */
  readonly totals: readonly number[];
  readonly profile: readonly number[];
  /** What of the budget comes in. */
  readonly fulfilled: readonly [number, number];
}

const round4 = (value: number): number => Math.round(value * 1e4) / 1e4;

function plans(dice: Dice): Plan[] {
  const result: Plan[] = [];
  for (const area of leafAreas) {
    const weight = (fundWeights[area.code] ?? 1) / 107.4;
    result.push({
      area: area.code,
      account: 'fund',
      item: '10301',
      totals: fundTotals.map((total) => round4(total * weight * dice.around(0.08))),
      profile: landMonths,
      fulfilled: [0.9, 1.03],
    });
    const size = area.code === cityLevel ? 6.4 : weight * 22;
    result.push({
      area: area.code,
      account: 'capital',
      item: '10306',
      totals: years.map((_, index) => round4(size * (1 + 0.05 * index) * dice.around(0.06))),
      profile: dividendMonths,
      fulfilled: [0.96, 1.06],
    });
  }
  for (const [item, yi] of socialFunds)
    result.push({
      area: cityLevel,
      account: 'social',
      item,
      totals: years.map((_, index) => round4(yi * 1.058 ** index * dice.around(0.01))),
      profile: contributionMonths,
      fulfilled: [0.985, 1.02],
    });
  return result;
}

/** Revenue of the three other accounts: generated throughout, at one item an area (funds by kind for social insurance). */
export function otherAccounts(dice: Dice): RevenueSeries[] {
  return plans(dice).map((plan) => {
    const months = new Map<number, Fen[]>();
    const budget = new Map<number, { approved: Fen; adjusted: Fen }>();
    for (const [index, year] of years.entries()) {
      const total = fenOfYi(at(plan.totals, index));
      months.set(
        year,
        apportion(
          total,
          plan.profile.map((weight) => weight * dice.around(0.12)),
        ),
      );
      const approved = Math.round(total / dice.between(...plan.fulfilled) / 1e6) * 1e6;
      budget.set(year, { approved, adjusted: approved });
    }
    return { area: plan.area, account: plan.account, item: plan.item, months, budget };
  });
}
