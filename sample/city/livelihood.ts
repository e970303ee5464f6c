import { leafAreas } from './areas.ts';
import { addDays, completeTo, dateText, lastMonthOfLastYear, lastYear, monthText } from './calendar.ts';
import { allDepartments } from './departments.ts';
import { Dice } from './dice.ts';
import { laggingProject, voidVote } from './oddities.ts';
import { at, cell, numberCell, register } from './reference.ts';
import { drawn, matters, slot } from './suggestion-texts.ts';

export interface Project {
  readonly id: string;
  readonly year: number;
  readonly name: string;
  readonly field: string;
  readonly department: { readonly code: string; readonly name: string };
  readonly target: string;
  /** Whole 万元. */
  readonly planned: number;
  readonly stage: '入库' | '初定' | '候选' | '票决通过';
  readonly pooledOn: string;
  readonly shortlistedOn: string | null;
  readonly reviewedOn: string | null;
  readonly cut: { readonly on: string; readonly reason: string } | null;
  readonly votes: readonly Vote[];
  readonly milestones: readonly {
    readonly name: string;
    readonly dueOn: string;
    readonly reachedOn: string | null;
  }[];
  readonly months: readonly ProjectMonth[];
  readonly evaluations: readonly Evaluation[];
}

export interface Vote {
  readonly round: number;
  readonly votedOn: string;
  readonly seats: number;
  readonly ballots: Ballots;
  readonly votesFor: number;
  readonly against: number;
  readonly abstained: number;
  readonly passed: boolean;
}

/** One ballot paper lists all candidates, so a round has one count of papers. */
export interface Ballots {
  readonly deputies: number;
  readonly present: number;
  readonly issued: number;
  readonly returned: number;
  readonly invalid: number;
  readonly isVoid: boolean;
}

export interface ProjectMonth {
  /** `2026-03` */
  readonly period: string;
  readonly percent: number;
  /** Whole 万元. */
  readonly invested: number;
  readonly status: '超前' | '正常' | '滞后' | '完成';
  readonly photos: number;
  readonly issue: string | null;
}

export interface Evaluation {
  readonly asked: '人大代表' | '社会公众';
  readonly on: string;
  readonly counts: readonly [number, number, number, number];
}

export interface Idea {
  readonly id: string;
  readonly year: number;
  readonly receivedOn: string;
  readonly source: '人大代表' | '社会公众' | '有关部门';
  readonly online: boolean;
  readonly field: string;
  readonly area: string | null;
  readonly content: string;
  readonly outcome: '纳入候选' | '转部门办理' | '未采纳' | null;
  readonly reason: string | null;
  readonly project: string | null;
}

const pool = register('livelihood-projects');
/** 16 in the pool, 14 shortlisted, 12 candidates, 10 chosen: 12 → 10 as published. */
const shortlist = 14;
const candidates = 12;
const seats = 10;
const deputies = 540;
const votedOn: Readonly<Record<number, string>> = {
  2021: '2021-01-29',
  2022: '2022-04-11',
  2023: '2023-02-11',
  2024: '2024-02-01',
  2025: '2025-01-17',
  2026: '2026-01-22',
};
const cutReasons = [
  '已列入部门常规工作，不再单列',
  '前期条件不具备，当年难以完成',
  '与省级民生实事重复',
  '受益面较小，建议由县（市、区）实施',
];
const issues = [
  '用地手续尚在报批',
  '管线迁改进度慢',
  '招标流标后重新组织',
  '设备到货延迟',
  '连续降雨影响室外施工',
];
const milestoneNames = ['实施方案下达', '项目开工', '中期检查', '完工验收'];
const milestoneDays = ['03-20', '05-15', '08-31', '11-30'];

const fill = (text: string, dice: Dice): string =>
  text.replaceAll(slot, (_, range: string) => drawn(range, dice));

function ballotsOf(year: number, round: number, dice: Dice): Ballots {
  const present = dice.whole(502, 534);
  const issued = present;
  const isVoid = year === voidVote.year && round === 1;
  const unused = dice.whole(0, 3);
  return {
    deputies,
    present,
    issued,
    returned: isVoid ? issued + voidVote.tooMany : issued - unused,
    invalid: dice.whole(0, 4),
    isVoid,
  };
}

function votesOf(year: number, dice: Dice): readonly (readonly Vote[])[] {
  const rounds = year === voidVote.year ? [1, 2] : [1];
  const perRound = rounds.map((round) => {
    const ballots = ballotsOf(year, round, dice);
    const valid = ballots.returned - ballots.invalid;
    const votes = Array.from({ length: candidates }, (_, index) => {
      const votesFor = Math.round(
        valid * (index < seats ? dice.between(0.83, 0.985) : dice.between(0.38, 0.6)),
      );
      const against = Math.round((valid - votesFor) * dice.between(0.3, 0.7));
      return { votesFor, against, abstained: valid - votesFor - against };
    });
    return votes.map((vote, index): Vote => ({
      round,
      votedOn: votedOn[year] ?? '',
      seats,
      ballots,
      ...vote,
      passed: !ballots.isVoid && index < seats,
    }));
  });
  return Array.from({ length: candidates }, (_, index) => perRound.map((votes) => at(votes, index)));
}

function monthsOfProject(year: number, index: number, planned: number, dice: Dice): readonly ProjectMonth[] {
  const last = year === lastYear ? lastMonthOfLastYear : 12;
  const first = year === 2022 ? 5 : 3;
  const lags = year === laggingProject.year && index === laggingProject.index;
  const pace = lags ? laggingProject.pace : dice.between(0.94, 1.12);
  let percent = 0;
  let invested = 0;
  const total = planned * dice.between(0.95, 1.06);
  return Array.from({ length: last - first + 1 }, (_, step): ProjectMonth => {
    const month = first + step;
    const share = ((month - first + 1) / (13 - first)) * pace * dice.between(0.97, 1.03);
    const ends = month === 12;
    percent = ends ? 100 : Math.max(percent, Math.min(98, Math.round(share * 1000) / 10));
    invested = Math.max(invested, Math.round(total * Math.min(1, share * 0.96)));
    const expected = ((month - first + 1) / (13 - first)) * 100;
    const status = ends ? '完成' : percent > expected + 8 ? '超前' : percent < expected - 8 ? '滞后' : '正常';
    return {
      period: monthText(year, month),
      percent,
      invested,
      status,
      photos: dice.whole(0, 6),
      issue: status === '滞后' ? dice.pick(issues) : dice.chance(0.06) ? dice.pick(issues) : null,
    };
  });
}

function milestonesOf(year: number, index: number, dice: Dice) {
  const lags = year === laggingProject.year && index === laggingProject.index;
  return milestoneNames.map((name, place) => {
    const dueOn = `${year}-${at(milestoneDays, place)}`;
    const reached =
      lags && place > 0 ? null : addDays(dueOn, dice.chance(0.88) ? -dice.whole(0, 25) : dice.whole(3, 40));
    return { name, dueOn, reachedOn: reached !== null && reached <= completeTo ? reached : null };
  });
}

function evaluationsOf(year: number, dice: Dice): readonly Evaluation[] {
  const count = (people: number, satisfied: number): Evaluation['counts'] => {
    const first = Math.round(people * satisfied);
    const second = Math.round((people - first) * 0.75);
    const third = Math.round((people - first - second) * 0.45);
    return [first, second, third, people - first - second - third];
  };
  return [
    { asked: '人大代表', on: `${year}-12-20`, counts: count(dice.whole(150, 210), dice.between(0.78, 0.92)) },
    { asked: '社会公众', on: `${year}-12-22`, counts: count(1500, dice.between(0.7, 0.88)) },
  ];
}

/** The projects of a year, from the pool to what came of them. The ten names of 2025 are published. */
export function projectsOf(seed: number, year: number): readonly Project[] {
  const dice = new Dice(seed, `livelihood ${year}`);
  const votes = votesOf(year, dice);
  // 2025 chose the first ten of the register; other years leave out two others of the first twelve.
  const order = pool.map((row, index) => ({
    row,
    rank: year === 2025 || index >= candidates ? index : dice.unit() * candidates,
  }));
  order.sort((a, b) => a.rank - b.rank);
  const pooledOn = `${year - 1}-10-20`;
  return order.map(({ row }, index): Project => {
    const code = cell(row, 'department');
    const department = allDepartments.find((one) => one.code === code);
    const planned = Math.round(numberCell(row, 'amount') * 10_000 * dice.around(0.15));
    const chosen = index < seats;
    const stage = chosen ? '票决通过' : index < candidates ? '候选' : index < shortlist ? '初定' : '入库';
    const cutOn =
      stage === '候选' ? (votedOn[year] ?? '') : stage === '初定' ? `${year - 1}-12-20` : `${year - 1}-11-20`;
    return {
      id: `SS${year}-${String(index + 1).padStart(2, '0')}`,
      year,
      name: cell(row, 'name'),
      field: cell(row, 'field'),
      department: { code, name: department?.name ?? code },
      target: fill(cell(row, 'target'), dice),
      planned,
      stage,
      pooledOn,
      shortlistedOn: index < shortlist ? `${year - 1}-11-20` : null,
      reviewedOn: index < candidates ? `${year - 1}-12-20` : null,
      cut: chosen
        ? null
        : { on: cutOn, reason: stage === '候选' ? '票决未进入前十名' : dice.pick(cutReasons) },
      votes: index < candidates ? at(votes, index) : [],
      milestones: chosen ? milestonesOf(year, index, dice) : [],
      months: chosen ? monthsOfProject(year, index, planned, dice) : [],
      evaluations: chosen && year < lastYear ? evaluationsOf(year, dice) : [],
    };
  });
}

const fieldOfCategory: Readonly<Record<string, string>> = {
  education_health: '医疗卫生',
  urban_environment: '生态环境',
  economy: '其他',
  agriculture: '乡村共富',
  justice: '平安防灾',
  society: '养老托育',
};
const fieldOfTopic: Readonly<Record<string, string>> = {
  bus: '交通出行',
  road: '交通出行',
  parking: '交通出行',
  charging: '交通出行',
  school: '教育',
  mental: '教育',
  food: '食品药品安全',
  heritage: '文化体育',
  sport: '文化体育',
  renewal: '住房安居',
  property: '住房安居',
};
const ideaReasons = {
  纳入候选: '与候选项目内容一致，已合并吸收',
  转部门办理: '属于日常工作，已转有关部门办理',
  未采纳: '当年条件不具备或受益面较小',
} as const;

/** Ideas for the projects of a year, solicited from September to November of the year before. */
export function ideasOf(seed: number, year: number, projects: readonly Project[]): readonly Idea[] {
  const dice = new Dice(seed, `ideas ${year}`);
  const counties = leafAreas.filter(({ level }) => level === 'county');
  const count = year === lastYear + 1 ? 402 : dice.whole(440, 640);
  const last = year === lastYear + 1 ? 60 : 75;
  return Array.from({ length: count }, () => addDays(dateText(year - 1, 9, 1), dice.whole(0, last)))
    .sort()
    .map((receivedOn, index): Idea => {
      const matter = dice.pick(matters);
      const area = dice.pick(counties);
      const field = fieldOfTopic[matter.topic.id] ?? fieldOfCategory[matter.topic.category] ?? '其他';
      const project = projects.find((one) => one.field === field && one.reviewedOn !== null);
      const draw = dice.unit();
      const outcome =
        year > lastYear
          ? null
          : draw < 0.3 && project !== undefined
            ? '纳入候选'
            : draw < 0.75
              ? '转部门办理'
              : '未采纳';
      const source = dice.unit();
      return {
        id: `ZJ${year}-${String(index + 1).padStart(4, '0')}`,
        year,
        receivedOn,
        source: source < 0.28 ? '人大代表' : source < 0.9 ? '社会公众' : '有关部门',
        online: dice.chance(0.66),
        field,
        area: area.name,
        content: `希望明年能${matter.title.replaceAll('{place}', area.name).replaceAll(/\{(?:road|village)\}/g, '')}。`,
        outcome,
        reason: outcome === null ? null : ideaReasons[outcome],
        project: outcome === '纳入候选' ? (project?.id ?? null) : null,
      };
    });
}
