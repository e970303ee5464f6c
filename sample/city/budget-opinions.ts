import type { BudgetRow, Version } from './budget.ts';
import { cityLevel } from './areas.ts';
import { subjectName } from './budget.ts';
import { addDays, completeTo } from './calendar.ts';
import { Dice } from './dice.ts';
import { unansweredBudgetOpinions } from './oddities.ts';
import { cell, register } from './reference.ts';

export interface BudgetOpinion {
  readonly id: string;
  readonly year: number;
  readonly version: Version;
  readonly department: string | null;
  readonly subject: string;
  readonly project: string | null;
  readonly head: string;
  readonly occasion: string;
  readonly deputy: string;
  readonly raisedOn: string;
  readonly content: string;
  /** Whole 万元; null where no other amount is asked for. */
  readonly asked: number | null;
  readonly handler: { readonly code: string; readonly name: string };
  readonly assignedOn: string;
  readonly phonedOn: string | null;
  readonly calls: number | null;
  readonly repliedOn: string | null;
  readonly reply: string | null;
  readonly replyClass: string | null;
  readonly satisfaction: string | null;
}

const headNames: Readonly<Record<string, string>> = {
  execution: '上年执行情况',
  lawfulness: '合法性',
  policy: '贯彻方针政策',
  key_projects: '重点支出和重大投资项目',
  completeness: '预算编制的完整性',
  transfers: '转移支付',
  debt: '举借债务',
  notes: '有关说明',
};
const texts = register('budget-opinions').map((row) => ({
  head: cell(row, 'head'),
  text: cell(row, 'text'),
}));
const occasions: Readonly<Record<Version, readonly string[]>> = {
  approved: ['代表大会', '初步审查', '联络站', '线上'],
  adjusted: ['常委会审议', '初步审查'],
  final: ['常委会审议', '线上'],
};
const replies: readonly (readonly [string, string])[] = [
  ['采纳', '意见已吸收，绩效目标和项目清单已补充，并在批复中注明。'],
  ['部分采纳', '已压减一般性支出，其余部分在执行中统筹。'],
  ['解释说明', '该支出按既定标准测算，已向代表说明依据。'],
  ['以后年度研究', '本年度预算已定，将在编制下年度预算时研究。'],
];
const finance = { code: '113', name: '市财政局' };
/** First day on which opinions on a version are raised, month and day. */
const opens: Readonly<Record<Version, string>> = { approved: '01-05', adjusted: '09-08', final: '07-10' };
const counts: Readonly<Record<Version, number>> = { approved: 96, adjusted: 26, final: 22 };

/** Opinions on the lines of one version of the city level's general budget. */
export function budgetOpinionsOf(
  seed: number,
  year: number,
  version: Version,
  rows: readonly BudgetRow[],
): readonly BudgetOpinion[] {
  const dice = new Dice(seed, `budget opinions ${year} ${version}`);
  const lines = rows.filter(
    ({ area, side, department }) => area === cityLevel && side === 'expenditure' && department !== null,
  );
  const on = version === 'final' ? year + 1 : year;
  return Array.from({ length: counts[version] }, () => addDays(`${on}-${opens[version]}`, dice.whole(0, 32)))
    .sort()
    .map((raisedOn, index): BudgetOpinion => {
      const row = dice.pick(lines);
      const { head, text } = dice.pick(texts);
      const wan = Math.round(row.amount / 1_000_000);
      const line =
        row.project === null
          ? `${row.department?.name ?? ''}“${subjectName(row)}”支出`
          : `“${row.project.name}”项目`;
      const assignedOn = addDays(raisedOn, dice.whole(0, 5));
      const stuck =
        year === unansweredBudgetOpinions.year &&
        version === 'approved' &&
        (unansweredBudgetOpinions.among as readonly number[]).includes(index);
      const repliedOn = addDays(assignedOn, dice.whole(4, dice.chance(0.1) ? 60 : 28));
      const replied = !stuck && repliedOn <= completeTo;
      const [replyClass, reply] = dice.pick(replies);
      const phoned = !stuck && dice.chance(0.94);
      const self = dice.chance(0.35) ? row.department : null;
      const draw = dice.unit();
      return {
        id: `YS${year}-${version === 'approved' ? 'A' : version === 'adjusted' ? 'T' : 'J'}${String(index + 1).padStart(3, '0')}`,
        year,
        version,
        department: row.department?.code ?? null,
        subject: row.subject,
        project: row.project?.code ?? null,
        head: headNames[head] ?? head,
        occasion: dice.pick(occasions[version]),
        deputy: `WZ${year === 2021 ? '13' : '14'}-${String(dice.whole(1, 540)).padStart(4, '0')}`,
        raisedOn,
        content: text.replace('{line}', line).replace('{amount}', String(wan)),
        asked: dice.chance(0.2) ? Math.round(wan * dice.between(-0.3, 0.3)) : null,
        handler: self ?? finance,
        assignedOn,
        phonedOn: phoned ? addDays(assignedOn, dice.whole(0, 4)) : null,
        calls: phoned ? dice.whole(1, 3) : stuck ? 0 : null,
        repliedOn: replied ? repliedOn : null,
        reply: replied ? reply : null,
        replyClass: replied ? replyClass : null,
        satisfaction: !replied
          ? null
          : draw < 0.74
            ? '满意'
            : draw < 0.94
              ? '基本满意'
              : draw < 0.96
                ? '不满意'
                : '未表态',
      };
    });
}
