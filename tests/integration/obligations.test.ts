import { expect, test } from 'vitest';
import { contracts } from '../../etl/sources/registry.ts';
import { loadObligations } from '../../warehouse/delivery-register/obligations.ts';

test('whoever owes something owns a dataset that is known', async () => {
  const owed = await loadObligations('/nowhere/obligations.json');
  expect(new Set(owed.map(({ contract }) => contract)).size).toBe(owed.length);
  expect(owed.map(({ contract, department }) => [contract, department])).toEqual(
    owed.map(({ contract }) => [contract, contracts.get(contract)?.owner]),
  );
});
