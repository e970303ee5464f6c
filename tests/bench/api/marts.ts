import { wallQueries } from './queries.ts';
import { answerOn, openBuild, type Subject } from './subject.ts';
import { head, median, ms, processorTime, row, timed } from './table.ts';

/** The aim for each query, milliseconds. */
const mostMs = 5;

/** The wall's ten queries on the marts, as the server runs them. */
export async function marts(subject: Subject): Promise<void> {
  const engine = await openBuild(subject);
  const [counted] = await engine.rows('select count(*) as payments from marts.fct_payment');
  const payments = Number(counted?.payments);
  head(`query, ${payments} payments`, 'median, ms', 'processor, ms', `≤ ${mostMs} ms`);
  for (const query of wallQueries) {
    const clock: number[] = [];
    const processor: number[] = [];
    for (let round = -5; round < subject.rounds * 8; round++) {
      const took = await timed(async () =>
        processor.push(await processorTime(() => answerOn(engine, query))),
      );
      if (round >= 0) clock.push(took);
    }
    const [byClock, byProcessor] = [median(clock), median(processor.slice(5))];
    row(query, ms(byClock), ms(byProcessor), byClock <= mostMs ? 'yes' : 'no');
  }
  engine.close();
}
