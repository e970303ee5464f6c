import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { currentSchema } from '../../warehouse/build-report.ts';
import { DuckDbEngine } from '../../warehouse/connection.ts';
import { Home, readJson } from '../../warehouse/home.ts';
import { findWarning, warningProof } from '../../warehouse/queries/warnings/one.ts';
import { warningRules } from '../../warehouse/warnings/registry.ts';
import {
  everyWarning,
  expectedWarnings,
  foundWarnings,
  isFound,
  type ExpectedWarning,
  type FoundWarning,
} from '../fixtures/planted-warnings.ts';

const home = new Home(inject('sampleHome'));
let engine: DuckDbEngine;
let expected: ExpectedWarning[];
let found: FoundWarning[];

beforeAll(async () => {
  const { build } = currentSchema.parse(await readJson(home.currentBuild));
  engine = await DuckDbEngine.open(home.buildFile(build), { readOnly: true });
  expected = await expectedWarnings(join(home.root, 'planted.json'));
  found = foundWarnings(await engine.rows(everyWarning));
});
afterAll(() => {
  engine.close();
});

describe('the warnings of the sample city', () => {
  test('find every planted oddity, in its month and colour', () => {
    expect(expected.length).toBeGreaterThan(40);
    expect(expected.filter((each) => !found.some((warning) => isFound(each, warning)))).toEqual([]);
  });

  test('are made of rows that add up to their numerator and denominator', async () => {
    const one = new Map(found.map((warning) => [warning.rule, warning.id]));
    for (const [rule, id] of one) {
      const warning = await findWarning(engine, id);
      const definition = warningRules.get(rule);
      if (!warning || !definition) throw new Error(`${id} is gone`);
      const { sums, rows } = await warningProof(engine, warning, definition, { limit: 3, offset: 0 });
      expect(rows.length, id).toBeGreaterThan(0);
      expect(
        rows.every(({ fileName, row }) => fileName !== null && row > 0),
        id,
      ).toBe(true);
      const amountOf = (part: string) => sums.find((sum) => sum.part === part)?.amount ?? 0;
      if (definition.partUnit !== 'yuan') continue;
      expect(amountOf('numerator'), id).toBeCloseTo(warning.numerator ?? 0, 2);
      if (warning.denominator !== null)
        expect(amountOf('denominator'), id).toBeCloseTo(warning.denominator, 2);
    }
    expect(one.size).toBeGreaterThan(25);
  });
});
