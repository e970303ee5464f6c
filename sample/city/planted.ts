import { sum, type Fen } from './apportion.ts';
import { leafAreas } from './areas.ts';
import { stateOn, type Finding } from './audit.ts';
import type { BudgetRow } from './budget.ts';
import { completeTo } from './calendar.ts';
import {
  behind,
  burst,
  duplicates,
  fallingTaxShare,
  idleProject,
  overdueFinding,
  overspent,
  repeatedFinding,
  rush,
  silent,
  split,
  weekend,
  type Oddity,
} from './oddities.ts';
import { moneyOddities } from './planted-money.ts';
import { of, ratio, yuan, type Draft } from './planted-draft.ts';
import type { MoneyWorld } from './money-sources.ts';
import { at, need } from './reference.ts';
import type { RevenueSeries } from './revenue.ts';
import type { Payment } from './spending.ts';
import type { Station } from './stations.ts';
import { congressOddities } from './congress-planted.ts';
import type { CongressDesk } from './congress-deliveries.ts';
import { suggestionOddities } from './suggestion-planted.ts';
import type { Suggestion } from './suggestions.ts';

/** Sums payments as they pass, for the facts of the oddities. */
export class PaymentWitness {
  readonly planted = new Map<string, Payment[]>();
  readonly #sums = new Map<string, Fen>();

  see(payment: Payment): void {
    const { line, year, month, amount, oddity } = payment;
    if (oddity !== undefined) this.planted.set(oddity, [...(this.planted.get(oddity) ?? []), payment]);
    const { code } = line.department;
    if (code === behind.department || code === rush.department) this.#add(`${code} ${year} ${month}`, amount);
    const project = line.project?.code;
    if (project === idleProject.project || project === overspent.project)
      this.#add(`${project} ${year} ${month}`, amount);
  }

  #add(key: string, amount: Fen): void {
    this.#sums.set(key, (this.#sums.get(key) ?? 0) + amount);
  }

  paid(code: string, year: number, from = 1, to = 12): Fen {
    let total = 0;
    for (let month = from; month <= to; month++) total += this.#sums.get(`${code} ${year} ${month}`) ?? 0;
    return total;
  }
}

export interface World {
  readonly witness: PaymentWitness;
  /** The adjusted budget of the general account, 2026. */
  readonly budget: readonly BudgetRow[];
  readonly revenue: readonly RevenueSeries[];
  readonly findings: readonly Finding[];
  readonly stations: readonly Station[];
  readonly money: MoneyWorld;
  readonly suggestions: readonly Suggestion[];
  readonly congress: Pick<CongressDesk, 'drafts' | 'projects' | 'budgetOpinions'>;
}

const cityLevel = '330300-CL';

function spendingOddities({ witness, budget }: World): Draft[] {
  const budgetOf = (match: (row: BudgetRow) => boolean): Fen =>
    sum(budget.filter(match).map(({ amount }) => amount));
  const behindBudget = budgetOf(({ department }) => department?.code === behind.department);
  const behindPaid = witness.paid(behind.department, behind.year);
  const rushPaid = witness.paid(rush.department, rush.year);
  const december = witness.paid(rush.department, rush.year, 12);
  const idleBudget = budgetOf(({ project }) => project?.code === idleProject.project);
  const overBudget = budgetOf(({ project }) => project?.code === overspent.project);
  const overPaid = witness.paid(overspent.project, overspent.year);
  return [
    of(
      'department_behind',
      '部门预算执行严重滞后',
      { area: cityLevel, department: behind.department, period: '2026-10' },
      {
        budget: yuan(behindBudget),
        paid: yuan(behindPaid),
        rate: ratio(behindPaid / behindBudget),
        timeProgress: ratio(10 / 12),
      },
      '该部门 2026 年 10 月末执行率落后时间进度 20 个百分点以上（红色）',
    ),
    of(
      'year_end_rush',
      '年底突击花钱',
      { area: cityLevel, department: rush.department, period: '2025-12' },
      { paid: yuan(rushPaid), december: yuan(december), decemberShare: ratio(december / rushPaid) },
      '该部门 2025 年 12 月支出超过全年一半，1 至 11 月不足 50%（红色）',
    ),
    of(
      'project_idle',
      '项目半年未支出',
      { area: cityLevel, department: '135', project: idleProject.project, period: '2026-06' },
      {
        budget: yuan(idleBudget),
        paidByJune: yuan(witness.paid(idleProject.project, idleProject.year, 1, 6)),
      },
      '该项目到 2026 年 6 月末支出为零（红色）',
    ),
    of(
      'budget_overspent',
      '专项资金支出远超调整预算',
      { area: cityLevel, department: '153', project: overspent.project, period: '2026-10' },
      { budget: yuan(overBudget), paid: yuan(overPaid), rate: ratio(overPaid / overBudget) },
      '该专项到 2026 年 10 月末支出已超过调整预算 20% 以上',
    ),
  ];
}

function paymentOddities({ witness }: World): Draft[] {
  const seen = (oddity: string) => witness.planted.get(oddity) ?? [];
  const facts = (payments: readonly Payment[]) => ({
    payments: payments.length,
    amount: yuan(sum(payments.map(({ amount }) => amount))),
  });
  const where = (department: string, project: string, period: string, payments: readonly Payment[]) => ({
    area: cityLevel,
    department,
    project,
    period,
    payments: payments.map(({ id }) => id),
  });
  const splitSeen = seen('split_payments');
  const weekendSeen = seen('weekend_payments');
  return [
    of(
      'split_payments',
      '疑似化整为零规避采购限额',
      where(split.department, split.project, '2026-05', splitSeen),
      { ...facts(splitSeen), threshold: yuan(split.thresholdFen) },
      '同一部门向同一收款人一周多时间内多次支付，每笔都略低于 40 万元',
    ),
    ...duplicates.map((pair, index) => {
      const payments = seen(`duplicate_payment ${index}`);
      const period = `${pair.year}-0${pair.month}`;
      return of(
        'duplicate_payment',
        '疑似重复支付',
        where(pair.department, pair.project, period, payments),
        facts(payments),
        '同一部门几天之内向同一收款人支付同一金额两次',
      );
    }),
    of(
      'weekend_payments',
      '周末支付',
      where(weekend.department, weekend.project, '2026-08', weekendSeen),
      facts(weekendSeen),
      '支付日期落在星期六或星期日；其他支付都在工作日',
    ),
  ];
}

function auditOddities({ findings }: World): Draft[] {
  const late = findings.filter(({ dueOn, rectifiedOn }) => rectifiedOn === null && dueOn < completeTo);
  const again = findings.filter(({ repeatOf }) => repeatOf !== null);
  const days = (from: string): number => (Date.parse(completeTo) - Date.parse(from)) / 86_400_000;
  return [
    ...late.map((finding) =>
      of(
        'finding_overdue',
        '审计整改严重逾期',
        { department: overdueFinding.department, finding: finding.id },
        {
          amount: yuan(finding.amount),
          rectified: yuan(stateOn(finding, completeTo).rectified),
          daysOverdue: days(finding.dueOn),
        },
        '到 2026 年 10 月末逾期超过 90 天仍未整改到位（红色）',
      ),
    ),
    ...again.map((finding) =>
      of(
        'finding_repeated',
        '审计问题屡审屡犯',
        { department: repeatedFinding.department, finding: finding.id, repeats: finding.repeatOf ?? '' },
        { amount: yuan(finding.amount) },
        '与上一年度同一单位的同类问题重复（红色）',
      ),
    ),
  ];
}

function stationOddities({ stations }: World): Draft[] {
  return [
    of(
      'opinion_burst',
      '意见数量异常激增',
      { station: at(stations, burst.stationIndex).code, period: '2026-09' },
      { planted: burst.opinions },
      '该站 2026 年 9 月意见数远超自身历史，且内容高度雷同，应标为待核',
    ),
    ...silent.stationIndexes.map((index) =>
      of(
        'station_silent',
        '联络站停摆',
        { station: at(stations, index).code, period: '2026-01..2026-10' },
        { opinions: 0, activities: 0, duty: 0 },
        '该站 2026 年以来没有活动、意见和值班记录',
      ),
    ),
  ];
}

function taxShareOddity({ revenue }: World): Draft {
  const share = (year: number, months: number): number => {
    const own = revenue.filter(({ area, account }) => area === fallingTaxShare.area && account === 'general');
    const total = (rows: readonly RevenueSeries[]) =>
      sum(rows.map((row) => sum(need(row.months, year).slice(0, months))));
    return ratio(total(own.filter(({ item }) => item.startsWith('101'))) / total(own));
  };
  const name = leafAreas.find(({ code }) => code === fallingTaxShare.area)?.name ?? '';
  return of(
    'tax_share_falling',
    `${name}税收占比下滑`,
    { area: fallingTaxShare.area, period: '2026-10' },
    { share2024: share(2024, 12), share2025: share(2025, 12), share2026: share(2026, 10) },
    '该县税收占一般公共预算收入的比重两年下降 15 个百分点以上',
  );
}

/** The list of what is planted, with the codes and numbers as they came out. */
export function oddityList(world: World): readonly Oddity[] {
  return [
    ...spendingOddities(world),
    ...paymentOddities(world),
    ...auditOddities(world),
    ...stationOddities(world),
    taxShareOddity(world),
    ...moneyOddities(world.money),
    ...suggestionOddities(world.suggestions),
    ...congressOddities(world.congress),
  ].map((draft, index) => ({ id: `P${String(index + 1).padStart(2, '0')}`, ...draft }));
}
