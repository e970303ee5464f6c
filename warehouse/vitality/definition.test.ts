import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { DefinitionError, definitionJsonSchema, hashOf, parseDefinition } from './definition.ts';

const least = {
  id: 'test',
  version: '1.0.0',
  indicators: [{ code: 'a', parent: 'x' }],
  aggregates: [{ code: 'x' }],
};

describe('a definition', () => {
  it('is known by the hash of its canonical JSON, whatever the order of its keys', () => {
    const { indicators, aggregates, version, id } = least;
    expect(parseDefinition(least).hash).toBe(hashOf({ aggregates, indicators, version, id }));
    expect(parseDefinition(least).hash).not.toBe(hashOf({ ...least, version: '1.0.1' }));
    // printf '{"a":1,"b":[true,null]}' | sha256sum
    expect(hashOf({ b: [true, null], a: 1 })).toBe(
      '1cc69c7fa23616ca2ec3ee70d24390a6225c8832db8a4c814c7e0e7f942f8668',
    );
  });

  it('cannot be changed once it is read', () => {
    const { definition, document } = parseDefinition(least);
    expect(() => Object.assign(definition, { id: 'other' })).toThrow(TypeError);
    expect(() => Object.assign(document as object, { id: 'other' })).toThrow(TypeError);
  });

  it('names every key at fault', () => {
    const wrong = { ...least, version: '1', treet: {}, normalise: { f_n: 'n_minmaks' } };
    expect(() => parseDefinition(wrong)).toThrow(DefinitionError);
    expect(() => parseDefinition(wrong)).toThrow(/version.*语义化[\s\S]*normalise\.f_n[\s\S]*treet/);
  });

  it('says what a method lacks', () => {
    expect(() => parseDefinition({ ...least, impute: { f_i: 'i_mean_grp' } })).toThrow(/impute\.use_group/);
    expect(() => parseDefinition({ ...least, normalise: { f_n: 'n_dist2ref' } })).toThrow(/reference/);
    expect(() =>
      parseDefinition({ ...least, aggregate: { f_ag: 'a_genmean', f_ag_para: { p: 0 } } }),
    ).toThrow(/geometric/);
  });

  it('takes COINr’s names and its own for the same thing', () => {
    const ours = parseDefinition({
      ...least,
      normalise: { method: 'minmax', lower: 1, upper: 10 },
      impute: { method: 'group_mean', use_group: 'g' },
      treat: { winmax: 3 },
    }).definition;
    const theirs = parseDefinition({
      ...least,
      normalise: { global_specs: { f_n: 'n_minmax', f_n_para: { l_u: [1, 10] } } },
      impute: { f_i: 'i_mean_grp', use_group: 'g' },
      treat: { global_specs: { f1_para: { winmax: 3 } } },
    }).definition;
    expect(theirs).toEqual(ours);
  });

  it('has a published JSON Schema that is generated from what reads it', async () => {
    const published = await readFile('docs/schemas/index-definition.schema.json', 'utf8');
    expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(definitionJsonSchema())));
  });
});
