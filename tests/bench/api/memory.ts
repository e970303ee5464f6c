import autocannon from 'autocannon';
import { wallQueries } from './queries.ts';
import { Served } from './served.ts';
import type { Subject } from './subject.ts';
import { head, row } from './table.ts';

const parts = 5;
const ways = { cockpit: 'kept answers', uncached: 'every answer made anew' } as const;

/** Resident memory over many requests: known answers, and a tenth as many that are made anew. */
export async function memory({ root, requests }: Subject): Promise<void> {
  const paths = wallQueries.map((query) => ({ method: 'GET' as const, path: `/api/v1/metrics/${query}` }));
  head('way', 'requests', 'resident, MB');
  for (const kind of ['cockpit', 'uncached'] as const) {
    const served = await Served.open(kind, root);
    const amount = (kind === 'cockpit' ? requests : requests / 10) / parts;
    for (let done = 0; done <= parts; done++) {
      if (done > 0) await autocannon({ url: served.url, amount, connections: 20, requests: paths });
      row(ways[kind], done * amount, Math.round((await served.usage()).memory / 2 ** 20));
    }
    served.close();
  }
}
