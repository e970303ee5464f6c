/**
 * `npm run bench:ingest -- [--rows 1000000,10000000] [--rounds 3] [--keep FOLDER]`: the checked intake against
 * DuckDB's bare `read_csv` into a table, runs interleaved, medians, as ratios.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { z } from 'zod';
import { writeLedger } from './ledger.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000,10000000' },
    rounds: { type: 'string', default: '3' },
    /** Where ledgers are kept between runs; a temporary folder that is removed when not given. */
    keep: { type: 'string' },
  },
});
const ways = ['bare-file', 'bare-memory', 'checked'] as const;
const once = z.object({
  rows: z.int(),
  rejected: z.int(),
  seconds: z.number(),
  cpuSeconds: z.number(),
  peakMb: z.number(),
});
type Once = z.infer<typeof once>;

const run = promisify(execFile);
const say = (line: string) => process.stdout.write(`${line}\n`);
const median = (numbers: readonly number[]) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

async function load(way: string, file: string, folder: string): Promise<Once> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const script = join(import.meta.dirname, 'ingest-once.ts');
  const { stdout } = await run(process.execPath, ['--import', 'tsx', script, way, file, folder]);
  return once.parse(JSON.parse(stdout));
}

const scratch = await mkdtemp(join(tmpdir(), 'cockpit-bench-'));
const kept = values.keep ?? scratch;
await mkdir(kept, { recursive: true });
try {
  say(
    `${availableParallelism()} cores (${cpus()[0]?.model ?? '?'}), ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, load ${(loadavg()[0] ?? 0).toFixed(1)}`,
  );
  for (const rows of values.rows.split(',').map(Number)) {
    const file = join(kept, `ledger-${rows}.csv`);
    if (!existsSync(file)) say(`${rows} rows written, ${writeLedger(file, rows)} of them bad`);
    const runs = new Map<string, Once[]>(ways.map((way) => [way, []]));
    for (let round = 0; round < Number(values.rounds); round++)
      for (const way of ways) runs.get(way)?.push(await load(way, file, join(scratch, 'home')));
    say(
      '| rows | way | seconds | CPU s | peak MB | rejected | × file, CPU | × file, clock | × memory, CPU | × memory, clock |',
    );
    say('|---|---|---|---|---|---|---|---|---|---|');
    const of = (way: string, pick: (one: Once) => number) => median((runs.get(way) ?? []).map(pick));
    // Rounds are compared with themselves: what else the machine did in a round, it did to all ways.
    const ratio = (way: string, other: string, pick: (one: Once) => number) => {
      const others = runs.get(other) ?? [];
      const ratios = (runs.get(way) ?? []).map((one, round) => {
        const beside = others[round];
        return beside ? pick(one) / pick(beside) : Number.NaN;
      });
      return median(ratios).toFixed(2);
    };
    const cpu = (one: Once) => one.cpuSeconds;
    const clock = (one: Once) => one.seconds;
    for (const way of ways) {
      const figures = [
        of(way, clock).toFixed(1),
        of(way, cpu).toFixed(1),
        of(way, (one) => one.peakMb).toFixed(0),
        of(way, (one) => one.rejected),
        ...['bare-file', 'bare-memory'].flatMap((other) => [
          ratio(way, other, cpu),
          ratio(way, other, clock),
        ]),
      ];
      say(`| ${rows} | ${way} | ${figures.join(' | ')} |`);
    }
    say(`load ${(loadavg()[0] ?? 0).toFixed(1)} at the end`);
    const [first] = runs.get('checked') ?? [];
    say(`accepted ${first?.rows ?? 0}, rejected ${first?.rejected ?? 0}`);
  }
} finally {
  await rm(scratch, { recursive: true, force: true });
}
