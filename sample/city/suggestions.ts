import { leafAreas, type Area } from './areas.ts';
import { addDays, dateText, daysIn } from './calendar.ts';
import { Dice } from './dice.ts';
import { dissatisfied, overdueSuggestions } from './oddities.ts';
import { at } from './reference.ts';
import { assignmentsOf, type Assignment } from './suggestion-handlers.ts';
import { notAdmissible, planSuggestions, type PlannedSuggestion } from './suggestion-plan.ts';

export type Satisfaction = 'satisfied' | 'fairly' | 'dissatisfied' | 'unstated';

/** One suggestion and its whole life; dates beyond the last day of the data are still to come. */
export interface Suggestion {
  readonly id: string;
  readonly plan: PlannedSuggestion;
  readonly session: string;
  readonly inSession: boolean;
  readonly fromMotion: boolean;
  readonly leadSigner: string;
  readonly cosigners: readonly string[];
  readonly submittedOn: string;
  readonly reviewedOn: string;
  readonly inadmissible: string | null;
  readonly notifiedOn: string | null;
  readonly handedOverOn: string | null;
  readonly extended: boolean;
  readonly metOn: string | null;
  readonly answeredOn: string | null;
  readonly cosignersAnswered: number;
  readonly resultClass: 'A' | 'B' | 'C';
  readonly feedbackOn: string | null;
  readonly handling: Satisfaction;
  readonly result: Satisfaction;
  readonly answeredAgainOn: string | null;
  readonly closedOn: string | null;
  readonly promisedBy: string | null;
  readonly fulfilledOn: string | null;
  readonly mergedInto: string | null;
  readonly keySupervised: boolean;
  readonly assignments: readonly Assignment[];
}

interface Session {
  readonly name: string;
  readonly opens: string;
  readonly days: number;
  readonly handsOverOn: string;
}

/** The sessions; 2023 and 2026 as published, the days of the others are assumptions. */
const sessions: Readonly<Record<number, Session>> = {
  2021: { name: '市十三届人大六次会议', opens: '2021-01-26', days: 4, handsOverOn: '2021-03-12' },
  2022: { name: '市十四届人大一次会议', opens: '2022-04-08', days: 4, handsOverOn: '2022-05-10' },
  2023: { name: '市十四届人大三次会议', opens: '2023-02-08', days: 4, handsOverOn: '2023-03-20' },
  2024: { name: '市十四届人大四次会议', opens: '2024-01-29', days: 4, handsOverOn: '2024-03-28' },
  2025: { name: '市十四届人大五次会议', opens: '2025-01-14', days: 4, handsOverOn: '2025-03-06' },
  2026: { name: '市十四届人大六次会议', opens: '2026-01-19', days: 4, handsOverOn: '2026-03-10' },
};

/** Motions of ten deputies and more that became suggestions: 5 in 2023 and 4 in 2026, published. */
const motions: Readonly<Record<number, number>> = { 2021: 3, 2022: 6, 2023: 5, 2024: 4, 2025: 3, 2026: 4 };
const keyOnes = 8;

const inadmissibleReasons = [
  '个人事项',
  '转递来信',
  '学术探讨或产品推介',
  '无具体内容',
  '案件在办',
  '招投标进行中',
  '其他原因',
];

const deputiesOfTerm = 540;
const counties = leafAreas.filter(({ level }) => level === 'county');

/** Deputies are numbered by delegation, so that people of a place speak of it more often. */
function signer(year: number, area: Area | null, dice: Dice): string {
  const term = year === 2021 ? '13' : '14';
  const block = Math.floor(deputiesOfTerm / counties.length);
  const home = area === null ? -1 : counties.findIndex(({ code }) => code === area.code);
  const number =
    home >= 0 && dice.chance(0.75) ? home * block + dice.whole(1, block) : dice.whole(1, deputiesOfTerm);
  return `WZ${term}-${String(number).padStart(4, '0')}`;
}

/** A day of the same or a later month, so that answers do not all fall on the deadline. */
const quarterEnds = ['03-31', '06-30', '09-30', '12-31'];

function satisfactions(year: number, dice: Dice): readonly [Satisfaction, Satisfaction] {
  const draw = (satisfied: number, fairly: number, bad: number): Satisfaction => {
    const unit = dice.unit();
    if (unit < satisfied) return 'satisfied';
    if (unit < satisfied + fairly) return 'fairly';
    // 2023: nobody was dissatisfied, published.
    return unit < satisfied + fairly + bad && year !== 2023 ? 'dissatisfied' : 'unstated';
  };
  return [draw(0.93, 0.05, 0.005), draw(0.84, 0.12, 0.014)];
}

function classOf(year: number, dice: Dice): 'A' | 'B' | 'C' {
  const solved = 0.42 + 0.03 * (year - 2021);
  const unit = dice.unit();
  return unit < solved ? 'A' : unit < 0.88 ? 'B' : 'C';
}

/** Adds three or six months; the last day of a shorter month stands for the 31st. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const index = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(index / 12), (index % 12) + 1];
  return dateText(toYear, toMonth, Math.min(day, daysIn(toYear, toMonth)));
}

interface Numbered {
  readonly plan: PlannedSuggestion;
  readonly submittedOn: string;
  readonly inSession: boolean;
  readonly inadmissible: string | null;
}

function lifeOf(entry: Numbered, id: string, place: number, dice: Dice): Suggestion {
  const { plan, submittedOn, inSession, inadmissible } = entry;
  const { year, fate } = plan;
  const session = sessions[year] ?? at(Object.values(sessions), 0);
  const reviewedOn = inSession
    ? addDays(session.opens, dice.whole(session.days + 2, 24))
    : addDays(submittedOn, dice.whole(1, 9));
  const handedOverOn =
    inadmissible !== null ? null : inSession ? session.handsOverOn : addDays(reviewedOn, dice.whole(3, 12));
  const extended = dice.chance(0.04);
  const due = handedOverOn === null ? null : addMonths(handedOverOn, extended ? 6 : 3);
  const days = extended ? dice.whole(95, 175) : dice.whole(32, 88);
  const tardy = !extended && year !== 2023 && dice.chance(0.012);
  const answeredOn =
    handedOverOn === null || due === null
      ? null
      : tardy
        ? addDays(due, dice.whole(2, 30))
        : addDays(handedOverOn, days);
  const resultClass = fate?.resultClass ?? classOf(year, dice);
  const planned = fate?.resultClass != null;
  const spread = dice.whole(5, 18);
  const drawnPromise =
    answeredOn === null
      ? null
      : `${Number(answeredOn.slice(0, 4)) + Math.floor(spread / 12) + (spread > 14 ? 1 : 0)}-${dice.pick(quarterEnds)}`;
  const promisedBy =
    resultClass !== 'B' || answeredOn === null
      ? null
      : planned
        ? (fate.promisedBy ?? null)
        : dice.chance(0.75) && drawnPromise !== null && drawnPromise > answeredOn
          ? drawnPromise
          : null;
  const keeps = dice.unit();
  const fulfilledOn =
    promisedBy === null || (planned && plan.group?.kind === 'duplicate')
      ? null
      : keeps < 0.72
        ? addDays(promisedBy, -dice.whole(0, 40))
        : keeps < 0.86
          ? addDays(promisedBy, dice.whole(10, 200))
          : null;
  const [handling, result] = satisfactions(year, dice);
  const feedbackOn =
    answeredOn === null || !dice.chance(0.97) ? null : addDays(answeredOn, dice.whole(1, 20));
  const unhappy = handling === 'dissatisfied' || result === 'dissatisfied';
  const answeredAgainOn = feedbackOn === null || !unhappy ? null : addDays(feedbackOn, dice.whole(9, 27));
  const lastStep = answeredAgainOn ?? feedbackOn;
  const fromMotion = inSession && inadmissible === null && place <= (motions[year] ?? 0);
  const leadSigner = signer(year, plan.area, dice);
  const wanted = fromMotion ? dice.whole(10, 18) : dice.chance(0.3) ? 0 : dice.whole(1, 9);
  const cosigners = new Set<string>();
  while (cosigners.size < wanted) {
    const other = signer(year, plan.area, dice);
    if (other !== leadSigner) cosigners.add(other);
  }
  return {
    id,
    plan,
    session: session.name,
    inSession,
    fromMotion,
    leadSigner,
    cosigners: [...cosigners],
    submittedOn,
    reviewedOn,
    inadmissible,
    notifiedOn: inSession || inadmissible !== null ? null : addDays(reviewedOn, dice.whole(0, 6)),
    handedOverOn,
    extended,
    metOn:
      answeredOn === null ||
      handedOverOn === null ||
      !dice.chance(year === 2023 ? 0.928 : 0.9 + 0.01 * (year - 2020))
        ? null
        : addDays(handedOverOn, Math.floor(dice.whole(10, 31))),
    answeredOn,
    cosignersAnswered: dice.chance(0.98) ? cosigners.size : Math.max(0, cosigners.size - 1),
    resultClass,
    feedbackOn,
    handling,
    result,
    answeredAgainOn,
    closedOn: lastStep === null ? null : addDays(lastStep, dice.whole(1, 6)),
    promisedBy,
    fulfilledOn,
    mergedInto: null,
    keySupervised: inadmissible === null && place > 20 && place <= 20 + keyOnes,
    assignments: handedOverOn === null ? [] : assignmentsOf(plan, handedOverOn, answeredOn, dice),
  };
}

/** What is planted among the ordinary ones of a year: never answered, or dissatisfied and left at that. */
function planted(year: number, lives: readonly Suggestion[]): readonly Suggestion[] {
  const ordinary = lives.filter(
    (life) =>
      life.inSession &&
      life.answeredOn !== null &&
      life.plan.group === null &&
      !life.extended &&
      !life.fromMotion,
  );
  const overdue = new Set(
    overdueSuggestions.year === year ? overdueSuggestions.among.map((index) => at(ordinary, index)) : [],
  );
  const unhappy = new Set(
    dissatisfied.filter((one) => one.year === year).map(({ among }) => at(ordinary, among)),
  );
  const nothingYet = {
    answeredOn: null,
    metOn: null,
    feedbackOn: null,
    answeredAgainOn: null,
    closedOn: null,
    promisedBy: null,
    fulfilledOn: null,
  };
  return lives.map((life) => {
    if (overdue.has(life))
      return {
        ...life,
        ...nothingYet,
        assignments: life.assignments.map((assignment) =>
          assignment.role === 'co' ? assignment : { ...assignment, repliedOn: null },
        ),
      };
    if (!unhappy.has(life) || life.answeredOn === null) return life;
    const feedbackOn = addDays(life.answeredOn, 8);
    return {
      ...life,
      feedbackOn,
      handling: 'fairly',
      result: 'dissatisfied',
      answeredAgainOn: null,
      closedOn: null,
    };
  });
}

/** Those of a year in the order they were handed in: during the session, then one by one between sessions. */
function numbered(year: number, plans: readonly PlannedSuggestion[], dice: Dice): readonly Numbered[] {
  const session = sessions[year] ?? at(Object.values(sessions), 0);
  const lastDay = year === 2026 ? '2026-09-20' : `${year}-11-20`;
  const span = (Date.parse(lastDay) - Date.parse(session.handsOverOn)) / 86_400_000;
  const refused = new Set(
    plans
      .filter(({ group }) => group === null)
      .filter((_, index) => index % 60 === 40)
      .slice(0, notAdmissible),
  );
  return plans
    .map((plan): Numbered => {
      const inadmissible = refused.has(plan) ? dice.pick(inadmissibleReasons) : null;
      const inSession = dice.chance(0.94);
      const submittedOn = inSession
        ? addDays(session.opens, dice.whole(0, session.days - 1))
        : addDays(session.handsOverOn, dice.whole(1, span));
      return { plan, submittedOn, inSession, inadmissible };
    })
    .sort((a, b) => (a.submittedOn < b.submittedOn ? -1 : a.submittedOn > b.submittedOn ? 1 : 0));
}

/** Every suggestion of 2021 to 2026, with its planted groups, by number. */
export function suggestionsOf(seed: number): readonly Suggestion[] {
  const plans = planSuggestions(seed);
  const dice = new Dice(seed, 'suggestions');
  return Object.keys(sessions)
    .map(Number)
    .flatMap((year) => {
      const own = numbered(
        year,
        plans.filter((plan) => plan.year === year),
        dice,
      );
      const lives = own.map((entry, index) =>
        lifeOf(entry, `JY${year}-${String(index + 1).padStart(4, '0')}`, index + 1, dice),
      );
      return planted(year, lives).map((life) => {
        const main = life.plan.fate?.merged
          ? lives.find(({ plan }) => plan !== life.plan && plan.group?.id === life.plan.group?.id)
          : undefined;
        return main === undefined ? life : { ...life, mergedInto: main.id };
      });
    });
}

/** The part of a life that is known at the end of a day; null when it was not handed in yet. */
export function knownOn(life: Suggestion, day: string): Suggestion | null {
  if (life.submittedOn > day) return null;
  const known = (date: string | null): string | null => (date !== null && date <= day ? date : null);
  const answeredOn = known(life.answeredOn);
  return {
    ...life,
    notifiedOn: known(life.notifiedOn),
    handedOverOn: known(life.handedOverOn),
    metOn: known(life.metOn),
    answeredOn,
    feedbackOn: known(life.feedbackOn),
    answeredAgainOn: known(life.answeredAgainOn),
    closedOn: known(life.closedOn),
    promisedBy: answeredOn === null ? null : life.promisedBy,
    fulfilledOn: known(life.fulfilledOn),
    assignments: life.assignments
      .filter(({ assignedOn }) => assignedOn <= day)
      .map((assignment) => ({
        ...assignment,
        returned: assignment.returned !== null && assignment.returned.on <= day ? assignment.returned : null,
        repliedOn: known(assignment.repliedOn),
      })),
  };
}
