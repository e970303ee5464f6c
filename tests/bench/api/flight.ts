import autocannon from 'autocannon';
import { Served } from './served.ts';
import type { Subject } from './subject.ts';
import { head, median, row } from './table.ts';

const connections = 64;

interface Question {
  readonly name: string;
  readonly same: string;
  /** The same question with another detail, which changes nothing but the question. */
  readonly different: (number: number) => string;
}

const tile = '/api/v1/metrics/expenditure_execution_rate?by=department&area=330300-CL';
const pivot = '/api/v1/explore?measures=general_expenditure,expenditure_execution_rate';
const apart = (number: number): string => {
  const from = String((number % 9) + 1).padStart(2, '0');
  return `period=${2021 + (number % 6)}-${from}..${2021 + (number % 6)}-12&department=${100_000 + number}`;
};

/** A tile is answered from a mart in milliseconds; a pivot of two measures over four years is real work. */
const questions: readonly Question[] = [
  {
    name: 'a tile',
    same: `${tile}&period=2026`,
    different: (number) => `${tile}&${apart(number)}`,
  },
  {
    name: 'a pivot by area and month',
    same: `${pivot}&by=area&grain=month&period=2023-01..2026-10`,
    // More than there are rows, so that each is the whole answer.
    different: (number) =>
      `${pivot}&by=area&grain=month&period=2023-01..2026-10&limit=${1_000 + (number % 9_000)}`,
  },
];

/** The same question from many at once, against as many different ones; nothing is kept in either. */
export async function flight({ root, rounds, seconds }: Subject): Promise<void> {
  const served = await Served.open('uncached', root);
  let asked = 0;
  const rate = async (path: () => string): Promise<number> => {
    const { requests, duration, non2xx, errors } = await autocannon({
      url: served.url,
      duration: seconds,
      connections,
      timeout: 60,
      requests: [{ method: 'GET', setupRequest: (request) => ({ ...request, path: path() }) }],
    });
    if (non2xx + errors > 0) throw new Error(`${path()}: ${non2xx} answers were none, ${errors} errors`);
    return requests.total / duration;
  };
  try {
    head(`${connections} clients ask for`, 'different ones, a second', 'the same, a second', '×');
    for (const { name, same, different } of questions) {
      const [shared, separate]: [number[], number[]] = [[], []];
      for (let round = 0; round < rounds; round++) {
        shared.push(await rate(() => same));
        separate.push(await rate(() => different((asked += 1))));
      }
      row(
        ...[name, median(separate).toFixed(1), median(shared).toFixed(1)],
        (median(shared) / median(separate)).toFixed(1),
      );
    }
  } finally {
    served.close();
  }
}
