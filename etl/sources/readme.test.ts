import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contracts } from './registry.ts';

/** The folder of a contract's source: its own, or the one it shares with others (`stations.duty`: `stations`). */
async function readmeOf(contract: string): Promise<string> {
  const folders = [contract, contract.split('.')[0] ?? ''];
  for (const folder of folders) {
    const text = await readFile(join(import.meta.dirname, folder, 'README.md'), 'utf8').catch(() => null);
    if (text !== null) return text;
  }
  throw new Error(`no README for ${contract}`);
}

test.each([...contracts.keys()])('the README of %s names every column and rule', async (id) => {
  const text = await readmeOf(id);
  const contract = contracts.get(id);
  for (const column of contract?.columns ?? []) expect(text).toContain(`| ${column.name} `);
  for (const rule of contract?.rules ?? []) expect(text).toContain(`\`${rule.id}\`: \`${rule.holds}\``);
});
