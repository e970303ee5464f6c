import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { activitiesOf, dutyOf } from './activities.ts';
import { sum } from './apportion.ts';
import { cityLevel } from './areas.ts';
import { writeLedger } from './audit-files.ts';
import { auditOf, auditYears } from './audit.ts';
import { budgetRows, versionsOf } from './budget.ts';
import {
  completeTo,
  dateText,
  daysIn,
  lastYear,
  monthsOf,
  monthText,
  sampleToday,
  years,
} from './calendar.ts';
import { writeBudget, writeRevenue } from './finance-files.ts';
import { moneyWorldOf, writeMoneySources } from './money-sources.ts';
import type { Planted, PlantedReject } from './oddities.ts';
import { opinionsOf } from './opinions.ts';
import { writePayments } from './payment-files.ts';
import { oddityList, PaymentWitness } from './planted.ts';
import { at } from './reference.ts';
import { revenueOf } from './revenue.ts';
import { spendingOf } from './spending.ts';
import {
  writeActivities,
  writeDuty,
  writeOpinions,
  writeOpinionWorkbook,
  writeRegister,
  type Style,
} from './station-files.ts';
import { stationsOf } from './stations.ts';
import { suggestionGroups } from './suggestion-planted.ts';
import { CongressDesk } from './congress-deliveries.ts';
import { SuggestionDesk } from './suggestion-deliveries.ts';
import { writeTaxText, writeTaxWorkbook } from './tax-files.ts';
import { taxRows } from './tax.ts';
import { cityTotalsOf } from './totals.ts';

export interface WrittenFile {
  /** Path below the output folder. */
  readonly name: string;
  /** Rows of data, totals rows not counted. */
  readonly rows: number;
}

export interface GenerateOptions {
  readonly seed: number;
  /** Treasury payments over all years; the other datasets do not grow with it. */
  readonly payments: number;
  readonly outputFolder: string;
  /** Earlier years are left out, for a small sample: 2021 to 2025, by default 2021. */
  readonly firstYear?: number;
  readonly onFile?: (file: WrittenFile) => void;
}

const utf8: Style = { encoding: 'utf-8', separator: ',' };
const utf16: Style = { encoding: 'utf-16le', separator: '\t' };
const tabs: Style = { encoding: 'utf-8', separator: '\t' };

/** Keeps the rows of one year, the last asked for: 2026 is written month by month. */
function remembered<T>(make: (year: number) => T): (year: number) => T {
  let last: { readonly year: number; readonly value: T } | null = null;
  return (year) => {
    if (last?.year !== year) last = { year, value: make(year) };
    return last.value;
  };
}

/** Fewer than this and the city's months cannot all have a payment. */
export const fewestPayments = 1_000;

/**
 * Writes the departments' files of the sample city in the order they would have been delivered: a file a year
 * and dataset up to 2025, a file a month in 2026. The same seed and number give the same bytes.
 *
 * @throws RangeError for fewer than {@link fewestPayments} payments.
 */
export async function generateCity(
  options: GenerateOptions,
): Promise<{ files: readonly string[]; planted: Planted }> {
  const { seed, payments, outputFolder, firstYear = at(years, 0) } = options;
  if (!Number.isSafeInteger(seed)) throw new RangeError(`种子应为整数，实际是 ${seed}`);
  if (!Number.isSafeInteger(payments) || payments < fewestPayments)
    throw new RangeError(`支付笔数应为不小于 ${fewestPayments} 的整数，实际是 ${payments}`);
  if (firstYear < at(years, 0) || firstYear >= lastYear)
    throw new RangeError(`起始年份应在 ${at(years, 0)} 与 ${lastYear - 1} 之间，实际是 ${firstYear}`);
  await mkdir(outputFolder, { recursive: true });
  const files: string[] = [];
  const rejects: PlantedReject[] = [];
  const place = (name: string): string => join(outputFolder, name);
  const wrote = (name: string, rows: number): void => {
    files.push(name);
    options.onFile?.({ name, rows });
  };

  const totals = cityTotalsOf(seed);
  const revenue = revenueOf(seed, totals);
  const spending = spendingOf(seed, payments, totals);
  const sources = { totals, revenue, lines: spending.lines };
  const findings = auditOf(seed);
  const stations = stationsOf(seed);
  const witness = new PaymentWitness();
  const congress = new CongressDesk(seed, stations, outputFolder, wrote);
  const suggestionDesk = new SuggestionDesk(seed, {
    outputFolder,
    wrote,
    rejected: (planted) => rejects.push(...planted),
  });

  const ledger = (auditYear: number, day: string): void => {
    const name = `审计局/${auditYear}年度审计问题整改台账（${day.slice(0, 7)}）.xlsx`;
    wrote(
      name,
      writeLedger(
        place(name),
        auditYear,
        findings.filter((finding) => finding.auditYear === auditYear),
        day,
      ),
    );
  };
  const pay = (name: string, year: number, months: readonly number[]): void => {
    const written = writePayments(seed, outputFolder, name, spending, year, months, (payment) => {
      witness.see(payment);
    });
    rejects.push(...written.rejects);
    wrote(name, written.rows);
  };
  const yearOf = remembered((year) => ({
    tax: [...taxRows(seed, revenue, year)],
    activities: [...activitiesOf(seed, stations, year)],
    opinions: [...opinionsOf(seed, stations, year)],
    duty: [...dutyOf(seed, stations, year)],
  }));
  const tax = (name: string, title: string, year: number, month: number | null, style: Style): void => {
    const rows = yearOf(year).tax.filter((row) => month === null || row.month === month);
    wrote(
      name,
      name.endsWith('.xlsx')
        ? writeTaxWorkbook(outputFolder, name, year, month ?? 1, rows)
        : writeTaxText(outputFolder, name, title, rows, style.encoding, style.separator),
    );
  };
  const stationFiles = (label: string, year: number, month: number | null): void => {
    const inMonth = (date: string): boolean => month === null || date.startsWith(monthText(year, month));
    const styleOf = (odd: number): Style => (month === 7 ? utf16 : month === odd ? tabs : utf8);
    const extension = (style: Style): string => (style === tabs ? 'tsv' : 'csv');
    const activityStyle = styleOf(5);
    const activityFile = `联络站/${label}联络站活动.${extension(activityStyle)}`;
    const activities = yearOf(year).activities.filter(({ heldOn }) => inMonth(heldOn));
    wrote(activityFile, writeActivities(place(activityFile), activityStyle, activities));
    const opinions = yearOf(year).opinions.filter(({ receivedOn }) => inMonth(receivedOn));
    if (month === 3) {
      const name = `联络站/${label}联络站意见.xlsx`;
      wrote(name, writeOpinionWorkbook(place(name), `${label}联络站意见台账`, opinions));
    } else {
      const name = `联络站/${label}联络站意见.csv`;
      const style = styleOf(0);
      const written = writeOpinions(
        outputFolder,
        name,
        style,
        opinions,
        year === 2025 ? at(stations, 0).code : null,
      );
      rejects.push(...written.rejects);
      wrote(name, written.rows);
    }
    const dutyStyle = styleOf(9);
    const dutyFile = `联络站/${label}代表值班.${extension(dutyStyle)}`;
    const duty = yearOf(year).duty.filter(({ dutyOn }) => inMonth(dutyOn));
    wrote(dutyFile, writeDuty(place(dutyFile), dutyStyle, duty));
  };
  const budget = (name: string, year: number, versions: ReturnType<typeof versionsOf>): void =>
    wrote(name, writeBudget(seed, place(name), sources, year, versions));

  const register = '联络站/联络站名册.xlsx';
  wrote(register, writeRegister(place(register), stations));
  for (const year of years.filter((one) => one >= firstYear && one < lastYear)) {
    pay(`财政局/${year}年国库集中支付明细.csv`, year, monthsOf(year));
    spending.closeYear(year);
    budget(`财政局/${year}年预算决算.xlsx`, year, versionsOf(year));
    const report = `财政局/${year}年财政收入执行月报.xlsx`;
    wrote(report, writeRevenue(outputFolder, report, revenue, year, monthsOf(year)));
    tax(`税务局/${year}年分税种分行业税收.csv`, `${year}年分税种分行业税收收入统计表`, year, null, {
      encoding: 'utf-8-bom',
      separator: ',',
    });
    ledger(year - 1, `${year}-12-31`);
    stationFiles(`${year}年`, year, null);
  }
  const monthly = monthsOf(lastYear);
  for (const month of monthly) {
    const label = `${lastYear}年${month}月`;
    pay(`财政局/${label}国库集中支付明细.csv`, lastYear, [month]);
    const report = `财政局/${label}财政收入执行月报.xlsx`;
    wrote(report, writeRevenue(outputFolder, report, revenue, lastYear, [month]));
    const extension = month % 3 === 0 ? 'xlsx' : 'csv';
    tax(
      `税务局/${label}分税种分行业税收.${extension}`,
      `${label}分税种分行业税收收入统计表`,
      lastYear,
      month,
      month === 4 ? utf16 : { encoding: 'utf-8-bom', separator: ',' },
    );
    if (month >= 7)
      ledger(at(auditYears, auditYears.length - 1), dateText(lastYear, month, daysIn(lastYear, month)));
    stationFiles(label, lastYear, month);
  }
  ledger(at(auditYears, auditYears.length - 2), completeTo);
  spending.closeYear(lastYear);
  budget(`财政局/${lastYear}年年初预算.xlsx`, lastYear, ['approved']);
  budget(`财政局/${lastYear}年调整预算（9月）.xlsx`, lastYear, ['adjusted']);

  const inForce = (year: number) => budgetRows(seed, sources, year, 'adjusted', 'general');
  const handedDown = (year: number) => {
    const rows = budgetRows(seed, sources, year, year === lastYear ? 'adjusted' : 'final', 'general');
    const of = (subject: string) =>
      sum(
        rows.filter((row) => row.area === cityLevel && row.subject === subject).map(({ amount }) => amount),
      );
    return { general: of('23002'), special: of('23003') };
  };
  const money = moneyWorldOf(
    seed,
    { budget: inForce, totals: handedDown, revenue },
    years.filter((year) => year >= firstYear),
  );
  writeMoneySources(outputFolder, money, wrote);

  const past = years.filter((year) => year >= firstYear && year < lastYear);
  const pastLabel = `${firstYear}-${lastYear - 1}年`;
  suggestionDesk.deliver(past, completeTo, pastLabel);
  suggestionDesk.deliver([lastYear], `${lastYear}-06-30`, `${lastYear}年（6月底）`);
  suggestionDesk.deliver([lastYear], completeTo, `${lastYear}年（10月底）`);
  congress.deliverDrafts();
  for (const [part, label] of [
    [past, pastLabel],
    [[lastYear], `${lastYear}年`],
  ] as const) {
    congress.deliverYears(part, label);
    congress.deliverBudgetOpinions(part, label, (year, version) =>
      budgetRows(seed, sources, year, version, 'general'),
    );
  }
  const suggestions = suggestionDesk.known.filter(({ plan }) => plan.year >= firstYear);
  const oddities = oddityList({
    witness,
    budget: inForce(lastYear),
    revenue,
    findings,
    stations,
    congress,
    money,
    suggestions,
  });
  return {
    files,
    planted: {
      seed,
      payments,
      today: sampleToday,
      completeTo,
      oddities,
      suggestionGroups: suggestionGroups(suggestions),
      rejects,
    },
  };
}
