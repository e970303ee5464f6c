import { describe, expect, it } from 'vitest';
import { fenOfYi, sum } from './apportion.ts';
import { cityLevel, functionalZones } from './areas.ts';
import { debtOf } from './debt.ts';
import { economyOf, wholeCity } from './economy.ts';
import { handedDownOf } from './handed-down.ts';
import { debtNearLimit, landBehind, lateTransfer, stalledProject } from './oddities.ts';
import { keyProjectsOf } from './key-projects.ts';
import { landRevenueOf, parcelsOf } from './land.ts';
import { revenueOf } from './revenue.ts';
import { stateEnterprisesOf, tiers2019 } from './state-enterprises.ts';
import { cityTotalsOf } from './totals.ts';

const seed = 7;
const debt = debtOf(seed);

describe('debt', () => {
  it('adds up from one month to the next, and one year opens where the last one closed', () => {
    for (const row of debt) expect(row.balance).toBe(row.opening + row.issued + row.refinanced - row.repaid);
    const closing = new Map(
      debt
        .filter(({ month }) => month === 12)
        .map((row) => [`${row.area} ${row.kind} ${row.year}`, row.balance]),
    );
    for (const row of debt.filter(({ year }) => year > 2021))
      expect(row.opening).toBe(closing.get(`${row.area} ${row.kind} ${row.year - 1}`));
  });

  it('has the published quota of 2023, and one area near its limit', () => {
    const quota = (area: string, kind: string) =>
      sum(
        debt
          .filter((row) => row.area === area && row.kind === kind && row.year === 2023 && row.month === 12)
          .map((row) => row.quota),
      );
    expect(quota(cityLevel, 'special')).toBe(fenOfYi(3));
    expect(quota(functionalZones, 'special')).toBe(fenOfYi(12.53));
    const districts = ['330302', '330303', '330304', '330305'];
    expect(sum(districts.map((area) => quota(area, 'special')))).toBe(fenOfYi(158.83));
    expect(sum(districts.map((area) => quota(area, 'general')))).toBe(fenOfYi(7));
    const near = new Set<string>();
    for (const row of debt) if (row.balance > row.limit * 0.95) near.add(row.area);
    expect([...near]).toEqual([debtNearLimit.area]);
  });
});

it('hands down what the budget says, in time but for the planted document', () => {
  const totals = { general: fenOfYi(89.02), special: fenOfYi(21.02) };
  const rows = handedDownOf(seed, () => totals, 2023);
  const of2023 = (kind: string) => rows.filter((row) => row.year === 2023 && row.kind === kind);
  expect(sum(of2023('general').map(({ amount }) => amount))).toBe(totals.general);
  expect(sum(of2023('special').map(({ amount }) => amount))).toBe(totals.special);
  const open = rows.filter(({ allocatedOn }) => allocatedOn === null);
  const late = open.filter(({ receivedOn }) => receivedOn < '2026-09-01');
  expect(new Set(late.map(({ area }) => area))).toEqual(new Set(lateTransfer.areas));
  expect(new Set(late.map(({ id }) => id)).size).toBe(1);
  const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;
  for (const { kind, receivedOn, allocatedOn } of rows)
    if (allocatedOn !== null)
      expect(days(receivedOn, allocatedOn)).toBeLessThanOrEqual(kind === 'general' ? 30 : 60);
});

it('stalls one key project, and carries what was invested from year to year', () => {
  const rows = keyProjectsOf(seed);
  const june = rows.filter(({ year, month }) => year === 2026 && month === 6);
  const idle = june.filter(({ plan, toDate }) => plan > 0 && toDate === 0);
  expect(idle.map(({ code }) => code)).toEqual([stalledProject.code]);
  const closing = new Map(
    rows
      .filter(({ month }) => month === 12)
      .map((row) => [`${row.code} ${row.year}`, row.before + row.toDate]),
  );
  for (const row of rows) {
    const before = closing.get(`${row.code} ${row.year - 1}`);
    if (before !== undefined) expect(row.before).toBe(before);
    expect(row.before + row.toDate).toBeLessThanOrEqual(row.total);
  }
});

it('quotes the published economy, and GDP is its three industries', () => {
  const rows = economyOf(seed);
  const of = (year: number, month: number, indicator: string, territory = wholeCity) =>
    rows.find(
      (row) =>
        row.year === year &&
        row.month === month &&
        row.indicator === indicator &&
        row.territory === territory,
    );
  expect(of(2023, 12, 'gdp')).toMatchObject({ hundredths: 873_060, growth: 6.9 });
  expect(of(2024, 12, 'industry')).toMatchObject({ hundredths: 173_690, growth: 10.2 });
  expect(of(2024, 6, 'investment')).toMatchObject({ hundredths: null, growth: 0.7 });
  expect(of(2024, 12, 'gdp', '330326')).toMatchObject({ hundredths: 77_746, growth: 6.1 });
  // Published to 0.1 亿元 as 4 297.8; here it is the half-year's share of the whole.
  expect(Math.abs((of(2024, 6, 'gdp')?.hundredths ?? 0) - 429_780)).toBeLessThan(50);
  for (const gdp of rows.filter(({ indicator }) => indicator === 'gdp')) {
    const parts = ['primary', 'secondary', 'tertiary'].map(
      (name) => of(gdp.year, gdp.month, name, gdp.territory)?.hundredths ?? 0,
    );
    expect(sum(parts)).toBe(gdp.hundredths);
  }
});

it('counts the published 1 117 state enterprises, by tier', () => {
  const rows = stateEnterprisesOf(seed).filter(({ year, month }) => year === 2026 && month === 9);
  for (const tier of ['supervised', 'cultural', 'city_other', 'county'] as const)
    expect(sum(rows.filter((row) => row.tier === tier).map(({ subsidiaries }) => subsidiaries))).toBe(
      tiers2019[tier].enterprises,
    );
  expect(new Set(rows.map(({ code }) => code)).size).toBe(rows.length);
});

it('keeps land revenue within the fund account; one area is far behind its plan', () => {
  const revenue = revenueOf(seed, cityTotalsOf(seed));
  const land = landRevenueOf(revenue).filter(({ year, month }) => year === 2026 && month === 10);
  for (const row of land) {
    const fund = revenue.find(({ area, account }) => area === row.area && account === 'fund');
    expect(row.toDate).toBeLessThanOrEqual(sum(fund?.months.get(2026)?.slice(0, 10) ?? []));
  }
  const behind = land.filter(({ toDate, plan }) => toDate < ((plan * 10) / 12) * 0.8);
  expect(behind.map(({ area }) => area)).toEqual([landBehind.area]);
  const parcels = parcelsOf(seed);
  expect(new Set(parcels.map(({ id }) => id)).size).toBe(parcels.length);
  for (const { paid, price } of parcels) expect(paid).toBeLessThanOrEqual(price);
});
