import type { RankSpec } from '../../ranking/ranked-rows.ts';

export const bandSpec: RankSpec = {
  query: { metric: 'vitality_stations', by: ['band'] },
  order: 'given',
  complete: true,
  tone: 'revenue',
};

export const topicSpec: RankSpec = {
  query: { metric: 'opinions_by_topic', by: ['opinion_topic'] },
  order: 'largest',
  tone: 'neutral',
};

export const areaSpec: RankSpec = {
  query: { metric: 'opinions_received', by: ['area'] },
  second: { metric: 'opinions_online_share', by: ['area'] },
  order: 'given',
  complete: true,
  tone: 'revenue',
};
