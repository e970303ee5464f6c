import { chance } from '../../../warehouse/duplicates/chance.ts';
import { gazetteerOfSeeds } from '../../../warehouse/duplicates/areas-of-seeds.ts';
import { DuplicateIndex } from '../../../warehouse/duplicates/duplicate-index.ts';
import { searchDuplicates } from '../../../warehouse/duplicates/duplicate-search.ts';
import { loadBoilerplate, loadModel } from '../../../warehouse/duplicates/load-model.ts';
import type { SuggestionText } from '../../../warehouse/duplicates/suggestion.ts';
import { hasEvaluation, missing, recombined, sourceMessages } from './corpora.ts';

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

/** How long each of the drafts takes, in milliseconds. */
function timeEach(
  drafts: readonly SuggestionText[],
  search: (draft: SuggestionText) => unknown,
): readonly number[] {
  return drafts.map((draft) => {
    const start = performance.now();
    search(draft);
    return performance.now() - start;
  });
}

/** Loads, inserts, searches: `speed.ts [documents …]`, 100 000 by default. Run with --expose-gc for true memory. */
async function main(): Promise<void> {
  const sizes = process.argv.slice(2).map(Number);
  if (!hasEvaluation) say(missing);
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
    let building = 0;
    let documents: SuggestionText[] = [];
    const flush = (): void => {
      const start = performance.now();
      index.add(documents);
      building += performance.now() - start;
      documents = [];
    };
    for (const document of recombined(source, size, chance(size))) {
      documents.push(document);
      if (documents.length === chunk) flush();
    }
    flush();
    say(`${size} documents, ${index.segments} segments`);
    say(`  load                 ${Math.round(size / (building / 1000))} documents/s`);
    say(
      `  memory added         ${Math.round(memory() - before)} MiB (segments ${Math.round(index.bytes / mebi)})`,
    );
    const bm25 = timeEach(drafts, (draft) => index.candidates(draft, 100));
    const whole = timeEach(drafts, (draft) => searchDuplicates(index, boilerplate, draft, 10));
    const insert = timeEach(drafts, (draft) => {
      index.add([{ ...draft, id: `new-${draft.id}` }]);
      if (index.candidates(draft, 1)[0] !== `new-${draft.id}`) say(`  not found at once: ${draft.id}`);
    });
    for (const [name, times] of Object.entries({
      'candidates only': bm25,
      'end to end': whole,
      'insert and find': insert,
    }))
      say(
        `  ${name.padEnd(20)} median ${quantile(times, 0.5).toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms`,
      );
  }
}

await main();
