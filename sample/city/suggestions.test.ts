import { describe, expect, it } from 'vitest';
import { completeTo } from './calendar.ts';
import { suggestionGroups, suggestionOddities } from './suggestion-planted.ts';
import { handedOver } from './suggestion-plan.ts';
import { knownOn, suggestionsOf } from './suggestions.ts';

const lives = suggestionsOf(577);
const known = lives.flatMap((life) => knownOn(life, completeTo) ?? []);
const of = (year: number) => known.filter(({ plan }) => plan.year === year);

describe('suggestions of the sample city', () => {
  it.each(Object.entries(handedOver))('hands over as many in %s as it says', (year, count) => {
    const rows = of(Number(year));
    expect(rows.filter((life) => life.handedOverOn !== null)).toHaveLength(count);
  });

  it('keeps what is published: 726 to more than 110 units in 2024; 2023 in time, nobody dissatisfied', () => {
    const units = of(2024).flatMap(({ assignments }) => assignments.map(({ department }) => department.code));
    expect(of(2024).filter((life) => life.handedOverOn !== null)).toHaveLength(726);
    expect(new Set(units).size).toBeGreaterThan(110);
    const feedback = of(2023).flatMap(({ handling, result }) => [handling, result]);
    expect(feedback).not.toContain('dissatisfied');
    expect(of(2023).filter(({ fromMotion }) => fromMotion)).toHaveLength(5);
  });

  it('says nothing twice but in the planted groups, at a length that is worth reading', () => {
    const groups = suggestionGroups(known);
    const planted = new Set(groups.flatMap(({ suggestions }) => suggestions.map(({ id }) => id)));
    const others = known.filter(({ id }) => !planted.has(id));
    expect(new Set(others.map(({ plan }) => plan.body)).size).toBe(others.length);
    const said = others.map(({ plan }) => plan.title.replace(/进一步|尽快|几点/g, ''));
    expect(new Set(said).size).toBe(said.length);
    for (const { plan } of known) expect(plan.body).not.toMatch(/[{}]/);
    const lengths = known.map(({ plan }) => plan.body.length).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 20)]).toBeGreaterThanOrEqual(200);
    expect(lengths.at(-1)).toBeLessThanOrEqual(600);
  });

  it('plants groups whose members differ in their words, and look-alikes that are not the same', () => {
    const groups = suggestionGroups(known);
    const count = (kind: string) => groups.filter((group) => group.kind === kind).length;
    expect([count('duplicate'), count('different_place'), count('opposite_stance')]).toEqual([40, 4, 4]);
    const broken = groups
      .flatMap(({ suggestions }) => suggestions)
      .filter(
        ({ resultClass, promisedBy, fulfilledOn }) =>
          resultClass === 'B' && promisedBy !== null && promisedBy <= '2023-12-31' && fulfilledOn === null,
      );
    expect(broken.length).toBeGreaterThan(3);
    expect(groups.some(({ suggestions }) => suggestions.some(({ mergedInto }) => mergedInto !== null))).toBe(
      true,
    );
    const kinds = new Set(suggestionOddities(known).map(({ kind }) => kind));
    expect(kinds.size).toBe(3);
  });
});
