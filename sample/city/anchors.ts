/**
 * The published figures the sample city is built around, 亿元. Each stands in sample/published with its page;
 * `derived` marks what was computed from published percentages and so carries their rounding.
 */
import { cityLevel, dongtou, functionalZones, longwan } from './areas.ts';

export interface AnnualAnchor {
  readonly area: string;
  readonly year: number;
  readonly revenue?: number;
  readonly expenditure?: number;
}

/** General public budget, whole year, final or as executed. */
export const annualAnchors: readonly AnnualAnchor[] = [
  { area: cityLevel, year: 2023, revenue: 138.9, expenditure: 168.23 },
  // derived: 138.90 / 1.103 and 165.61 / 1.052
  { area: cityLevel, year: 2022, revenue: 125.93, expenditure: 157.42 },
  { area: longwan, year: 2023, revenue: 54.08, expenditure: 75.12 },
  // derived: 54.08 / 1.100 and 75.12 / 1.019
  { area: longwan, year: 2022, revenue: 49.16, expenditure: 73.72 },
  { area: longwan, year: 2024, revenue: 56.8 },
  { area: dongtou, year: 2022, revenue: 10.62, expenditure: 33.41 },
  // derived: 10.62 / 1.033 and 33.41 / 1.002
  { area: dongtou, year: 2021, revenue: 10.28, expenditure: 33.34 },
];

/** Whole city. 2022 revenue is published, 2021 derived (573.9 / 0.974); the others are generated. */
export const cityTotals: Readonly<Record<number, { revenue: number; expenditure: number }>> = {
  2021: { revenue: 589, expenditure: 1096.4 },
  2022: { revenue: 573.9, expenditure: 1131.7 },
  2023: { revenue: 620.8, expenditure: 1160.2 },
  2024: { revenue: 640.6, expenditure: 1178.9 },
  2025: { revenue: 655.3, expenditure: 1201.3 },
  2026: { revenue: 676.9, expenditure: 1226.4 },
};

/** January to June 2024, published. The counties share what is left of the city. */
export const firstHalf2024 = {
  city: { revenue: 402.52, expenditure: 630.65 },
  [cityLevel]: { revenue: 87.08, expenditure: 93.58 },
  [functionalZones]: { revenue: 22.25, expenditure: 11.35 },
} as const;

/** January to October 2023 revenue of 龙湾（全区）, published. */
export const longwanTenMonths2023 = 50.11;

/** 洞头 2022: tax revenue within the 10.62, published. */
export const dongtouTax2022 = 4.94;

export interface BudgetAnchor {
  readonly area: string;
  readonly year: number;
  readonly version: 'approved' | 'adjusted';
  readonly revenue?: number;
  readonly expenditure?: number;
}

/** Budgets derived from a published amount and its published percentage of the budget. */
export const budgetAnchors: readonly BudgetAnchor[] = [
  { area: cityLevel, year: 2023, version: 'approved', revenue: 134.2 },
  { area: cityLevel, year: 2023, version: 'adjusted', revenue: 134.2, expenditure: 168.74 },
  { area: cityLevel, year: 2024, version: 'approved', revenue: 147.1, expenditure: 173 },
  // 22.25 / 56.4 % and 11.35 / 42.9 %
  { area: functionalZones, year: 2024, version: 'approved', revenue: 39.45, expenditure: 26.46 },
  { area: longwan, year: 2023, version: 'adjusted', revenue: 50.4, expenditure: 73.29 },
  { area: dongtou, year: 2022, version: 'adjusted', revenue: 10.46, expenditure: 33.78 },
];

/** 2024 budgets of the whole city: 402.52 / 61.0 % and 630.65 / 53.1 %. */
export const cityBudget2024 = { revenue: 659.9, expenditure: 1187.7 } as const;

/** Reserve 预备费 of 市本级 in the 2023 budget, published; it was not used. */
export const reserve2023 = 2.3;

/** Transfers of final accounts, 亿元 by subject. */
export interface TransferAnchor {
  readonly area: string;
  readonly year: number;
  readonly into?: Readonly<Record<string, number>>;
  readonly out: number | Readonly<Record<string, number>>;
}

/**
 * 市本级 2023: returns 22.51, from above 104.95 (11002 + 11003), to the districts 5.90, 89.02 and 21.02, both
 * totals (327.72, 298.39) published; how the rest divides is generated. 洞头 2022: 15.39 (11001 to 11003),
 * 5.90, 7.99 and 0.64 published. 龙湾 2023: 45.57 out published.
 */
export const transferAnchors: readonly TransferAnchor[] = [
  {
    area: cityLevel,
    year: 2023,
    into: {
      '11001': 22.51,
      '11002': 85.87,
      '11003': 19.08,
      '11006': 98.4,
      '11008': 22.1,
      '11009': 31.36,
      '11011': 41.5,
      '11015': 6.9,
    },
    out: {
      '23001': 5.9,
      '23002': 89.02,
      '23003': 21.02,
      '23006': 112.35,
      '23009': 24.6,
      '23011': 36.2,
      '23015': 9.3,
    },
  },
  { area: longwan, year: 2023, out: 45.57 },
  {
    area: dongtou,
    year: 2022,
    into: { '11001': 1.12, '11002': 11.4, '11003': 2.87, '11008': 0.64, '11009': 7.99, '11011': 5.9 },
    out: 7.13,
  },
];
