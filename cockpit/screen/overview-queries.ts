import type { overviewTexts } from '../locale/overview-scene.ts';
import type { MetricQuery } from '../wire/metric-query.ts';

/** 市本级: the city's own budget, which is not the whole city. */
export const cityLevel = '330300-CL';

const inArea = (metric: string, area: string | null): MetricQuery =>
  area === null ? { metric } : { metric, filters: { area: [area] } };

/** The six questions of one budget side of an area; null is the whole city. */
export const budgetQueries = (side: 'revenue' | 'expenditure', area: string | null) => ({
  amount: inArea(`general_${side}`, area),
  rate: inArea(`${side}_execution_rate`, area),
  gap: inArea(`${side}_progress_gap`, area),
  growth: inArea(`general_${side}_growth`, area),
});

export const overview = {
  timeProgress: { metric: 'time_progress' },
  warnings: { metric: 'warnings', by: ['warning_rule', 'severity'] },
  stations: { metric: 'stations' },
  activities: { metric: 'station_activities' },
  opinions: { metric: 'opinions_received' },
  opinionsByMonth: { metric: 'opinions_received', by: ['period', 'channel'] },
  onlineShare: { metric: 'opinions_online_share' },
  closedRate: { metric: 'opinions_closed_rate' },
  attendance: { metric: 'duty_attendance_rate' },
} as const satisfies Record<string, MetricQuery>;

interface StateSide {
  readonly label: Exclude<keyof typeof overviewTexts.state, 'title' | 'units'>;
  readonly query: MetricQuery;
  readonly unit: keyof typeof overviewTexts.state.units | null;
  /** Anything above zero calls for somebody, this loudly. */
  readonly alarm: 'severe' | 'notice' | null;
}

const side = (
  label: StateSide['label'],
  query: MetricQuery,
  unit: StateSide['unit'] = null,
  alarm: StateSide['alarm'] = null,
): StateSide => ({ label, query, unit, alarm });

const warnings = (severity: string): MetricQuery => ({
  metric: 'warnings',
  filters: { severity: [severity] },
});

/** How it stands, and what of it calls for somebody. */
export const stateLines: readonly { readonly first: StateSide; readonly second: StateSide }[] = [
  {
    first: side('red', warnings('red'), 'warning', 'severe'),
    second: side('yellow', warnings('yellow'), 'warning', 'notice'),
  },
  {
    first: side('rectification', { metric: 'audit_rectification_rate' }),
    second: side('overdue', { metric: 'audit_overdue' }, 'finding', 'severe'),
  },
  {
    first: side('vitality', { metric: 'vitality_top_bands_share' }),
    second: side('silent', { metric: 'vitality_silent_stations' }, 'station', 'notice'),
  },
  {
    first: side('onTime', { metric: 'suggestion_on_time_rate' }),
    second: side('unanswered', { metric: 'suggestions_unanswered' }, 'suggestion'),
  },
  {
    first: side('onTrack', { metric: 'livelihood_on_track_rate' }),
    second: side('late', { metric: 'livelihood_milestones_late' }, 'milestone', 'severe'),
  },
];

/** The published final accounts that the screen checks the warehouse against. */
export const comparedYear = 2023;

export const publishedQuery = (item: string): MetricQuery => ({
  metric: 'published_amount',
  by: ['source_url'],
  filters: {
    year: [String(comparedYear)],
    published_area: ['温州市本级'],
    published_period: ['全年(决算)'],
    topic: ['一般公共预算'],
    item: [item],
  },
});

export const comparedQuery = (side: 'revenue' | 'expenditure'): MetricQuery => ({
  metric: `general_${side}`,
  period: String(comparedYear),
  filters: { area: [cityLevel] },
});
