import type { MetricQuery } from '../wire/metric-query.ts';

/** 市本级: the city's own budget, which is not the whole city. */
export const cityLevel = '330300-CL';

/** Leaf areas in the order in which they are always read out: city level, functional zones, counties by code. */
export const areaOrder: readonly string[] = [
  cityLevel,
  '330300-FZ',
  '330302',
  '330303',
  '330304',
  '330305',
  '330324',
  '330326',
  '330327',
  '330328',
  '330329',
  '330381',
  '330382',
  '330383',
];

export const areaRank = (code: string | null | undefined): number => {
  const rank = areaOrder.indexOf(code ?? '');
  return rank < 0 ? areaOrder.length : rank;
};

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
  departmentGaps: { metric: 'expenditure_progress_gap', by: ['department'], filters: { area: [cityLevel] } },
  departmentRates: {
    metric: 'expenditure_execution_rate',
    by: ['department'],
    filters: { area: [cityLevel] },
  },
  areaRates: { metric: 'revenue_execution_rate', by: ['area'] },
  areaGaps: { metric: 'revenue_progress_gap', by: ['area'] },
  taxByKind: { metric: 'tax_collected', by: ['tax_kind'] },
  taxTotal: { metric: 'tax_collected' },
  taxShare: { metric: 'tax_share' },
  auditFindings: { metric: 'audit_findings' },
  auditRate: { metric: 'audit_rectification_rate' },
  auditOverdue: { metric: 'audit_overdue' },
  auditOverdueByDepartment: { metric: 'audit_overdue', by: ['department'] },
  stations: { metric: 'stations' },
  activities: { metric: 'station_activities' },
  opinions: { metric: 'opinions_received' },
  opinionsByMonth: { metric: 'opinions_received', by: ['period', 'channel'] },
  onlineShare: { metric: 'opinions_online_share' },
  closedRate: { metric: 'opinions_closed_rate' },
  attendance: { metric: 'duty_attendance_rate' },
} as const satisfies Record<string, MetricQuery>;

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
