import { describe, expect, it } from 'vitest';
import { countClasses, grownClasses } from './class-counts.ts';

/** A snapshot of nodes written as kind, name, bytes, whether it is in no document. */
function snapshot(nodes: readonly (readonly [string, string, number, number])[]): string {
  const kinds = ['object', 'string', 'native'];
  const strings = [...new Set(nodes.map(([, name]) => name))];
  return JSON.stringify({
    snapshot: {
      meta: {
        node_fields: ['type', 'name', 'id', 'self_size', 'edge_count', 'detachedness'],
        node_types: [kinds, 'string', 'number', 'number', 'number', 'number'],
      },
    },
    nodes: nodes.flatMap(([kind, name, bytes, detached], at) => [
      kinds.indexOf(kind),
      strings.indexOf(name),
      at,
      bytes,
      0,
      detached,
    ]),
    strings,
  });
}

const before = snapshot([
  ['object', 'Map', 16, 0],
  ['string', 'one', 20, 0],
  ['string', 'two', 24, 0],
  ['native', 'HTMLDivElement', 100, 1],
]);
const after = snapshot([
  ['object', 'Map', 16, 0],
  ['object', 'Map', 16, 0],
  ['string', 'one', 20, 0],
  ['native', 'HTMLDivElement', 100, 1],
  ['native', 'HTMLDivElement', 100, 2],
]);

describe('the classes of a heap snapshot', () => {
  it('are counted by name, texts by kind, and nodes in no document apart', () => {
    expect([...countClasses(after)]).toEqual([
      ['Map', { count: 2, bytes: 32 }],
      ['(string)', { count: 1, bytes: 20 }],
      ['HTMLDivElement', { count: 1, bytes: 100 }],
      ['Detached HTMLDivElement', { count: 1, bytes: 100 }],
    ]);
  });

  it('that grew are named, those by the most bytes first', () => {
    expect(grownClasses(countClasses(before), countClasses(after))).toEqual([
      { label: 'Detached HTMLDivElement', from: { count: 0, bytes: 0 }, to: { count: 1, bytes: 100 } },
      { label: 'Map', from: { count: 1, bytes: 16 }, to: { count: 2, bytes: 32 } },
    ]);
  });
});
