import { fenOfYi, sum, type Fen } from './apportion.ts';
import { cityLevel, leafAreas } from './areas.ts';
import { dateText, daysIn, lastYear, monthsOf } from './calendar.ts';
import { allDepartments } from './departments.ts';
import { Dice } from './dice.ts';
import { stalledProject } from './oddities.ts';
import { at } from './reference.ts';

export type Stage = 'preparation' | 'building' | 'finished';

/** A key project at the end of a month. */
export interface KeyProjectMonth {
  readonly year: number;
  readonly month: number;
  readonly code: string;
  readonly name: string;
  readonly area: string;
  readonly lead: { readonly code: string | null; readonly name: string };
  readonly sector: string;
  readonly stage: Stage;
  readonly total: Fen;
  readonly before: Fen;
  readonly plan: Fen;
  readonly toDate: Fen;
  readonly startedOn: string | null;
  readonly finishDueOn: string;
  readonly finishedOn: string | null;
}

const wan = 1e6;
const inWan = (amount: Fen): Fen => Math.round(amount / wan) * wan;

/** What is built, and the code of the department in the lead; none where a company is. */
const kinds = [
  ['transport', '快速路工程', '151'],
  ['transport', '国道改建工程', '151'],
  ['transport', '疏港公路', '151'],
  ['water', '海塘安澜工程', '148'],
  ['water', '水库除险加固工程', '148'],
  ['energy', '海上风电项目', null],
  ['energy', '变电站工程', null],
  ['industry', '新能源产业园', '153'],
  ['industry', '智能装备产业园', '153'],
  ['industry', '数安产业园', '159'],
  ['urban', '老旧小区改造工程', '143'],
  ['urban', '地下综合管廊', '143'],
  ['urban', '城市更新项目', '143'],
  ['society', '人民医院迁建工程', '140'],
  ['society', '高级中学新建工程', '130'],
  ['society', '文化中心', '135'],
  ['ecology', '污水处理厂扩建工程', '142'],
  ['ecology', '生态廊道建设工程', '142'],
] as const;

const names = new Map(allDepartments.map(({ code, name }) => [code, name]));
const company = { code: null, name: '温州城投（示例）集团有限公司' };

/** Share of the year's investment done by the end of each month. */
const doneShare = [0.05, 0.1, 0.19, 0.28, 0.37, 0.47, 0.55, 0.64, 0.74, 0.83, 0.92, 1];

interface Plan {
  readonly code: string;
  readonly name: string;
  readonly area: string;
  readonly lead: KeyProjectMonth['lead'];
  readonly sector: string;
  readonly total: Fen;
  readonly startYear: number;
  readonly startMonth: number;
  readonly lastYear: number;
  readonly finishMonth: number;
}

function drawn(dice: Dice, startYear: number, number: number): Plan {
  const area = dice.chance(0.18)
    ? { code: cityLevel, stem: '温州' }
    : (({ code, name }) => ({ code, stem: name.slice(0, 2) }))(dice.pick(leafAreas.slice(2)));
  const [sector, thing, lead] = dice.pick(kinds);
  const phase = at(['一期', '二期', '三期', '（东段）', '（西段）'], dice.whole(0, 4));
  return {
    code: `ZD${startYear}-${String(number).padStart(3, '0')}`,
    name: `${area.stem}${thing}${phase}`,
    area: area.code,
    lead: lead === null ? company : { code: lead, name: names.get(lead) ?? lead },
    sector,
    total: inWan(fenOfYi(2 + Math.round(dice.unit() ** 2 * 380) / 10)),
    startYear,
    startMonth: dice.whole(1, 5),
    lastYear: startYear + dice.whole(1, 4),
    finishMonth: dice.whole(6, 11),
  };
}

/** A project's months; each year invests what is left over the years that are left, about as planned. */
function monthsOfProject(
  plan: Plan,
  dice: Dice,
  wanted: (year: number) => readonly number[],
): KeyProjectMonth[] {
  const rows: KeyProjectMonth[] = [];
  const { code, name, area, lead, sector, total } = plan;
  const isStalled = code === stalledProject.code;
  let before = 0;
  // In the list from the year before it starts.
  for (let year = plan.startYear - 1; year <= plan.lastYear && year <= lastYear; year++) {
    const left = plan.lastYear - year + 1;
    const isBuilding = year >= plan.startYear;
    const planned = isBuilding
      ? inWan(((total - before) / left) * (left > 1 ? dice.between(0.8, 1.1) : 1))
      : 0;
    const done = left > 1 ? inWan(planned * dice.between(0.9, 1.06)) : total - before;
    const isIdle = isStalled && year === stalledProject.year;
    for (const month of wanted(year)) {
      const started = year > plan.startYear || (isBuilding && month >= plan.startMonth);
      const finished = !isStalled && year === plan.lastYear && month >= plan.finishMonth;
      const share = finished ? 1 : at(doneShare, month - 1);
      rows.push({
        year,
        month,
        code,
        name,
        area,
        lead,
        sector,
        stage: finished ? 'finished' : started ? 'building' : 'preparation',
        total,
        before,
        plan: planned,
        toDate: started && !isIdle ? Math.min(done, inWan(done * share)) : 0,
        startedOn: started ? dateText(plan.startYear, plan.startMonth, 18) : null,
        finishDueOn: dateText(plan.lastYear, plan.finishMonth, daysIn(plan.lastYear, plan.finishMonth)),
        finishedOn: finished ? dateText(plan.lastYear, plan.finishMonth, 26) : null,
      });
    }
    before += isIdle ? 0 : done;
  }
  return rows;
}

/** Year-ends up to 2025 and the months of 2026 of some 150 projects: a part of the city's real list, and invented. */
export function keyProjectsOf(seed: number): readonly KeyProjectMonth[] {
  const dice = new Dice(seed, 'key projects');
  const wanted = (year: number): readonly number[] => (year === lastYear ? monthsOf(year) : [12]);
  return [2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027].flatMap((startYear) =>
    Array.from({ length: 24 }, (_, index) => {
      const plan = drawn(dice, startYear, index + 1);
      const isStalled = plan.code === stalledProject.code;
      // The planted one is still to be built for two years.
      return monthsOfProject(isStalled ? { ...plan, lastYear: lastYear + 1 } : plan, dice, wanted);
    }).flat(),
  );
}

export const investedOf = (rows: readonly KeyProjectMonth[]): Fen => sum(rows.map(({ toDate }) => toDate));
