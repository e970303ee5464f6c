import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { manifest } from './manifest.ts';
import { headComment, referencedTables } from './references.ts';
import { readModel } from './run-models.ts';

const sqlFiles = (await readdir(import.meta.dirname, { recursive: true }))
  .filter((file) => file.endsWith('.sql'))
  .sort();

describe('the manifest of models', () => {
  test('names every file once and nothing else', () => {
    expect(manifest.map((model) => model.file).sort()).toEqual(sqlFiles);
    expect(new Set(manifest.map((model) => model.name)).size).toBe(manifest.length);
  });

  test.each(manifest)('$name comes after all it reads', async (model) => {
    const made = new Set(manifest.slice(0, manifest.indexOf(model)).map((earlier) => earlier.name));
    const reads = referencedTables(await readModel(model));
    const models = reads.filter((name) => /^(staging|marts)\./.test(name));
    expect(models.filter((name) => !made.has(name))).toEqual([]);
    expect(reads.filter((name) => !/^(raw|seeds|staging|marts)\./.test(name))).toEqual([]);
  });

  test.each(manifest)('$name says its grain and ends with its final select', async (model) => {
    const sql = await readModel(model);
    expect(headComment(sql)).not.toBe('');
    expect(sql.endsWith('select * from final')).toBe(true);
  });

  test('staging is one view a source table, below a folder of its source', () => {
    for (const model of manifest.filter((entry) => entry.materialised === 'view')) {
      const source = model.file.split(sep)[1] ?? '';
      expect(model.name).toMatch(new RegExp(`^staging\\.stg_${source}__`));
      expect(model.file).toBe(join('staging', source, `${model.name.replace('staging.', '')}.sql`));
    }
  });
});

describe('references', () => {
  test('are found behind from and join, not in comments, strings or CTE names', () => {
    const sql = `-- from marts.not_this
      with a as (select 'from marts.nor_this' from marts.b), c as (from seeds.d)
      select * from a left join marts.e using (x) join c using (x) join marts.b using (x)`;
    expect(referencedTables(sql)).toEqual(['marts.b', 'marts.e', 'seeds.d']);
  });
});
