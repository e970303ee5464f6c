import { beforeAll, describe, expect, it } from 'vitest';
import { fenOfYi, sum, type Fen } from './apportion.ts';
import { cityLevel, dongtou, functionalZones, leafAreas, longwan } from './areas.ts';
import { auditOf, stateOn } from './audit.ts';
import { budgetRows, versionsOf } from './budget.ts';
import { completeTo, monthsOf, weekday, years } from './calendar.ts';
import { allDepartments } from './departments.ts';
import { onlineShare, opinionsOf } from './opinions.ts';
import { activitiesOf, dutyOf } from './activities.ts';
import { need } from './reference.ts';
import { revenueOf } from './revenue.ts';
import { spendingOf, type Payment } from './spending.ts';
import { stationsOf } from './stations.ts';
import { taxRows } from './tax.ts';
import { cityTotalsOf } from './totals.ts';

const seed = 7;
const totals = cityTotalsOf(seed);
const revenue = revenueOf(seed, totals);
const spending = spendingOf(seed, 12_000, totals);
const sources = { totals, revenue, lines: spending.lines };
const payments: Payment[] = [];

beforeAll(() => {
  for (const year of years) {
    for (const month of monthsOf(year))
      for (const area of leafAreas) payments.push(...spending.month(area, year, month));
    spending.closeYear(year);
  }
});

const general = revenue.filter(({ account }) => account === 'general');

function collected(area: string | null, year: number, months: number, from = 0): Fen {
  return sum(
    general
      .filter((series) => area === null || series.area === area)
      .map((series) => sum(need(series.months, year).slice(from, months))),
  );
}

function spent(area: string | null, year: number, months: number): Fen {
  return sum(
    payments
      .filter(
        ({ line, ...payment }) =>
          payment.year === year &&
          payment.month <= months &&
          (area === null || line.department.area.code === area),
      )
      .map(({ amount }) => amount),
  );
}

describe('published anchors come out of the rows to the fen', () => {
  it.each([
    ['市本级 2023', cityLevel, 2023, 12, 138.9, 168.23],
    ['全市 2024 上半年', null, 2024, 6, 402.52, 630.65],
    ['市本级 2024 上半年', cityLevel, 2024, 6, 87.08, 93.58],
    ['功能区 2024 上半年', functionalZones, 2024, 6, 22.25, 11.35],
    ['龙湾 2023', longwan, 2023, 12, 54.08, 75.12],
    ['洞头 2022', dongtou, 2022, 12, 10.62, 33.41],
  ])('%s', (_, area, year, months, income, outlay) => {
    expect(collected(area, year, months)).toBe(fenOfYi(income));
    expect(spent(area, year, months)).toBe(fenOfYi(outlay));
  });

  it('revenue only: 全市 2022, 龙湾 2024 and January to October 2023, 洞头 taxes 2022', () => {
    expect(collected(null, 2022, 12)).toBe(fenOfYi(573.9));
    expect(collected(longwan, 2024, 12)).toBe(fenOfYi(56.8));
    expect(collected(longwan, 2023, 10)).toBe(fenOfYi(50.11));
    const taxes = general.filter(({ area, item }) => area === dongtou && item.startsWith('101'));
    expect(sum(taxes.map((series) => sum(need(series.months, 2022))))).toBe(fenOfYi(4.94));
  });

  it('final accounts of 市本级 2023: both sides 466.62, transfers as published', () => {
    const rows = budgetRows(seed, sources, 2023, 'final', 'general').filter(({ area }) => area === cityLevel);
    const of = (side: string, subject = /./) =>
      sum(rows.filter((row) => row.side === side && subject.test(row.subject)).map(({ amount }) => amount));
    expect(of('revenue')).toBe(fenOfYi(466.62));
    expect(of('expenditure')).toBe(fenOfYi(466.62));
    expect(of('revenue', /^110/)).toBe(fenOfYi(327.72));
    expect(of('expenditure', /^230/)).toBe(fenOfYi(298.39));
    expect(of('revenue', /^11001/)).toBe(fenOfYi(22.51));
    expect(of('revenue', /^1100[23]/)).toBe(fenOfYi(104.95));
    expect(of('expenditure', /^23002/)).toBe(fenOfYi(89.02));
  });

  it('budgets: revenue 2023 and reserve of 市本级, 2024 of the city', () => {
    const approved = (year: number) => budgetRows(seed, sources, year, 'approved', 'general');
    const pick = (year: number, side: string, area: string | null, subject: RegExp) =>
      sum(
        approved(year)
          .filter(
            (row) => row.side === side && (area === null || row.area === area) && subject.test(row.subject),
          )
          .map(({ amount }) => amount),
      );
    expect(pick(2023, 'revenue', cityLevel, /^10/)).toBe(fenOfYi(134.2));
    expect(pick(2023, 'expenditure', cityLevel, /^227/)).toBe(fenOfYi(2.3));
    expect(pick(2024, 'revenue', null, /^10/)).toBe(fenOfYi(659.9));
    expect(pick(2024, 'expenditure', null, /^2(?!30)/)).toBe(fenOfYi(1187.7));
    expect(pick(2024, 'expenditure', cityLevel, /^2(?!30)/)).toBe(fenOfYi(173));
  });
});

describe('the datasets agree with each other', () => {
  it('local tax by industry adds up to the revenue report in every month, area and kind', () => {
    const byIndustry = new Map<string, Fen>();
    for (const row of taxRows(seed, revenue, 2025)) {
      const key = `${row.month} ${row.area} ${row.kind}`;
      byIndustry.set(key, (byIndustry.get(key) ?? 0) + row.local);
      expect(Math.abs(row.local)).toBeLessThanOrEqual(Math.abs(row.collected));
    }
    const taxes = general.filter(({ item }) => item.startsWith('101'));
    for (const series of taxes)
      for (const [index, amount] of need(series.months, 2025).entries())
        expect(byIndustry.get(`${index + 1} ${series.area} ${series.item}`) ?? 0).toBe(amount);
  });

  it('the final accounts of a past year are its payments, line by line', () => {
    const keyOf = (...parts: readonly (string | null | undefined)[]) =>
      parts.map((part) => part ?? '').join(' ');
    const paid = new Map<string, Fen>();
    for (const { line, year, amount } of payments) {
      if (year !== 2024) continue;
      const { department, functionCode, economic, project } = line;
      const key = keyOf(department.area.code, department.code, functionCode, economic, project?.code);
      paid.set(key, (paid.get(key) ?? 0) + amount);
    }
    const rows = budgetRows(seed, sources, 2024, 'final', 'general').filter(
      ({ department }) => department !== null,
    );
    for (const row of rows)
      expect(
        paid.get(keyOf(row.area, row.department?.code, row.subject, row.economic, row.project?.code)),
      ).toBe(row.amount);
    expect(rows).toHaveLength([...paid.values()].filter((amount) => amount !== 0).length);
  });

  it('both sides of every account balance in every area, and no key stands twice', () => {
    for (const year of years)
      for (const version of versionsOf(year))
        for (const account of ['general', 'fund', 'capital', 'social'] as const) {
          const rows = budgetRows(seed, sources, year, version, account);
          for (const { code } of leafAreas) {
            const of = (side: string) =>
              sum(rows.filter((row) => row.area === code && row.side === side).map(({ amount }) => amount));
            expect(of('revenue')).toBe(of('expenditure'));
          }
          const keys = rows.map((row) =>
            [row.area, row.side, row.department?.code, row.subject, row.economic, row.project?.code].join(
              '|',
            ),
          );
          expect(new Set(keys).size).toBe(keys.length);
        }
  });
});

describe('payments', () => {
  it('have unique vouchers and real amounts', () => {
    expect(new Set(payments.map(({ id }) => id)).size).toBe(payments.length);
    expect(payments.every(({ amount }) => amount !== 0)).toBe(true);
    expect(Math.abs(payments.length - 12_000)).toBeLessThan(300);
  });

  it('fall on working days but for the planted ones', () => {
    const weekends = payments.filter(({ year, month, day }) => [0, 6].includes(weekday(year, month, day)));
    expect(weekends).toHaveLength(5);
    expect(weekends.every(({ oddity }) => oddity === 'weekend_payments')).toBe(true);
  });

  it('come from sixty departments of the city and a dozen of every other area', () => {
    expect(allDepartments.filter(({ area }) => area.code === cityLevel)).toHaveLength(60);
    expect(allDepartments).toHaveLength(60 + 13 * 13);
    expect(new Set(allDepartments.map(({ code }) => code)).size).toBe(allDepartments.length);
  });
});

describe('audit and stations', () => {
  it('has one overdue and one repeated finding, and 25 to 40 audits a year', () => {
    const findings = auditOf(seed);
    const overdue = findings.filter(
      (finding) => stateOn(finding, completeTo).status !== 'rectified' && finding.dueOn < completeTo,
    );
    expect(overdue).toHaveLength(1);
    expect(findings.filter(({ repeatOf }) => repeatOf !== null)).toHaveLength(1);
    expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
    for (const finding of findings)
      expect(stateOn(finding, completeTo).rectified).toBeLessThanOrEqual(finding.amount);
  });

  it('has 13 demonstration and 94 featured stations and one in every township', () => {
    const stations = stationsOf(seed);
    expect(stations.filter(({ kind }) => kind === 'demonstration')).toHaveLength(13);
    expect(stations.filter(({ kind }) => kind === 'featured')).toHaveLength(94);
    expect(new Set(stations.flatMap(({ township }) => township ?? [])).size).toBe(185);
    expect(new Set(stations.map(({ code }) => code)).size).toBe(stations.length);
  });

  it('collects 51 000 opinions, the online share rising from 10 % to 81 %', () => {
    const stations = stationsOf(seed);
    const opinions = years.flatMap((year) => [...opinionsOf(seed, stations, year)]);
    expect(opinions).toHaveLength(51_000);
    expect([onlineShare(2021, 1), onlineShare(2026, 10)]).toEqual([0.1, 0.1 + 0.71]);
    const silentCode = stations[58]?.code;
    expect(opinions.filter(({ station, id }) => station === silentCode && id.startsWith('YJ2026'))).toEqual(
      [],
    );
    const flood = opinions.filter(
      ({ station, receivedOn }) => station === stations[37]?.code && receivedOn.startsWith('2026-09'),
    );
    expect(flood.length).toBeGreaterThanOrEqual(146);
  });

  it('keeps duty and activities moderate, with unique keys', () => {
    const stations = stationsOf(seed);
    const duty = years.flatMap((year) => [...dutyOf(seed, stations, year)]);
    expect(duty.length).toBeLessThanOrEqual(60_000);
    expect(new Set(duty.map(({ station, dutyOn, deputy }) => `${station} ${dutyOn} ${deputy}`)).size).toBe(
      duty.length,
    );
    const activities = years.flatMap((year) => [...activitiesOf(seed, stations, year)]);
    expect(new Set(activities.map(({ id }) => id)).size).toBe(activities.length);
  });
});
