import autocannon from 'autocannon';
import { Served } from './served.ts';
import type { Subject } from './subject.ts';
import { head, median, row } from './table.ts';

const connections = 64;
const path = '/api/v1/metrics/expenditure_execution_rate?by=department&area=330300-CL';

/** The same question from many at once, against as many different ones; nothing is kept in either. */
export async function flight({ root, rounds, seconds }: Subject): Promise<void> {
  const served = await Served.open('uncached', root);
  let asked = 0;
  const different = async (): Promise<number> => {
    const { requests } = await autocannon({
      url: served.url,
      duration: seconds,
      connections,
      requests: [
        {
          method: 'GET',
          setupRequest: (request) => {
            asked = (asked + 1) % 12_000;
            const year = 2021 + (asked % 6);
            const from = String((asked % 9) + 1).padStart(2, '0');
            // A filter that changes nothing but the question: every request is another one.
            const apart = `period=${year}-${from}..${year}-12&department=${100_000 + asked}`;
            return { ...request, path: `${path}&${apart}` };
          },
        },
      ],
    });
    return requests.average;
  };
  const same = async (): Promise<number> => {
    const url = `${served.url}${path}&period=2026`;
    return (await autocannon({ url, duration: seconds, connections })).requests.average;
  };
  const shared: number[] = [];
  const apart: number[] = [];
  for (let round = 0; round < rounds; round++) {
    shared.push(await same());
    apart.push(await different());
  }
  served.close();
  head(`${connections} clients ask`, 'answers a second', '×');
  row('different questions', Math.round(median(apart)), '1.0');
  row('the same question', Math.round(median(shared)), (median(shared) / median(apart)).toFixed(1));
}
