import { chance } from '../../../warehouse/duplicates/chance.ts';
import { gazetteerOfSeeds } from '../../../warehouse/duplicates/areas-of-seeds.ts';
import { DuplicateIndex } from '../../../warehouse/duplicates/duplicate-index.ts';
import { searchDuplicates } from '../../../warehouse/duplicates/duplicate-search.ts';
import { loadBoilerplate, loadModel } from '../../../warehouse/duplicates/load-model.ts';
import type { SuggestionText } from '../../../warehouse/duplicates/suggestion.ts';
import { recombined, sourceMessages } from './corpora.ts';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const mebi = 2 ** 20;
const chunk = 16_384;

function memory(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss / mebi;
}

function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? Number.NaN;
}

interface Cost {
  readonly wall: number;
  readonly processor: number;
}

const processorMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** What something costs, in milliseconds by the clock and of the processor: on a busy machine only the second tells. */
function costOf(work: () => unknown): Cost {
  const [start, used] = [performance.now(), processorMs()];
  work();
  return { wall: performance.now() - start, processor: processorMs() - used };
}

/** Loads, inserts, searches: `speed.ts [documents …]`, 100 000 by default. Run with --expose-gc for true memory. */
async function main(): Promise<void> {
  const sizes = process.argv.slice(2).map(Number);
  const source = await sourceMessages();
  const boilerplate = loadBoilerplate();
  const gazetteer = await gazetteerOfSeeds();
  const drafts = source.filter((_, at) => at % Math.ceil(source.length / 300) === 0);
  // Tables and dictionaries are loaded once, whatever the number of documents.
  const warm = new DuplicateIndex(loadModel(), gazetteer);
  warm.add(source.slice(0, 500));
  for (const draft of drafts.slice(0, 50)) searchDuplicates(warm, boilerplate, draft, 10);
  for (const size of sizes.length === 0 ? [100_000] : sizes) {
    const before = memory();
    const index = new DuplicateIndex(loadModel(), gazetteer);
    const loading = { wall: 0, processor: 0 };
    let documents: SuggestionText[] = [];
    const flush = (): void => {
      const { wall, processor } = costOf(() => {
        index.add(documents);
      });
      loading.wall += wall;
      loading.processor += processor;
      documents = [];
    };
    for (const document of recombined(source, size, chance(size))) {
      documents.push(document);
      if (documents.length === chunk) flush();
    }
    flush();
    say(`${size} documents, ${index.segments} segments`);
    say(
      `  load                 ${Math.round((1000 * size) / loading.wall)} documents/s by the clock, ${Math.round((1000 * size) / loading.processor)} by the processor`,
    );
    say(
      `  memory added         ${Math.round(memory() - before)} MiB (segments ${Math.round(index.bytes / mebi)})`,
    );
    const bm25 = drafts.map((draft) => costOf(() => index.candidates(draft, 100)));
    const whole = drafts.map((draft) => costOf(() => searchDuplicates(index, boilerplate, draft, 10)));
    const insert = drafts.map((draft) =>
      costOf(() => {
        index.add([{ ...draft, id: `new-${draft.id}` }]);
        if (index.candidates(draft, 1)[0] !== `new-${draft.id}`) say(`  not found at once: ${draft.id}`);
      }),
    );
    for (const [name, costs] of Object.entries({
      'candidates only': bm25,
      'end to end': whole,
      'insert and find': insert,
    }))
      for (const kind of ['wall', 'processor'] as const) {
        const times = costs.map((cost) => cost[kind]);
        say(
          `  ${name.padEnd(16)} ${kind.padEnd(10)} median ${quantile(times, 0.5).toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms`,
        );
      }
  }
}

await main();
