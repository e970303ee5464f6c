import { apportionIn, fenOfYi, sum, type Fen } from './apportion.ts';
import { cityLevel, dongtou, functionalZones, leafAreas, longwan } from './areas.ts';
import { monthsOf, years } from './calendar.ts';
import { Dice } from './dice.ts';
import { debtNearLimit } from './oddities.ts';
import { at } from './reference.ts';

export type DebtKind = 'general' | 'special';

/** The debt of one kind of one area at the end of a month; the flows are those of the year so far. */
export interface DebtMonth {
  readonly year: number;
  readonly month: number;
  readonly area: string;
  readonly kind: DebtKind;
  readonly limit: Fen;
  readonly quota: Fen;
  readonly opening: Fen;
  readonly issued: Fen;
  readonly refinanced: Fen;
  readonly repaid: Fen;
  readonly interest: Fen;
  readonly balance: Fen;
}

const wan = 1e6;

/** 亿元 owed at the end of 2020, and new quota by year from 2021: nothing is published, so these are invented. */
const plan = {
  general: { owed: 612, quotas: [41, 39, 28, 33, 31, 29], rate: 0.031, repaid: 0.085 },
  special: { owed: 874, quotas: [236, 262, 331.36, 296, 318, 305], rate: 0.0325, repaid: 0.045 },
} as const;

const weights: Readonly<Record<string, number>> = {
  [cityLevel]: 17,
  [functionalZones]: 6,
  '330302': 9,
  [longwan]: 9,
  '330304': 10,
  [dongtou]: 3,
  '330382': 11,
  '330381': 11,
  '330324': 6,
  '330326': 6,
  '330327': 5,
  '330328': 2.2,
  '330329': 2.4,
  '330383': 2.4,
};

/**
 * New quota handed down in 2023, 亿元, published for 市区 (sample/published/debt.csv): the districts together 7.00
 * general and 158.83 special, 市本级 3.00 and 市级功能区 12.53 special. 28.98 had no area yet and is in none.
 */
const quota2023 = {
  general: { districts: 7, [cityLevel]: 0, [functionalZones]: 0 },
  special: { districts: 158.83, [cityLevel]: 3, [functionalZones]: 12.53 },
} as const;
const districts: readonly string[] = ['330302', longwan, '330304', dongtou];

/** Share of the year's quota handed down, and of its new bonds issued, by the end of each month. */
const handedDown = [0, 0, 0.45, 0.45, 0.55, 0.55, 0.7, 1, 1, 1, 1, 1];
const issuedShare = [0, 0, 0.12, 0.24, 0.36, 0.46, 0.55, 0.68, 0.82, 0.93, 0.97, 1];
const repaidShare = [0.03, 0.06, 0.14, 0.23, 0.34, 0.45, 0.54, 0.65, 0.76, 0.85, 0.93, 1];

const inWan = (amount: Fen): Fen => Math.round(amount / wan) * wan;

function quotasOf(kind: DebtKind, dice: Dice): ReadonlyMap<string, readonly Fen[]> {
  const drawn = new Map<string, Fen[]>(leafAreas.map(({ code }) => [code, []]));
  const give = (areas: readonly string[], total: Fen): void => {
    const parts = apportionIn(
      wan,
      total,
      areas.map((code) => (weights[code] ?? 1) * dice.around(0.25)),
    );
    for (const [index, code] of areas.entries()) drawn.get(code)?.push(at(parts, index));
  };
  for (const [index, year] of years.entries()) {
    const total = fenOfYi(at(plan[kind].quotas, index));
    if (year !== 2023) {
      give([...drawn.keys()], total);
      continue;
    }
    const anchored = quota2023[kind];
    give(districts, fenOfYi(anchored.districts));
    give([cityLevel], fenOfYi(anchored[cityLevel]));
    give([functionalZones], fenOfYi(anchored[functionalZones]));
    const others = [...drawn.keys()].filter(
      (code) => !districts.includes(code) && code !== cityLevel && code !== functionalZones,
    );
    give(others, total - fenOfYi(anchored.districts + anchored[cityLevel] + anchored[functionalZones]));
  }
  return drawn;
}

function seriesOf(area: string, kind: DebtKind, owed: Fen, quotas: readonly Fen[], dice: Dice): DebtMonth[] {
  const rows: DebtMonth[] = [];
  let opening = owed;
  const base = inWan(owed / dice.between(0.875, 0.925));
  for (const [index, year] of years.entries()) {
    const before = base + sum(quotas.slice(0, index));
    const newBonds = at(quotas, index) * dice.between(0.97, 1);
    const repaid = opening * plan[kind].repaid * dice.around(0.2);
    const refinanced = repaid * dice.between(0.8, 0.9);
    const interest = opening * plan[kind].rate * dice.around(0.03);
    for (const month of monthsOf(year)) {
      const quota = inWan(at(quotas, index) * at(handedDown, month - 1));
      const issued = Math.min(quota, inWan(newBonds * at(issuedShare, month - 1)));
      const paidShare = at(repaidShare, month - 1);
      const back = inWan(repaid * paidShare);
      const anew = inWan(refinanced * paidShare);
      rows.push({
        year,
        month,
        area,
        kind,
        limit: before + quota,
        quota,
        opening,
        issued,
        refinanced: anew,
        repaid: back,
        interest: inWan(interest * paidShare),
        balance: opening + issued + anew - back,
      });
    }
    opening = at(rows, rows.length - 1).balance;
  }
  return rows;
}

/** Lowers the limits of the planted area by one amount, so that its latest balance takes the planted share of them. */
function nearLimit(rows: readonly DebtMonth[]): DebtMonth[] {
  const last = at(rows, rows.length - 1);
  const cut = last.limit - inWan(last.balance / debtNearLimit.share);
  return rows.map((row) => ({ ...row, limit: row.limit - cut }));
}

/** The debt of every area by kind and month. A balance is its opening + issued + refinanced − repaid, to the fen. */
export function debtOf(seed: number): readonly DebtMonth[] {
  return (['general', 'special'] as const).flatMap((kind) => {
    const dice = new Dice(seed, `debt ${kind}`);
    const quotas = quotasOf(kind, dice);
    const owed = apportionIn(
      wan,
      fenOfYi(plan[kind].owed),
      leafAreas.map(({ code }) => (weights[code] ?? 1) * dice.around(0.15)),
    );
    return leafAreas.flatMap(({ code }, index) => {
      const rows = seriesOf(code, kind, at(owed, index), quotas.get(code) ?? [], dice);
      return code === debtNearLimit.area ? nearLimit(rows) : rows;
    });
  });
}
