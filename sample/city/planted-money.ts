import { sum } from './apportion.ts';
import { cityLevel, leafAreas } from './areas.ts';
import { completeTo, lastMonthOfLastYear, lastYear } from './calendar.ts';
import type { MoneyWorld } from './money-sources.ts';
import { debtNearLimit, landBehind, lateTransfer, stalledProject, threePublicsOver } from './oddities.ts';
import { of, ratio, yuan, type Draft } from './planted-draft.ts';

const nameOf = (area: string): string => leafAreas.find(({ code }) => code === area)?.name ?? '';

function debtOddity({ debt }: MoneyWorld): Draft {
  const rows = debt.filter(
    ({ area, year, month }) =>
      area === debtNearLimit.area && year === lastYear && month === lastMonthOfLastYear,
  );
  const balance = sum(rows.map((row) => row.balance));
  const limit = sum(rows.map((row) => row.limit));
  return of(
    'debt_near_limit',
    `${nameOf(debtNearLimit.area)}债务余额逼近限额`,
    { area: debtNearLimit.area, period: '2026-10' },
    { balance: yuan(balance), limit: yuan(limit), share: ratio(balance / limit) },
    '该县 2026 年 10 月末政府债务余额超过限额的 95%（黄色），其他区域都在 95% 以内',
  );
}

function transferOddity({ handedDown }: MoneyWorld): Draft {
  const rows = handedDown.filter(
    ({ year, kind, allocatedOn }) => year === lateTransfer.year && kind === 'special' && allocatedOn === null,
  );
  const late = rows.filter(({ receivedOn }) => receivedOn === lateTransfer.receivedOn);
  return of(
    'transfer_late',
    '专项转移支付逾期未下达',
    { transfer: late[0]?.id ?? '', areas: late.map(({ area }) => area), period: '2026-10' },
    {
      amount: yuan(sum(late.map(({ amount }) => amount))),
      transfers: late.length,
      days: (Date.parse(completeTo) - Date.parse(lateTransfer.receivedOn)) / 86_400_000,
      limitDays: 60,
    },
    '该文号到 2026 年 10 月末已超过 60 日的下达期限而仍未下达；其他转移支付都按期',
  );
}

function threePublicsOddity({ threePublics }: MoneyWorld): Draft {
  const rows = threePublics.filter(
    ({ year, month, department }) =>
      year === threePublicsOver.year &&
      month === lastMonthOfLastYear &&
      department.code === threePublicsOver.department,
  );
  const budget = sum(rows.map((row) => row.budget));
  const spent = sum(rows.map((row) => row.spent));
  return of(
    'three_publics_over',
    '部门“三公”经费超预算',
    { area: cityLevel, department: threePublicsOver.department, period: '2026-10' },
    { budget: yuan(budget), spent: yuan(spent), rate: ratio(spent / budget) },
    '该部门 2026 年 10 月末“三公”经费累计支出超过全年预算（红色），原因是 9 月购置公务用车',
  );
}

function projectOddity({ keyProjects }: MoneyWorld): Draft {
  const row = keyProjects.find(
    ({ code, year, month }) => code === stalledProject.code && year === stalledProject.year && month === 6,
  );
  return of(
    'key_project_stalled',
    '重点项目半年零投资',
    { area: row?.area ?? '', project: stalledProject.code, period: '2026-06' },
    { plan: yuan(row?.plan ?? 0), invested: yuan(row?.toDate ?? 0) },
    '该在建项目有 2026 年计划，到 6 月末没有完成任何投资（红色）',
  );
}

function landOddity({ landRevenue }: MoneyWorld): Draft {
  const row = landRevenue.find(
    ({ area, year, month }) =>
      area === landBehind.area && year === landBehind.year && month === lastMonthOfLastYear,
  );
  const plan = row?.plan ?? 0;
  const paidIn = row?.toDate ?? 0;
  return of(
    'land_revenue_behind',
    `${nameOf(landBehind.area)}土地出让收入远低于计划`,
    { area: landBehind.area, period: '2026-10' },
    { plan: yuan(plan), paidIn: yuan(paidIn), schedule: ratio(paidIn / ((plan * lastMonthOfLastYear) / 12)) },
    '该地 2026 年 10 月末土地出让收入低于按时间进度应完成计划的 60%（红色）',
  );
}

/** What is planted in the sources around the budget, with the numbers as they came out. */
export function moneyOddities(world: MoneyWorld): readonly Draft[] {
  return [
    debtOddity(world),
    transferOddity(world),
    threePublicsOddity(world),
    projectOddity(world),
    landOddity(world),
  ];
}
