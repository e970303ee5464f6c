import type { BudgetOpinion } from './budget-opinions.ts';
import { completeTo } from './calendar.ts';
import type { Draft } from './legislation.ts';
import type { Project } from './livelihood.ts';
import type { Oddity } from './oddities.ts';
import { of, ratio } from './planted-draft.ts';

const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** What is wrong in legislation, livelihood projects and opinions on the budget, as it came out. */
export function congressOddities(world: {
  readonly drafts: readonly Draft[];
  readonly projects: readonly Project[];
  readonly budgetOpinions: readonly BudgetOpinion[];
}): readonly Omit<Oddity, 'id'>[] {
  const versions = world.drafts.flatMap((draft) => draft.versions);
  const voided = world.projects.filter(({ votes }) => votes.some(({ ballots }) => ballots.isVoid));
  const ballots = voided[0]?.votes.find((vote) => vote.ballots.isVoid)?.ballots;
  return [
    ...versions
      .filter(({ publishedOn, closesOn }) => days(publishedOn, closesOn) < 30)
      .map(({ draft, number, publishedOn, closesOn }) =>
        of(
          'draft_open_too_short',
          '法规草案征求意见时间不足',
          { draft, version: String(number) },
          { daysOpen: days(publishedOn, closesOn) },
          '该稿公开征求意见不足三十天',
        ),
      ),
    ...(ballots === undefined
      ? []
      : [
          of(
            'vote_void',
            '票决作废后重新票决',
            { year: String(voided[0]?.year ?? ''), projects: voided.map(({ id }) => id) },
            { issued: ballots.issued, returned: ballots.returned },
            '第一轮收回票数多于发出票数，整轮作废，第二轮有效',
          ),
        ]),
    ...world.projects
      .filter(({ months }) => months.at(-1)?.status === '滞后')
      .map((project) =>
        of(
          'livelihood_project_behind',
          '民生实事项目滞后',
          {
            project: project.id,
            department: project.department.code,
            period: project.months.at(-1)?.period ?? '',
          },
          {
            percent: project.months.at(-1)?.percent ?? 0,
            investmentRate: ratio((project.months.at(-1)?.invested ?? 0) / project.planned),
            milestonesLate: project.milestones.filter(
              ({ dueOn, reachedOn }) => reachedOn === null && dueOn <= completeTo,
            ).length,
          },
          '该项目进度状态为滞后，到期节点没有完成',
        ),
      ),
    ...world.budgetOpinions
      .filter(({ repliedOn, raisedOn }) => repliedOn === null && days(raisedOn, completeTo) > 90)
      .map(({ id, raisedOn, handler }) =>
        of(
          'budget_opinion_unanswered',
          '预算审查意见长期未答复',
          { opinion: id, department: handler.code },
          { daysOpen: days(raisedOn, completeTo) },
          '意见提出九十天以上没有答复，也没有电话联系代表',
        ),
      ),
  ];
}
