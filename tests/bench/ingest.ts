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
    say('| rows | way | seconds | CPU s | peak MB | rejected | × bare-file | × bare-memory |');
    say('|---|---|---|---|---|---|---|---|');
    const seconds = (way: string) => median((runs.get(way) ?? []).map((one) => one.seconds));
    for (const way of ways) {
      const own = runs.get(way) ?? [];
      const of = (pick: (one: Once) => number) => median(own.map(pick));
      const ratio = (other: string) => (seconds(way) / seconds(other)).toFixed(2);
      say(
        `| ${rows} | ${way} | ${seconds(way).toFixed(1)} | ${of((one) => one.cpuSeconds).toFixed(1)} | ${of((one) => one.peakMb).toFixed(0)} | ${of((one) => one.rejected)} | ${ratio('bare-file')} | ${ratio('bare-memory')} |`,
      );
    }
    const [first] = runs.get('checked') ?? [];
    say(`accepted ${first?.rows ?? 0}, rejected ${first?.rejected ?? 0}`);
  }
} finally {
  await rm(scratch, { recursive: true, force: true });
}
