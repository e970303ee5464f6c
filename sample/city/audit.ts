import type { Fen } from './apportion.ts';
import { allDepartments } from './departments.ts';
import { addDays } from './calendar.ts';
import { Dice } from './dice.ts';
import { overdueFinding, repeatedFinding } from './oddities.ts';
import { at, cell, numberCell, register } from './reference.ts';

export interface Finding {
  readonly id: string;
  readonly auditYear: number;
  readonly project: string;
  readonly department: { readonly code: string; readonly name: string };
  readonly category: string;
  readonly text: string;
  readonly amount: Fen;
  readonly foundOn: string;
  readonly dueOn: string;
  /** When rectification began and was complete; after the sample's today, or never, where it is not. */
  readonly startedOn: string;
  readonly rectifiedOn: string | null;
  readonly repeatOf: string | null;
}

export const auditYears = [2020, 2021, 2022, 2023, 2024, 2025] as const;

const texts = register('audit-findings');
const kinds = [
  '预算执行和其他财政收支审计',
  '领导干部经济责任审计',
  '专项资金审计调查',
  '政府投资项目审计',
  '国有资产管理审计',
];
const cityDepartments = allDepartments.filter(({ area }) => area.level === 'city_level');

function textOf(row: (typeof texts)[number], name: string, year: number, amount: Fen): string {
  const wan = String(amount / 1e6);
  return cell(row, 'finding')
    .replace('{name}', name)
    .replaceAll('{year}', String(year))
    .replace('{amount}', wan);
}

function findingsOf(seed: number, auditYear: number): Finding[] {
  const dice = new Dice(seed, `audit ${auditYear}`);
  const audits = dice.whole(26, 38);
  const result: Finding[] = [];
  for (let audit = 1; audit <= audits; audit++) {
    const department = dice.chance(0.8) ? dice.pick(cityDepartments) : dice.pick(allDepartments);
    const kind = dice.pick(kinds);
    const foundOn = addDays(`${auditYear + 1}-04-20`, dice.whole(0, 70));
    for (let number = 1, count = dice.whole(2, 5); number <= count; number++) {
      const row = dice.pick(texts);
      const low = numberCell(row, 'low');
      const amount = Math.round((low + (numberCell(row, 'high') - low) * dice.unit() ** 3) * 100) * 10_000;
      const dueOn = dice.chance(0.25) ? addDays(foundOn, 120) : `${auditYear + 1}-12-31`;
      const startedOn = addDays(foundOn, dice.whole(10, 60));
      const room = Math.round((Date.parse(dueOn) - Date.parse(startedOn)) / 86_400_000);
      // One in twenty of the older years came late, by a few weeks; the running year is on time so far.
      const late = auditYear < 2025 && dice.chance(0.05) ? dice.whole(5, 60) : 0;
      result.push({
        id: `SJ${auditYear}-${String(audit).padStart(3, '0')}-${String(number).padStart(2, '0')}`,
        auditYear,
        project: `${department.name}${auditYear}年度${kind}`,
        department: { code: department.code, name: department.name },
        category: cell(row, 'category'),
        text: textOf(row, department.name, auditYear, amount),
        amount,
        foundOn,
        dueOn,
        startedOn,
        rectifiedOn:
          late > 0 ? addDays(dueOn, late) : addDays(startedOn, Math.round(room * dice.between(0.2, 1))),
        repeatOf: null,
      });
    }
  }
  return result;
}

/** The planted finding that is still not put right ten months after its date. */
function overdue(): Finding {
  const department = at(
    cityDepartments,
    cityDepartments.findIndex(({ code }) => code === overdueFinding.department),
  );
  return {
    id: `SJ${overdueFinding.auditYear}-099-01`,
    auditYear: overdueFinding.auditYear,
    project: `${department.name}${overdueFinding.auditYear}年度政府投资项目审计`,
    department: { code: department.code, name: department.name },
    category: 'project',
    text: '海塘工程结算多计工程价款 2386.5 万元，主要是工程量和单价审核不严。',
    amount: 2_386_500_000,
    foundOn: '2025-06-12',
    dueOn: overdueFinding.dueOn,
    startedOn: '2025-09-01',
    rectifiedOn: null,
    repeatOf: null,
  };
}

/** The planted pair: the same fault in the same department, two years running. */
function repeated(): readonly [Finding, Finding] {
  const department = at(
    cityDepartments,
    cityDepartments.findIndex(({ code }) => code === repeatedFinding.department),
  );
  const { auditYear } = repeatedFinding;
  const one = (year: number, amount: Fen): Finding => ({
    id: `SJ${year}-098-01`,
    auditYear: year,
    project: `${department.name}${year}年度预算执行和其他财政收支审计`,
    department: { code: department.code, name: department.name },
    category: repeatedFinding.category,
    text: `${year}年 ${amount / 1e6} 万元信息化服务采购未履行政府采购程序，直接委托第三方实施。`,
    amount,
    foundOn: `${year + 1}-05-20`,
    dueOn: `${year + 1}-12-31`,
    startedOn: `${year + 1}-07-15`,
    rectifiedOn: year === auditYear ? `${year + 1}-12-20` : `${year + 1}-11-30`,
    repeatOf: year === auditYear ? `SJ${year - 1}-098-01` : null,
  });
  return [one(auditYear - 1, 468_000_000), one(auditYear, 512_500_000)];
}

export function auditOf(seed: number): readonly Finding[] {
  return [...auditYears.flatMap((year) => findingsOf(seed, year)), overdue(), ...repeated()];
}

export type Status = 'open' | 'in_progress' | 'rectified';

/** The state of a finding on a day: what a ledger of that day says. */
export function stateOn(
  finding: Finding,
  day: string,
): { status: Status; rectified: Fen; rectifiedOn: string | null } {
  if (finding.rectifiedOn !== null && finding.rectifiedOn <= day)
    return { status: 'rectified', rectified: finding.amount, rectifiedOn: finding.rectifiedOn };
  if (finding.startedOn > day) return { status: 'open', rectified: 0, rectifiedOn: null };
  // Part of the money, in whole yuan, by a share that only depends on the finding.
  const share = ((Number(finding.id.slice(-2)) * 37 + finding.amount / 1e6) % 60) / 100;
  return {
    status: 'in_progress',
    rectified: Math.floor((finding.amount * share) / 100) * 100,
    rectifiedOn: null,
  };
}
