import { beforeAll, describe, expect, test } from 'vitest';
import {
  planSuggestions,
  type GroupKind,
  type PlannedSuggestion,
} from '../../sample/city/suggestion-plan.ts';
import { gazetteerOfSeeds } from '../../warehouse/duplicates/areas-of-seeds.ts';
import { DuplicateIndex, type Found } from '../../warehouse/duplicates/duplicate-index.ts';
import { loadModel } from '../../warehouse/duplicates/load-model.ts';

/** The sample city's suggestions of six years, with groups of which it is known what they are. */
const suggestions = planSuggestions(20_260_101).map((plan, number) => ({ ...plan, id: String(number) }));
const index = new DuplicateIndex(loadModel(), await gazetteerOfSeeds());

beforeAll(() =>
  index.add(suggestions.map((suggestion) => ({ ...suggestion, submittedOn: `${suggestion.year}-03-01` }))),
);

type Numbered = PlannedSuggestion & { readonly id: string };

function groupsOf(kind: GroupKind): readonly (readonly Numbered[])[] {
  const groups = new Map<string, Numbered[]>();
  for (const suggestion of suggestions)
    if (suggestion.group?.kind === kind)
      groups.set(suggestion.group.id, [...(groups.get(suggestion.group.id) ?? []), suggestion]);
  return [...groups.values()];
}

/** Each ordered pair of a kind of group, judged. */
function pairsOf(kind: GroupKind): readonly Found[] {
  return groupsOf(kind).flatMap((members) =>
    members.flatMap((draft) =>
      members.flatMap((other) => (other === draft ? [] : (index.judgeOne(draft, other.id) ?? []))),
    ),
  );
}

const share = <T>(values: readonly T[], holds: (value: T) => boolean): number =>
  values.filter(holds).length / values.length;

describe('suggestions of the sample city', () => {
  test('nine in ten find one of their own group among the first three', () => {
    const members = groupsOf('duplicate').flatMap((group) => group.map((draft) => ({ draft, group })));
    expect(members.length).toBeGreaterThan(50);
    const found = share(members, ({ draft, group }) => {
      const ids = index.find(draft, 3, { except: new Set([draft.id]) }).map(({ id }) => id);
      return group.some(({ id }) => ids.includes(id));
    });
    expect(found).toBeGreaterThanOrEqual(0.9);
  });

  test('most pairs of a group, told in other words, are held to be the same matter', () => {
    expect(share(pairsOf('duplicate'), ({ probability }) => probability >= 0.5)).toBeGreaterThanOrEqual(0.8);
  });

  test('the same template for another place is not the same matter', () => {
    const pairs = pairsOf('different_place');
    expect(pairs.length).toBeGreaterThan(0);
    expect(pairs.filter(({ probability }) => probability >= 0.5)).toEqual([]);
    expect(share(pairs, ({ guards }) => guards.includes('other_place'))).toBe(1);
  });

  test('the same subject with the opposite stance is not the same matter', () => {
    const pairs = pairsOf('opposite_stance');
    expect(pairs.length).toBeGreaterThan(0);
    expect(pairs.filter(({ probability }) => probability >= 0.5)).toEqual([]);
    expect(share(pairs, ({ guards }) => guards.includes('opposite_stance'))).toBe(1);
  });
});
