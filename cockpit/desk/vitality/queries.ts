import type { MetricQuery } from '../../wire/metric-query.ts';

/** The month a period of the index ends with: how the registry names the period. */
export const monthOf = (period: { readonly to: string }): string => period.to.slice(0, 7);

/** The questions behind the figures of the index, for one period. */
export const vitalityQueries = (month: string) =>
  ({
    stations: { metric: 'vitality_stations', period: month },
    bands: { metric: 'vitality_stations', by: ['band'], period: month },
    top: { metric: 'vitality_top_bands_share', period: month },
    mean: { metric: 'vitality_score', period: month },
    silent: { metric: 'vitality_silent_stations', period: month },
    marked: { metric: 'vitality_marked_stations', period: month },
    stationsByArea: { metric: 'vitality_stations', by: ['area'], period: month },
    topByArea: { metric: 'vitality_top_bands_share', by: ['area'], period: month },
    meanByArea: { metric: 'vitality_score', by: ['area'], period: month },
  }) as const satisfies Record<string, MetricQuery>;

export const bandQuery = (month: string, band: string): MetricQuery => ({
  metric: 'vitality_stations',
  period: month,
  filters: { band: [band] },
});

export const areaQuery = (metric: string, month: string, area: string): MetricQuery => ({
  metric,
  period: month,
  filters: { area: [area] },
});

export const stationQuery = (month: string, station: string): MetricQuery => ({
  metric: 'vitality_score',
  period: month,
  filters: { station: [station] },
});

export const pillarQuery = (month: string, station: string, pillar: string): MetricQuery => ({
  metric: 'vitality_pillar_score',
  period: month,
  filters: { station: [station], pillar: [pillar] },
});
