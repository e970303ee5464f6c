import { expect, test } from 'vitest';
import { clockAgainst, versions, zone } from './machine.ts';

test('a wrong version and a wrong clock are ill, another zone is only to be minded', () => {
  const at = new Date('2026-11-03T02:00:00Z');
  expect(zone('UTC', at)).toMatchObject({
    state: 'mind',
    found: expect.stringContaining('10:00:00') as string,
  });
  expect(versions('18.20.0').state).toBe('ill');
  expect(versions('20.19.0').state).toBe('well');
  expect(clockAgainst('2026-11-04T00:00:00Z', at).state).toBe('ill');
});
