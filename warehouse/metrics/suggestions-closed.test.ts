import { expect, test } from 'vitest';
import { openModelled } from '../../tests/fixtures/raw-tables.ts';
import { evaluateMetric } from './evaluate.ts';
import { metrics } from './registry.ts';

test('a suggestion is closed when its closing was registered, not when it was answered', async () => {
  const metric = metrics.get('suggestions_closed');
  if (!metric) throw new Error('no metric');
  const engine = await openModelled({
    suggestions_register: [
      {
        suggestion_id: 'A',
        submitted_on: '2026-01-20',
        handed_over_on: '2026-03-01',
        answered_on: '2026-05-01',
        closed_on: '2026-06-01',
      },
      {
        suggestion_id: 'B',
        submitted_on: '2026-01-20',
        handed_over_on: '2026-03-01',
        answered_on: '2026-05-01',
      },
    ],
  });
  try {
    const { rows } = await evaluateMetric(engine, { metric, by: [], period: null, filters: {} });
    expect(rows.map(({ value }) => value)).toEqual([1]);
  } finally {
    engine.close();
  }
});
