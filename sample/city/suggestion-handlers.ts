import { cityLevel, type Area } from './areas.ts';
import { addDays } from './calendar.ts';
import { allDepartments, type Department } from './departments.ts';
import type { Dice } from './dice.ts';
import type { PlannedSuggestion } from './suggestion-plan.ts';

export interface Assignment {
  readonly department: Department;
  readonly role: 'lead' | 'co' | 'separate';
  readonly assignedOn: string;
  readonly returned: { readonly on: string; readonly reason: string; readonly consented: boolean } | null;
  readonly repliedOn: string | null;
}

/** The county bureau that does what a department of the city does. */
const bureauFor: Readonly<Record<string, string>> = {
  '113': '203',
  '126': '207',
  '130': '205',
  '135': '223',
  '136': '223',
  '137': '211',
  '138': '209',
  '139': '209',
  '140': '213',
  '141': '213',
  '142': '225',
  '143': '215',
  '144': '215',
  '145': '225',
  '147': '217',
  '148': '217',
  '149': '217',
  '150': '219',
  '151': '219',
  '152': '219',
  '153': '221',
};

const departmentByCode = new Map(allDepartments.map((department) => [department.code, department]));

function department(code: string): Department {
  const found = departmentByCode.get(code);
  if (found === undefined) throw new Error(`no department has the code ${code}`);
  return found;
}

const bureau = (area: Area, lead: string): Department =>
  department(`${area.short}-${bureauFor[lead] ?? '201'}`);

const returnReasons = [
  '职责已随机构改革划转，不属本单位职能',
  '所提事项由县级审批，应由属地为主办理',
  '主要内容涉及另一部门，本单位可作会办',
];
const cityDepartments = allDepartments.filter(({ area }) => area.code === cityLevel);

/** Who leads, who gives its opinion, and who was asked by mistake and gave it back. */
export function assignmentsOf(
  plan: PlannedSuggestion,
  handedOverOn: string,
  answeredOn: string | null,
  dice: Dice,
): readonly Assignment[] {
  const { topic, area } = plan;
  const cityLead = department(topic.lead);
  const local = area !== null && dice.chance(0.16) ? bureau(area, topic.lead) : null;
  const lead = local ?? cityLead;
  const wronglyGiven = dice.chance(0.05);
  const refused = dice.chance(0.12);
  const list: Assignment[] = [];
  let assignedOn = handedOverOn;
  if (wronglyGiven && !refused) {
    const others = cityDepartments.filter(({ code }) => code !== lead.code);
    const on = addDays(handedOverOn, dice.chance(0.9) ? dice.whole(2, 9) : dice.whole(12, 24));
    list.push({
      department: dice.pick(others.slice(10, 60)),
      role: 'lead',
      assignedOn,
      returned: { on, reason: dice.pick(returnReasons), consented: true },
      repliedOn: null,
    });
    assignedOn = addDays(on, dice.whole(0, 4));
  }
  const returned =
    wronglyGiven && refused
      ? { on: addDays(assignedOn, dice.whole(2, 9)), reason: dice.pick(returnReasons), consented: false }
      : null;
  const separate = topic.co.length > 0 && local === null && dice.chance(0.015);
  list.push({
    department: lead,
    role: separate ? 'separate' : 'lead',
    assignedOn,
    returned,
    repliedOn: answeredOn,
  });
  const taken = new Set(list.map(({ department: { code } }) => code));
  const others = [
    ...topic.co.map((code, index) => ({ unit: department(code), odds: index === 0 ? 0.55 : 0.3 })),
    ...(area === null || local !== null ? [] : [{ unit: bureau(area, topic.lead), odds: 0.5 }]),
    ...(local === null ? [] : [{ unit: cityLead, odds: 0.6 }]),
  ];
  for (const [index, { unit, odds }] of others.entries()) {
    const must = separate && index === 0;
    if (taken.has(unit.code) || !(dice.chance(odds) || must)) continue;
    taken.add(unit.code);
    const opinionOn = addDays(assignedOn, dice.chance(0.96) ? dice.whole(12, 55) : dice.whole(63, 85));
    list.push({
      department: unit,
      role: must ? 'separate' : 'co',
      assignedOn,
      returned: null,
      repliedOn: must ? answeredOn : opinionOn,
    });
  }
  return list;
}
