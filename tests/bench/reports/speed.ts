/**
 * `npm run bench:reports -- [--rounds 3] [--home FOLDER] [--period 2026-09]`: a long report (`long-report.md`) of the
 * sample city in all formats, each round in a process of its own. The goals: 10 s and 600 MB for 20 pages.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { z } from 'zod';
import { cockpit } from '../../e2e/cockpit-process.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    /** A home with a build; one of the sample city is made, and removed, when not given. */
    home: { type: 'string' },
    period: { type: 'string', default: '2026-09' },
  },
});
const once = z.object({
  pages: z.int(),
  steps: z.array(
    z.object({ name: z.string(), seconds: z.number(), cpuSeconds: z.number(), peakMb: z.number() }),
  ),
});
type Once = z.infer<typeof once>;

const run = promisify(execFile);
const say = (line: string) => process.stdout.write(`${line}\n`);
const sum = (numbers: readonly number[]) => numbers.reduce((whole, one) => whole + one, 0);
const median = (numbers: readonly number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
const peak = ({ steps }: Once) => Math.max(...steps.map(({ peakMb }) => peakMb));

const scratch = await mkdtemp(join(tmpdir(), 'cockpit-bench-'));
try {
  const home = values.home ?? join(scratch, 'home');
  if (values.home === undefined) await cockpit(home, 'sample', '--payments', '50000');
  const load = () => (loadavg()[0] ?? 0).toFixed(1);
  say(
    `${availableParallelism()} cores (${cpus()[0]?.model ?? '?'}), Node ${process.versions.node}, load ${load()}`,
  );
  const script = join(import.meta.dirname, 'once.ts');
  const runs: Once[] = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    const { stdout } = await run(process.execPath, ['--import', 'tsx', script, home, values.period]);
    runs.push(once.parse(JSON.parse(stdout)));
  }
  say('| round | pages | seconds | CPU s | peak MB |');
  say('|---|---|---|---|---|');
  runs.forEach((one, round) => {
    const cells = [
      sum(one.steps.map(({ seconds }) => seconds)).toFixed(1),
      sum(one.steps.map(({ cpuSeconds }) => cpuSeconds)).toFixed(1),
      peak(one).toFixed(0),
    ];
    say(`| ${round + 1} | ${one.pages} | ${cells.join(' | ')} |`);
  });
  const whole = sum((runs[0]?.steps ?? []).map((_, at) => median(cpuOf(runs, at))));
  say('| step, medians | seconds | CPU s | share of CPU | peak MB by its end |');
  say('|---|---|---|---|---|');
  runs[0]?.steps.forEach(({ name }, at) => {
    const of = (pick: 'seconds' | 'peakMb') => median(runs.map(({ steps }) => steps[at]?.[pick] ?? NaN));
    const cpu = median(cpuOf(runs, at));
    say(
      `| ${name} | ${of('seconds').toFixed(2)} | ${cpu.toFixed(2)} | ${((100 * cpu) / whole).toFixed(0)} % | ${of('peakMb').toFixed(0)} |`,
    );
  });
  say(`load ${load()}`);
} finally {
  await rm(scratch, { recursive: true, force: true });
}

function cpuOf(runs: readonly Once[], at: number): readonly number[] {
  return runs.map(({ steps }) => steps[at]?.cpuSeconds ?? Number.NaN);
}
