import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { layoutSchema } from '../etl/layout.ts';
import { contracts } from '../etl/sources/registry.ts';
import { generateCity } from './city/generate.ts';
import { need, seed } from './city/reference.ts';
import { writeSample } from './write-sample.ts';

const folder = mkdtempSync(join(tmpdir(), 'sample-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

describe('writeSample', () => {
  it('gives the same bytes for the same seed', { timeout: 120_000 }, async () => {
    const rows = new Map<string, number>();
    const write = (name: string) =>
      writeSample({
        seed: 3,
        payments: 2_000,
        firstYear: 2025,
        folder: join(folder, name),
        onFile: (file) => rows.set(file.name, file.rows),
      });
    const first = await write('one');
    expect([...rows.keys()]).toEqual(first.files);
    expect((await write('two')).files).toEqual(first.files);
    for (const name of [...first.files, 'planted.json'])
      expect(hashOf(join(folder, 'two', name)), name).toBe(hashOf(join(folder, 'one', name)));
    const ledger = '财政局/2025年国库集中支付明细.csv';
    const text = new TextDecoder('gb18030', { fatal: true }).decode(
      readFileSync(join(folder, 'one', 'city', ledger)),
    );
    expect(text).toContain('支付凭证号');
    expect(text).toContain('（示例）');
    expect(new Set(first.planted.oddities.map(({ kind }) => kind)).size).toBe(23);
    expect(first.planted.rejects).toHaveLength(8);
  });

  it('refuses a number of payments that cannot fill the months', async () => {
    await expect(generateCity({ seed: 1, payments: 10, outputFolder: folder })).rejects.toThrow('支付笔数');
  });
});

describe('seeds', () => {
  it.each([
    ['area', 15],
    ['township', 185],
    ['function', 250],
    ['economic', 150],
    ['revenue_item', 40],
    ['tax_kind', 16],
    ['industry', 20],
  ])('%s: codes are unique, parents exist, an alias names one row only', (name, atLeast) => {
    const rows = seed(name);
    expect(rows.length).toBeGreaterThanOrEqual(atLeast);
    const codes = new Set(rows.map((row) => row.code));
    expect(codes.size).toBe(rows.length);
    const names = new Map<string, Set<string>>();
    for (const row of rows) {
      if ((row.parent_code ?? '') !== '') expect(codes).toContain(row.parent_code);
      for (const text of [row.name ?? '', ...(row.aliases ?? '').split('|').filter((alias) => alias !== '')])
        names.set(text, (names.get(text) ?? new Set()).add(row.code ?? ''));
    }
    for (const row of rows)
      for (const alias of (row.aliases ?? '').split('|').filter((text) => text !== ''))
        expect(need(names, alias).size, `${name} ${alias}`).toBe(1);
  });

  it('names repeat only in the function and economic classifications', () => {
    for (const name of ['area', 'township', 'revenue_item', 'tax_kind', 'industry']) {
      const names = seed(name).map((row) => row.name);
      expect(new Set(names).size, name).toBe(names.length);
    }
  });
});

const sources = fileURLToPath(new URL('../etl/sources/', import.meta.url));
const layoutFiles = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.json'),
);

describe('layouts', () => {
  it.each(layoutFiles)('%s is valid and covers its contract', (name) => {
    const layout = layoutSchema.parse(JSON.parse(readFileSync(join(sources, name), 'utf8')));
    const contract = need(contracts, layout.contract);
    const known = new Set([...Object.keys(layout.columns), ...Object.keys(layout.constants)]);
    for (const column of contract.columns) if (!column.optional) expect(known).toContain(column.name);
    const all = new Set(contract.columns.map((column) => column.name));
    for (const column of known) expect(all).toContain(column);
  });

  it('every contract has one', () => {
    const covered = new Set(
      layoutFiles.map(
        (name) => layoutSchema.parse(JSON.parse(readFileSync(join(sources, name), 'utf8'))).contract,
      ),
    );
    expect([...covered].sort()).toEqual([...contracts.keys()].sort());
  });
});
