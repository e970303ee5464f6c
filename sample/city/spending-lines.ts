import { leafAreas, type Area } from './areas.ts';
import { departmentsOf, type Department, type Project } from './departments.ts';
import { Dice } from './dice.ts';
import { cell, numberCell, shape } from './reference.ts';

export type LineKind = 'salary' | 'goods' | 'project' | 'subsidy';

/** One budget line: what a department spends on one function, economic class and project. */
export interface Line {
  readonly department: Department;
  readonly functionCode: string;
  readonly economic: string;
  readonly project: Project | null;
  readonly kind: LineKind;
  /** Share of the area's expenditure, of any scale. */
  readonly weight: number;
  /** Payments a month, relative to other lines. */
  readonly frequency: number;
}

const classShares: ReadonlyMap<string, number> = new Map(
  shape('function-structure').map((row) => [cell(row, 'function'), numberCell(row, 'share')]),
);

/** Functions that are paid out whole, by economic class: neither staff nor projects. */
const subsidies: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  '2080507': [['31302', 1]],
  '2082602': [['31302', 1]],
  '2101202': [['31302', 1]],
  '2080801': [['30304', 1]],
  '2080901': [['30305', 1]],
  '2081901': [['30306', 1]],
  '2081902': [['30306', 1]],
  '2100408': [['30227', 1]],
  '2130122': [
    ['30310', 1],
    ['31204', 1.5],
  ],
  '2130705': [['30305', 1]],
  '2130803': [['31204', 1]],
  '2149901': [['31204', 1]],
  '2220401': [['31204', 1]],
  '2299999': [['39999', 1]],
  '2320301': [['30701', 1]],
};

/** Basic expenditure of the first function of a department: staff, then goods and services. */
const basics: readonly (readonly [string, LineKind, number, number])[] = [
  ['30101', 'salary', 24, 0.9],
  ['30102', 'salary', 26, 0.9],
  ['30103', 'salary', 22, 0.5],
  ['30201', 'goods', 6, 1.2],
  ['30211', 'goods', 2.2, 0.9],
  ['30213', 'goods', 2.6, 0.6],
  ['30217', 'goods', 0.35, 0.6],
  ['30231', 'goods', 0.7, 0.6],
  ['30239', 'goods', 3, 0.6],
  ['30299', 'goods', 5, 0.8],
];

const countyBasics = basics.filter(([economic]) =>
  ['30101', '30102', '30201', '30217', '30231', '30299'].includes(economic),
);

/** Basic expenditure of the other functions: public institutions. */
const institution: readonly (readonly [string, LineKind, number, number])[] = [
  ['30107', 'salary', 60, 0.9],
  ['30299', 'goods', 16, 0.9],
];

/** What a department pays on its staff's account, as a share of its basic expenditure. */
const socialCosts = [
  ['2080505', '30108', 0.1],
  ['2101101', '30110', 0.055],
  ['2210201', '30113', 0.085],
] as const;

/** The economic class a project's name suggests. */
function economicOf(name: string): string {
  if (/工程|扩容|修缮/.test(name)) return '31005';
  if (/平台|信息化|数字|系统|智慧|智能化/.test(name)) return /维护|运维|运行/.test(name) ? '30213' : '31007';
  if (name.includes('购置')) return '31003';
  if (/企业|孵化|外贸|跨境|技改|奖励|小微园|制造业|科技/.test(name)) return '31204';
  if (/补助|补贴/.test(name)) return '30399';
  if (/维护|维修/.test(name)) return '30213';
  if (name.includes('建设')) return '31005';
  return '30227';
}

function linesOfDepartment(department: Department, shares: ReadonlyMap<string, number>, dice: Dice): Line[] {
  const lines: Line[] = [];
  const add = (
    functionCode: string,
    economic: string,
    kind: LineKind,
    weight: number,
    frequency: number,
    project: Project | null = null,
  ) => lines.push({ department, functionCode, economic, project, kind, weight, frequency });
  const plain = department.functions.filter(({ code }) => subsidies[code] === undefined);
  for (const { code } of department.functions) {
    const amount = shares.get(code) ?? 0;
    const paidOut = subsidies[code];
    if (paidOut !== undefined) {
      const whole = paidOut.reduce((total, [, weight]) => total + weight, 0);
      for (const [economic, weight] of paidOut) add(code, economic, 'subsidy', (amount * weight) / whole, 1);
      continue;
    }
    const place = plain.findIndex((one) => one.code === code);
    const projects = department.projects.filter((_, index) => index % plain.length === place);
    const basic = amount * (projects.length === 0 ? 1 : department.basic);
    const county = department.area.level !== 'city_level';
    const mix = place === 0 ? (county ? countyBasics : basics) : institution;
    const whole = mix.reduce((total, [, , weight]) => total + weight, 0);
    for (const [economic, kind, weight, frequency] of mix)
      add(code, economic, kind, (basic * weight * dice.around(0.15)) / whole, frequency);
    if (place === 0)
      for (const [functionCode, economic, share] of socialCosts)
        add(functionCode, economic, 'salary', basic * share, 0.6);
    const sizes = projects.map(() => dice.between(0.4, 1.6));
    const sizeSum = sizes.reduce((total, one) => total + one, 0);
    for (const [index, project] of projects.entries()) {
      const share = ((amount - basic) * (sizes[index] ?? 1)) / sizeSum;
      const economic = economicOf(project.name);
      if (!county && economic === '31005') {
        add(code, economic, 'project', share * 0.88, 1.5, project);
        add(code, '30227', 'project', share * 0.12, 0.8, project);
      } else add(code, economic, 'project', share, 1.5, project);
    }
  }
  return lines;
}

/** All lines of an area: the function classes take their national share, departments share the classes. */
export function linesOf(seed: number, area: Area): readonly Line[] {
  const dice = new Dice(seed, `lines ${area.code}`);
  const departments = departmentsOf(area);
  const classWeights = new Map<string, number>();
  for (const { functions } of departments)
    for (const { code, weight } of functions) {
      const name = code.slice(0, 3);
      classWeights.set(name, (classWeights.get(name) ?? 0) + weight);
    }
  const tilt = new Map([...classWeights.keys()].map((name) => [name, dice.around(0.1)]));
  return departments.flatMap((department) => {
    const shares = new Map(
      department.functions.map(({ code, weight }) => {
        const name = code.slice(0, 3);
        const share = (classShares.get(name) ?? 0) * (tilt.get(name) ?? 1);
        return [code, (share * weight) / (classWeights.get(name) ?? 1)];
      }),
    );
    return linesOfDepartment(department, shares, dice);
  });
}

export const linesByArea = (seed: number): ReadonlyMap<string, readonly Line[]> =>
  new Map(leafAreas.map((area) => [area.code, linesOf(seed, area)]));
