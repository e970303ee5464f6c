import { expect, it } from 'vitest';
import type { StationScore, VitalityScores } from '../../../../api/contracts/vitality.ts';
import { silentStations } from './silent-stations.ts';

const station = (code: string, silent: boolean, score: number | null): StationScore => ({
  station: code,
  name: `${code}镇人大代表联络站`,
  area: '330324',
  areaName: '永嘉县',
  township: null,
  peerGroup: 'township',
  kind: 'ordinary',
  status: score === null ? 'unrated' : 'rated',
  silent,
  markedMonths: 0,
  score,
  band: null,
  rank: null,
  peerRank: null,
  interval: null,
  scoreUnmarked: null,
  rankUnmarked: null,
});
const scores: VitalityScores = {
  run: { version: '1', hash: '', build: 'B', engine: '', seed: 1, draws: 1 },
  period: { code: 'P', name: '', from: '2025-11-01', to: '2026-10-31' },
  periods: [],
  bands: [],
  origins: [],
  stations: [
    station('a', true, 41),
    station('b', false, 12),
    station('c', true, null),
    station('d', true, 30),
  ],
};

it('names those without a record, the lowest first, each with the question its score answers', () => {
  const found = silentStations(scores);
  expect(found.map(({ code }) => code)).toEqual(['c', 'd', 'a']);
  expect(found[1]).toMatchObject({
    short: 'd镇',
    area: '永嘉县',
    query: { metric: 'vitality_score', period: '2026-10', filters: { station: ['d'] } },
  });
  expect(found[0]?.query).toBeNull();
  expect(silentStations(null)).toEqual([]);
});
