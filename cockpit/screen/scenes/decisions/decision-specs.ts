import { decisionTexts } from '../../../locale/decisions-scene.ts';
import type { MetricQuery } from '../../../wire/metric-query.ts';
import type { RankSpec } from '../../ranking/ranked-rows.ts';

export const draftQueries = {
  opinions: { metric: 'draft_opinions_received' },
  open: { metric: 'drafts_open' },
  adoption: { metric: 'draft_opinion_adoption_rate' },
  reply: { metric: 'draft_opinion_reply_rate' },
  reservations: { metric: 'topic_reservations' },
  attendance: { metric: 'topic_attendance_rate' },
} as const satisfies Record<string, MetricQuery>;

export const projectQueries = {
  onTrack: { metric: 'livelihood_on_track_rate' },
  invested: { metric: 'livelihood_invested' },
  rate: { metric: 'livelihood_investment_rate' },
  late: { metric: 'livelihood_milestones_late' },
} as const satisfies Record<string, MetricQuery>;

/** Projects the congress chose for a year. */
export const chosenQuery = (year: string): MetricQuery => ({
  metric: 'livelihood_projects',
  filters: { year: [year], livelihood_stage: ['chosen'] },
});

const shortDraft = (name: string): string =>
  name.startsWith(decisionTexts.draftPrefix) ? name.slice(decisionTexts.draftPrefix.length) : name;

/** Drafts that opinions were given on within a span of months. */
export const draftSpec = (period: string): RankSpec => ({
  query: { metric: 'draft_opinions_received', by: ['draft'], period },
  second: { metric: 'draft_opinion_adoption_rate', by: ['draft'], period },
  order: 'largest',
  tone: 'revenue',
  short: shortDraft,
});

export const authorSpec: RankSpec = {
  query: { metric: 'draft_opinions_received', by: ['author_kind'] },
  second: { metric: 'draft_opinion_adoption_rate', by: ['author_kind'] },
  order: 'largest',
  tone: 'revenue',
};

export const projectSpec: RankSpec = {
  query: { metric: 'livelihood_investment_rate', by: ['livelihood_project'] },
  second: { metric: 'livelihood_milestones_late', by: ['livelihood_project'] },
  mark: { metric: 'time_progress' },
  order: 'smallest',
  full: 1,
  tone: 'expenditure',
  alarm: { figure: 'second', severity: 'severe' },
};

export const voteSpec = (year: string): RankSpec => ({
  query: { metric: 'livelihood_vote_share', by: ['livelihood_project'], filters: { year: [year] } },
  order: 'largest',
  complete: true,
  full: 1,
  markAt: 0.5,
  tone: 'revenue',
});

export const satisfactionSpec: RankSpec = {
  query: { metric: 'livelihood_satisfaction', by: ['year'], filters: { evaluated_by: ['public'] } },
  second: { metric: 'livelihood_satisfaction', by: ['year'], filters: { evaluated_by: ['deputies'] } },
  order: 'given',
  full: 1,
  tone: 'neutral',
};

export const ideaSpec: RankSpec = {
  query: { metric: 'livelihood_ideas', by: ['livelihood_field'] },
  order: 'largest',
  tone: 'neutral',
};
