/**
 * `npm test`: everything, in order, and at the very end one line `N passed, N failed`. A step that is not a test
 * run (format, lint, types, build) counts as one; a test run counts its tests. `npm test -- lint unit` runs some.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countTests, summaryLine, sum } from './test-count.mjs';

const top = join(import.meta.dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'cockpit-test-'));
const longest = 30 * 60 * 1000;

/** The test run of one project of vitest.config.ts. */
const tests = (project) => ({
  name: project,
  report: join(scratch, `${project}.json`),
  command: [
    'vitest',
    'run',
    ...['--project', project],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${join(scratch, `${project}.json`)}`],
  ],
});

const steps = [
  { name: 'format', command: ['prettier', '--check', '.'] },
  { name: 'lint', command: ['eslint', '.', '--max-warnings', '0'] },
  { name: 'types', command: ['tsc', '--noEmit', '-p', 'tsconfig.json'] },
  { name: 'types-cockpit', command: ['vue-tsc', '--noEmit', '-p', 'cockpit/tsconfig.json'] },
  { name: 'build', command: ['vite', 'build', '--config', 'cockpit/vite.config.ts'] },
  ...['unit', 'cockpit', 'integration', 'e2e'].map(tests),
];

// The developer's own settings are not the tests' business.
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(COCKPIT_.*|PORT|HOST|LOG_LEVEL)$/.test(name)),
);

/** The file that a command of an installed package runs: no shell, and the same on every system. */
function binary(command) {
  const owner = { tsc: 'typescript' }[command] ?? command;
  const folder = join(top, 'node_modules', owner);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}

let running;
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    interrupted = true;
    running?.kill(signal);
  });
}

/** Runs a command to its end; true when it went well. */
function succeeds([command, ...parameters]) {
  return new Promise((resolve) => {
    running = spawn(process.execPath, [binary(command), ...parameters], {
      cwd: top,
      env,
      stdio: 'inherit',
      timeout: longest,
      killSignal: 'SIGKILL',
    });
    running.on('error', () => resolve(false));
    running.on('close', (code) => resolve(code === 0));
  });
}

async function take(step) {
  console.log(`\n── ${step.name}: ${step.command.join(' ').replaceAll(`${scratch}/`, '')}`);
  const started = performance.now();
  const ok = await succeeds(step.command);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const counts =
    step.report === undefined
      ? { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 }
      : countTests(step.report, ok);
  return { name: step.name, seconds, ...counts };
}

async function main(asked) {
  const unknown = asked.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    const known = steps.map(({ name }) => name).join(', ');
    console.error(`没有名为 ${unknown.join('、')} 的步骤；可选：${known}`);
    return [{ passed: 0, failed: unknown.length, skipped: 0 }];
  }
  const results = [];
  for (const step of steps) {
    if (asked.length > 0 && !asked.includes(step.name)) continue;
    // After Ctrl-C the steps that were not run have not passed.
    results.push(
      interrupted ? { name: step.name, seconds: '–', passed: 0, failed: 1, skipped: 0 } : await take(step),
    );
  }
  console.log('');
  for (const { name, seconds, failed, ...rest } of results) {
    const verdict = failed === 0 ? '✓' : '✗';
    console.log(
      `${verdict} ${name.padEnd(14)} ${seconds.padStart(7)} s   ${summaryLine({ failed, ...rest })}`,
    );
  }
  return results;
}

let total = { passed: 0, failed: 1, skipped: 0 };
try {
  total = sum(await main(process.argv.slice(2)));
} catch (error) {
  console.error(error);
} finally {
  rmSync(scratch, { recursive: true, force: true });
  process.exitCode = total.failed === 0 ? 0 : 1;
  console.log(`\n${summaryLine(total)}`);
}
