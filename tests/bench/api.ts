import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { arrow } from './api/arrow.ts';
import { flight } from './api/flight.ts';
import { marts } from './api/marts.ts';
import { memory } from './api/memory.ts';
import { overhead } from './api/overhead.ts';
import { postgres } from './api/postgres.ts';
import { rates } from './api/rates.ts';
import { routes } from './api/routes.ts';
import { steady } from './api/steady.ts';
import { subjectOf } from './api/subject.ts';

/**
 * `npm run bench:api -- --home .cockpit --only overhead,rate`: the API against the engine, the bare server, JSON and
 * PostgreSQL; tables in Markdown. `steady` builds the home anew while it runs, `postgres` needs a database to load
 * into (`PSQL`, see api/postgres.ts).
 */
const { values: options } = parseArgs({
  options: {
    home: { type: 'string', default: process.env.COCKPIT_HOME ?? '.cockpit' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    steady: { type: 'string', default: '60' },
    requests: { type: 'string', default: '100000' },
    only: { type: 'string', default: 'overhead,rate,routes,flight,arrow,marts,steady,memory' },
  },
});

const parts = { overhead, rate: rates, routes, flight, arrow, marts, postgres, steady, memory };
const wanted = options.only.split(',');
const unknown = wanted.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0)
  throw new Error(`--only ${unknown.join(', ')}: there is ${Object.keys(parts).join(', ')}`);

const subject = await subjectOf(options.home, {
  rounds: Number(options.rounds),
  seconds: Number(options.seconds),
  steady: Number(options.steady),
  requests: Number(options.requests),
});
const load = (): string => loadavg()[0]?.toFixed(1) ?? '';
process.stdout.write(
  `${cpus()[0]?.model ?? ''}, ${cpus().length} cores, Node ${process.version}, build ${subject.build}\n`,
);
for (const [name, run] of Object.entries(parts)) {
  if (!wanted.includes(name)) continue;
  process.stdout.write(`\n${name} (load average ${load()})\n\n`);
  await run(subject);
  process.stdout.write(`\nload average ${load()} at the end\n`);
}
