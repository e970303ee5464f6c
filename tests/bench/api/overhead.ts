import { Agent, get } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { DuckDBInstance, LIST, VARCHAR, listValue } from '@duckdb/node-api';
import { wallQueries } from './queries.ts';
import { Served } from './served.ts';
import { answerOn, openBuild, type Subject } from './subject.ts';
import { head, median, ms, row, timed } from './table.ts';

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

const fetched = (url: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      buffer(response).then(resolve, reject);
    }).on('error', reject);
  });

/** The aim: at most so much more than the query, or so many milliseconds, whichever is more. */
const [moreShare, moreMs] = [0.15, 3];

/** The wall's queries through the API, nothing kept, against the same SQL in bare @duckdb/node-api; interleaved. */
export async function overhead(subject: Subject): Promise<void> {
  const served = await Served.open('uncached', subject.root);
  const engine = await openBuild(subject);
  const bare = await DuckDBInstance.create(subject.home.buildFile(subject.build), {
    access_mode: 'READ_ONLY',
    threads: '2',
  });
  const connection = await bare.connect();
  head('query', 'bare, ms', 'API, ms', 'over, ms', 'allowed, ms', 'within');
  try {
    for (const query of wallQueries) {
      const { sql, parameters } = await answerOn(engine, query);
      const lists = Object.entries(parameters).filter(([, value]) => Array.isArray(value));
      const values = Object.fromEntries(
        Object.entries(parameters).map(([name, value]) => [
          name,
          typeof value === 'string' ? value : listValue([...value]),
        ]),
      );
      const types = Object.fromEntries(lists.map(([name]) => [name, LIST(VARCHAR)]));
      const url = `${served.url}/api/v1/metrics/${query}`;
      const runBare = async () => (await connection.runAndReadAll(sql, values, types)).getRowObjects();
      const times: { readonly bare: number; readonly api: number }[] = [];
      for (let round = -5; round < subject.rounds * 8; round++) {
        const one = { bare: await timed(runBare), api: await timed(() => fetched(url)) };
        if (round >= 0) times.push(one);
      }
      const base = median(times.map((one) => one.bare));
      const over = median(times.map((one) => one.api - one.bare));
      const allowed = Math.max(base * moreShare, moreMs);
      row(
        query,
        ms(base),
        ms(median(times.map((one) => one.api))),
        ms(over),
        ms(allowed),
        over <= allowed ? 'yes' : 'no',
      );
    }
  } finally {
    connection.closeSync();
    bare.closeSync();
    engine.close();
    served.close();
    agent.destroy();
  }
}
