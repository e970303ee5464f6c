import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ingestSummarySchema } from '../../commands/ingest-summary.ts';
import type { Home } from '../../warehouse/home.ts';
import { paymentsHome, writeLedger } from '../fixtures/payments-home.ts';

let home: Home;
let folder: string;
beforeAll(async () => {
  ({ home } = await paymentsHome());
  folder = await mkdtemp(join(tmpdir(), 'cockpit-json-'));
});
afterAll(async () => {
  await rm(home.root, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

const command = join(import.meta.dirname, '..', '..', 'bin', 'cockpit.mjs');

function cockpit(...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [command, ...words],
      { env: { ...process.env, COCKPIT_HOME: home.root } },
      (_error, stdout, stderr) => {
        resolve({ code: child.exitCode ?? -1, stdout, stderr });
      },
    );
  });
}

test('an unattended run: a code that tells, and a summary for a machine', async () => {
  await writeLedger(home, '一月.csv', '2026-01', 40);
  await writeLedger(home, '二月.csv', '2026-02', 400);
  const held = await cockpit('ingest', '--json');
  expect(held.code, held.stderr).toBe(4);
  const summary = ingestSummarySchema.parse(JSON.parse(held.stdout));
  expect(summary.counts).toEqual({
    files: 2,
    accepted: 1,
    held: 1,
    refused: 0,
    unchanged: 0,
    rows: 40,
    rejected: 0,
  });
  expect(held.stderr).toContain('暂缓  二月.csv');

  const broken = join(folder, '坏.csv');
  await writeFile(broken, 'a,b\n1,2\n');
  const out = join(folder, '结果.json');
  const refused = await cockpit('ingest', broken, '--json', out);
  expect(refused.code).toBe(1);
  expect(ingestSummarySchema.parse(JSON.parse(await readFile(out, 'utf8')))).toMatchObject({
    exitCode: 1,
    files: [{ name: '坏.csv', outcome: 'refused', refusals: [{ code: 'unknown_layout' }] }],
  });
  // The word after --json is a delivery here, not a file to be written over.
  const again = await cockpit('ingest', '--json', broken);
  expect(ingestSummarySchema.parse(JSON.parse(again.stdout)).counts.files).toBe(1);
  expect(await readFile(broken, 'utf8')).toBe('a,b\n1,2\n');
});
