import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metricValuesSchema } from '../../api/contracts/metrics.ts';
import { DuckDbEngine } from '../../warehouse/connection.ts';
import { answerOf, ApiBench } from '../fixtures/api-bench.ts';

/** Below 2^46 yuan neighbouring numbers are less than a fen apart: 70 trillion, two thousand times the city. */
const mostFen = 7_000_000_000_000_000n;

/** `-1234` is `-12.34`. */
function yuan(fen: bigint): string {
  const digits = String(fen < 0n ? -fen : fen).padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, fen) => total + fen, 0n);

describe('money on the wire', () => {
  it('is exact to the fen from DECIMAL through JSON', async () => {
    const engine = await DuckDbEngine.open(':memory:', { readOnly: false });
    try {
      await fc.assert(
        fc.asyncProperty(fc.bigInt({ min: -mostFen, max: mostFen }), async (fen) => {
          const rows = await engine.rows('select cast($text as decimal(18, 2)) as amount', {
            text: yuan(fen),
          });
          const [row] = JSON.parse(JSON.stringify(rows)) as { amount: number }[];
          expect(row?.amount.toFixed(2).replace(/^-0\.00$/, '0.00')).toBe(yuan(fen));
        }),
        { numRuns: 500 },
      );
    } finally {
      engine.close();
    }
  });

  describe('added up over a build', () => {
    const amount = fc
      .bigInt({ min: -2_000_000_000_000n, max: 9_000_000_000_000n })
      .filter((fen) => fen !== 0n);
    const departments = fc.sample(fc.array(amount, { minLength: 1, maxLength: 12 }), {
      numRuns: 40,
      seed: 20261103,
    });
    const code = (index: number) => String(500 + index);
    let bench: ApiBench;
    beforeAll(async () => {
      bench = await ApiBench.open();
      await bench.served.deliver(
        'finance_payments',
        departments.flatMap((amounts, department) =>
          amounts.map((fen, index) => ({
            payment_id: `P${department}-${index}`,
            department_code: code(department),
            department_name: `第${department}个部门`,
            amount: yuan(fen),
          })),
        ),
      );
      const outcome = await bench.served.build();
      expect(outcome.kind, JSON.stringify(outcome)).toBe('published');
      await bench.live.refresh();
    });
    afterAll(() => bench.close());

    async function rows(by?: string) {
      const path = '/api/v1/metrics/general_expenditure';
      const { body } = await answerOf(
        bench
          .request()
          .get(path)
          .query(by === undefined ? {} : { by }),
      );
      return metricValuesSchema.parse(body).rows;
    }

    it('is exact to the fen, for the whole and for each part', async () => {
      const [whole] = await rows();
      expect(whole?.value?.toFixed(2)).toBe(yuan(sum(departments.flat())));
      const parts = new Map((await rows('department')).map(({ key, value }) => [key.department, value]));
      expect(parts.size).toBe(departments.length);
      for (const [index, amounts] of departments.entries())
        expect(parts.get(code(index))?.toFixed(2)).toBe(yuan(sum(amounts)));
    });
  });
});
