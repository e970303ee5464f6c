import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { countTests, sum, summaryLine } from './test-count.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'cockpit-count-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

type Status = 'passed' | 'failed' | 'skipped' | 'todo';

function report(...files: { status: Status; tests: Status[] }[]): string {
  const path = join(scratch, 'report.json');
  const testResults = files.map(({ status, tests }) => ({
    status,
    assertionResults: tests.map((test) => ({ status: test })),
  }));
  writeFileSync(path, JSON.stringify({ testResults }));
  return path;
}

it('counts what passed, failed and was skipped', () => {
  const path = report(
    { status: 'passed', tests: ['passed', 'skipped', 'todo'] },
    { status: 'failed', tests: ['passed', 'failed'] },
  );
  expect(countTests(path, false)).toEqual({ passed: 2, failed: 1, skipped: 2 });
});

it('counts a file that does not load as one failure', () => {
  expect(countTests(report({ status: 'failed', tests: [] }), false)).toMatchObject({ failed: 1 });
});

it('counts a failing hook as one failure, though every test passed', () => {
  const path = report({ status: 'failed', tests: ['passed'] });
  expect(countTests(path, false)).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

it('does not believe a run that failed without a failed test', () => {
  const path = report({ status: 'passed', tests: ['passed'] });
  expect(countTests(path, false)).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

it('does not take a run without tests for a good one', () => {
  expect(countTests(report(), true)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

it('takes a run that left no report for a failed one', () => {
  expect(countTests(join(scratch, 'none.json'), true)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

it('adds up, and names the skipped only when there are any', () => {
  const total = sum([
    { passed: 3, failed: 0, skipped: 0 },
    { passed: 4, failed: 1, skipped: 2 },
  ]);
  expect(summaryLine(total)).toBe('7 passed, 1 failed, 2 skipped');
  expect(summaryLine({ passed: 7, failed: 0, skipped: 0 })).toBe('7 passed, 0 failed');
});
