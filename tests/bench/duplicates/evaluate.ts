import { chance } from '../../../warehouse/duplicates/chance.ts';
import { DuplicateIndex } from '../../../warehouse/duplicates/duplicate-index.ts';
import { gazetteerOfSeeds } from '../../../warehouse/duplicates/areas-of-seeds.ts';
import { coverage, findPassages } from '../../../warehouse/duplicates/highlight.ts';
import { readCorpus, readPairs, readTable } from '../../../warehouse/duplicates/labelled-set.ts';
import { comparePairs, trainable } from '../../../warehouse/duplicates/learn-model.ts';
import { loadBoilerplate, loadModel } from '../../../warehouse/duplicates/load-model.ts';
import { normalise } from '../../../warehouse/duplicates/normalise.ts';
import type { SuggestionText } from '../../../warehouse/duplicates/suggestion.ts';
import { crossValidate, defaultTraining, figuresOf } from '../../../warehouse/duplicates/train.ts';
import { evaluationFiles, hasEvaluation, recombined } from './corpora.ts';
import { plant, type Disturbance } from './highlight-test-set.ts';

const say = (name: string, value: unknown): void => {
  process.stdout.write(
    `${name.padEnd(44)} ${typeof value === 'number' ? value.toFixed(4) : JSON.stringify(value)}\n`,
  );
};

/** The share of queries whose document is among the first so many found. */
function recall(ranks: readonly number[], at: number): number {
  return ranks.filter((rank) => rank < at).length / ranks.length;
}

async function main(): Promise<void> {
  if (!hasEvaluation) return;
  const only = process.argv[2];
  const wants = (part: string): boolean => only === undefined || only === part;
  const messages = await readCorpus(evaluationFiles.messages);
  const gazetteer = await gazetteerOfSeeds();
  const index = new DuplicateIndex(loadModel(), gazetteer);
  index.add(messages);
  const judged = await readPairs(evaluationFiles.pairs);

  if (wants('pairs')) {
    const random = chance(6);
    for (const [name, pairs] of [
      ['pairs with two judges, cross-validated', trainable(judged)],
      ['all pairs with a label, cross-validated', judged.filter(({ label }) => label !== null)],
    ] as const) {
      const compared = comparePairs(index, pairs);
      say(name, figuresOf(compared, crossValidate(compared, { ...defaultTraining, random }), random));
    }
  }
  if (wants('titles')) {
    const rows = await readTable(evaluationFiles.titles);
    const [english, korean] = ['title_via_english', 'title_via_korean'].map((column) =>
      rows.map((row, at) => ({
        id: String(at),
        title: row[column] ?? '',
        body: '',
        submittedOn: null,
      })),
    );
    if (english !== undefined && korean !== undefined)
      for (const [name, held, asked] of [
        ['back-translated: English holds, Korean asks', english, korean],
        ['back-translated: Korean holds, English asks', korean, english],
      ] as const) {
        const titles = new DuplicateIndex(loadModel(), gazetteer);
        titles.add(held);
        const ranks = (order: (title: string) => readonly string[]): readonly number[] =>
          asked.map(({ id, title }) => (order(title).indexOf(id) + 1 || 1001) - 1);
        const judgedRanks = ranks((title) => titles.find({ title, body: '' }, 10).map(({ id }) => id));
        const bm25Ranks = ranks((title) => titles.candidates({ title, body: '' }, 10));
        say(`${name} R@1/R@5`, [recall(judgedRanks, 1), recall(judgedRanks, 5)]);
        say('  by BM25 alone', [recall(bm25Ranks, 1), recall(bm25Ranks, 5)]);
      }
  }
  if (wants('bodies')) {
    const bodies = new DuplicateIndex(loadModel(), gazetteer);
    bodies.add(messages.map((message) => ({ ...message, title: '' })));
    const asked = messages.filter((_, at) => at % 5 === 0);
    const ranks = asked.map(({ id, title }) => {
      const at = bodies.find({ title, body: '' }, 10).findIndex((found) => found.id === id);
      return at === -1 ? 1000 : at;
    });
    const bm25 = asked.map(
      ({ id, title }) => (bodies.candidates({ title, body: '' }, 10).indexOf(id) + 1 || 1001) - 1,
    );
    say('title finds its own body R@1/R@5', [recall(ranks, 1), recall(ranks, 5)]);
    say('  by BM25 alone', [recall(bm25, 1), recall(bm25, 5)]);
  }
  if (wants('highlight')) highlight(messages);
  if (wants('candidates')) {
    index.add([...recombined(messages, 100_000 - messages.length, chance(7))]);
    const duplicates = trainable(judged).filter(({ label }) => label === 1);
    const directions = duplicates.flatMap(({ a, b }) => [
      [a, b],
      [b, a],
    ]);
    const places = directions.map(([from = '', to = '']) => {
      const text = index.textOf(from);
      const found = text === null ? [] : index.candidates(text, 200, { except: new Set([from]) });
      return found.includes(to) ? found.indexOf(to) : Number.POSITIVE_INFINITY;
    });
    const compared = directions.filter(([from = '', to = '']) =>
      index.nearest(from, 80).some(({ id }) => id === to),
    );
    for (const count of [100, 200])
      say(`candidate recall of ${count} at ${index.size}`, recall(places, count));
    say('  compared in full, 80', compared.length / directions.length);
  }
}

function highlight(messages: readonly SuggestionText[]): void {
  const boilerplate = loadBoilerplate();
  for (const disturbance of ['verbatim', 'synonyms', 'noisy'] satisfies Disturbance[]) {
    let [both, marked, planted] = [0, 0, 0];
    for (const { draft, earlier, isCopied } of plant(messages, 500, disturbance, chance(8))) {
      const [text, other] = [normalise(draft), normalise(earlier)];
      const spans = findPassages(text, other, (codes) => boilerplate.mark(codes)).map(
        (passage) => passage.draft,
      );
      const covered = coverage(text, spans);
      covered.forEach((mark, at) => {
        const truth = isCopied[text.starts[at] ?? 0] ?? 0;
        both += mark & truth;
        marked += mark;
        planted += truth;
      });
    }
    say(`highlight ${disturbance}: F1, precision, recall`, [
      (2 * both) / (marked + planted),
      both / marked,
      both / planted,
    ]);
  }
}

await main();
