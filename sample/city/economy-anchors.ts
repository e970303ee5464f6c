/**
 * Published economic figures (sample/published/economy.csv), 亿元 and percent; what is not published is marked as
 * invented and grows from what is.
 */

/** GDP of the city by year: value, growth by quarter (the last one stands for those missing), shares of industries. */
export const gdpAnchors: ReadonlyMap<
  number,
  { readonly value: number; readonly growth: readonly number[]; readonly shares: readonly number[] }
> = new Map([
  // Invented: published are 2020 (6 871) and 2022.
  [2021, { value: 7585, growth: [20.1, 12.9, 9.6, 7.7], shares: [2.2, 41.9, 55.9] }],
  [2022, { value: 8029.8, growth: [3.9, 2.4, 3.6, 3.7], shares: [2.2, 42.1, 55.7] }],
  [2023, { value: 8730.6, growth: [5.2, 7.5, 7.2, 6.9], shares: [2.1, 41.3, 56.6] }],
  // January to June 2024 is published as 4 297.8, +6.2 %: the half-year's share of the profile comes from it.
  [2024, { value: 9718.8, growth: [6, 6.2, 6.2, 6.3], shares: [2, 36.7, 61.3] }],
  // Invented.
  [2025, { value: 10_282.5, growth: [6.1, 6, 5.9, 6], shares: [2, 36.4, 61.6] }],
  [2026, { value: 10_858.3, growth: [5.7, 5.6, 5.6], shares: [1.9, 36.2, 61.9] }],
]);

interface EconomyAnchor {
  readonly indicator: string;
  readonly unit: '亿元' | '元';
  /** Of the whole year 2023; 0: only growth is published. */
  readonly of2023: number;
  readonly yearly: number;
  readonly only: readonly {
    readonly year: number;
    readonly month: number;
    readonly value?: number;
    readonly growth?: number;
  }[];
}

export const economyAnchors: readonly EconomyAnchor[] = [
  {
    indicator: 'industry',
    unit: '亿元',
    of2023: 1619.8,
    yearly: 1.072,
    only: [
      { year: 2023, month: 12, value: 1619.8, growth: 9.4 },
      { year: 2024, month: 6, value: 820.9, growth: 11.2 },
      { year: 2024, month: 12, value: 1736.9, growth: 10.2 },
    ],
  },
  {
    indicator: 'investment',
    unit: '亿元',
    of2023: 0,
    yearly: 1.045,
    only: [
      { year: 2023, month: 12, growth: 7.4 },
      { year: 2024, month: 6, growth: 0.7 },
    ],
  },
  {
    indicator: 'retail',
    unit: '亿元',
    of2023: 4257.1,
    yearly: 1.058,
    only: [{ year: 2023, month: 12, value: 4257.1, growth: 7.9 }],
  },
  // Invented.
  { indicator: 'trade', unit: '亿元', of2023: 2840, yearly: 1.046, only: [] },
  // From 63 481 and 32 428 yuan in 2020; growth of January to June 2024 is published.
  {
    indicator: 'urban_income',
    unit: '元',
    of2023: 75_600,
    yearly: 1.046,
    only: [{ year: 2024, month: 6, growth: 4.2 }],
  },
  {
    indicator: 'rural_income',
    unit: '元',
    of2023: 40_900,
    yearly: 1.062,
    only: [{ year: 2024, month: 6, growth: 5.6 }],
  },
];

interface CountyAnchor {
  readonly territory: string;
  readonly of2023: number;
  readonly yearly: number;
  readonly shares: readonly number[];
  /** Published whole years. */
  readonly annual: readonly {
    readonly year: number;
    readonly value: number;
    readonly growth: number;
    readonly shares?: readonly number[];
  }[];
}

const county = (
  territory: string,
  of2023: number,
  shares: readonly number[],
  annual: CountyAnchor['annual'] = [],
): CountyAnchor => ({ territory, of2023, yearly: 1.062, shares, annual });

/** The counties: where `annual` is empty the size is invented. */
export const countyAnchors: readonly CountyAnchor[] = [
  county('330302', 1402, [0.2, 27, 72.8]),
  county('330303', 948, [0.6, 48, 51.4], [{ year: 2024, value: 1005.8, growth: 6.1 }]),
  county('330304', 822, [1.2, 41, 57.8]),
  county('330305', 148, [6.5, 38, 55.5]),
  county('330382', 1623, [1.7, 46, 52.3]),
  county('330381', 1288, [2.2, 44, 53.8]),
  county('330324', 566, [2.9, 43, 54.1]),
  county(
    '330326',
    711.81,
    [3.4, 47.1, 49.5],
    [
      { year: 2022, value: 653.05, growth: 6.4 },
      { year: 2023, value: 711.81, growth: 7.9, shares: [23.84, 335.74, 352.24] },
      { year: 2024, value: 777.46, growth: 6.1, shares: [26.12, 322.2, 429.14] },
    ],
  ),
  county('330327', 463, [6.1, 35, 58.9]),
  county(
    '330328',
    136.2,
    [8.2, 26, 65.8],
    [{ year: 2022, value: 126.55, growth: 5.8, shares: [10.72, 32.6, 83.22] }],
  ),
  county(
    '330329',
    157.6,
    [7, 38.1, 54.9],
    [
      { year: 2022, value: 143.61, growth: 5.7 },
      { year: 2023, value: 157.6, growth: 7.8, shares: [11.05, 60.1, 86.44] },
    ],
  ),
  county('330383', 396, [3, 43, 54]),
];
