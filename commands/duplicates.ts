import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { backgroundCsv, learnBackground } from '../warehouse/duplicates/background.ts';
import { defaultDenseTraining, fewestToLearn, learnDenseModel } from '../warehouse/duplicates/dense-model.ts';
import { denseModelFile } from '../warehouse/duplicates/dense-model-files.ts';
import { denseExamples } from '../warehouse/duplicates/learn-dense.ts';
import { readCalibrations, withCalibration } from '../warehouse/duplicates/judgements.ts';
import { learnBoilerplate } from '../warehouse/duplicates/boilerplate.ts';
import { chance } from '../warehouse/duplicates/chance.ts';
import { DuplicateIndex } from '../warehouse/duplicates/duplicate-index.ts';
import { gazetteerOfSeeds } from '../warehouse/duplicates/areas-of-seeds.ts';
import { defaultTitleTraining, learnTitleRanking } from '../warehouse/duplicates/learn-title-ranking.ts';
import { LabelledSetError, readCorpus, readPairs } from '../warehouse/duplicates/labelled-set.ts';
import { comparePairs, learnModel, trainable } from '../warehouse/duplicates/learn-model.ts';
import {
  loadBoilerplate,
  loadModel,
  shippedModelFile,
  titleRankingFile,
} from '../warehouse/duplicates/load-model.ts';
import type { Model } from '../warehouse/duplicates/model.ts';
import { scorePairs, scoresCsv } from '../warehouse/duplicates/score-pairs.ts';
import { defaultTraining } from '../warehouse/duplicates/train.ts';
import type { SuggestionText } from '../warehouse/duplicates/suggestion.ts';
import { jsonText, writeJson } from '../warehouse/home.ts';
import { embeddingProvider, noProvider } from '../embedding-provider.ts';
import { homeOf } from '../housekeeping.ts';
import { SettingsError } from '../settings.ts';
import { exit, whole, type CommandDeps } from './command-deps.ts';

interface LabelledFiles {
  readonly pairs: string;
  readonly corpus: string;
}

/** `duplicates score`, `duplicates train`: the model for duplicate suggestions, judged and made again. */
export function addDuplicatesCommands(program: Command, deps: CommandDeps): void {
  const group = program.command('duplicates').description('智能查重：给文本对打分，或重新训练模型');
  group
    .command('score')
    .description('给一批文本对打分：同一事项概率与文字重合率；词频等统计只来自所给的语料')
    .requiredOption('--pairs <csv>', '文本对：message_a、message_b，可有 label')
    .requiredOption('--corpus <file>', '语料（Parquet 或 CSV）：message_id、title、body')
    .requiredOption('--out <csv>', '结果写到这个文件')
    .option('--model <json>', '用这个模型，而不用随附的', shippedModelFile)
    .action(async (options: LabelledFiles & { out: string; model: string }) => {
      const pairs = await readPairs(options.pairs);
      const corpus = await readCorpus(options.corpus);
      const index = await indexOf(corpus, loadModel(options.model));
      const scores = scorePairs(index, loadBoilerplate(), pairs);
      await writeOut(options.out, scoresCsv(scores));
      const repeated = corpus.length - index.size;
      if (repeated > 0) deps.say(`语料中有 ${repeated} 条的 message_id 与后面的重复：用的是最后一条`);
      const missing = scores.filter(({ probability }) => probability === null).length;
      deps.say(`已打分 ${scores.length - missing} 对，写入 ${options.out}`);
      if (missing > 0) {
        deps.say(`${missing} 对没有打分：其中的 message_id 不在语料里，结果中留空`);
        process.exitCode = exit.failed;
      }
    });
  group
    .command('boilerplate')
    .description('从语料中找出常见的套话，供人工挑选后写入 warehouse/duplicates/boilerplate.json')
    .requiredOption('--corpus <file>', '语料（Parquet 或 CSV）：message_id、title、body')
    .option('--least <n>', '至少出现在万分之几的文本里', whole(1, 10_000), 30)
    .action(async (options: { corpus: string; least: number }) => {
      const texts = (await readCorpus(options.corpus)).map(({ title, body }) => `${title}\n${body}`);
      const learned = learnBoilerplate(texts, { shortest: 4, longest: 12, least: options.least / 10_000 });
      for (const { phrase, documents } of learned) deps.say(`${phrase},${documents}`);
    });
  group
    .command('background')
    .description('从语料中统计常用词与字对，作为小登记册的词频底数（只记千分之二以上的文本都有的词）')
    .requiredOption('--corpus <file>', '语料（Parquet 或 CSV）：message_id、title、body')
    .requiredOption('--out <csv>', '结果写到这个文件')
    .action(async (options: { corpus: string; out: string }) => {
      const rows = learnBackground(await readCorpus(options.corpus));
      await writeOut(options.out, backgroundCsv(rows));
      deps.say(`已写入 ${rows.length} 个词与字对：${options.out}`);
    });
  group
    .command('train')
    .description('用人工判断过的文本对重新训练模型，按连通分量交叉验证，并写出系数与各项指标')
    .requiredOption('--pairs <csv>', '判断过的文本对：message_a、message_b、label')
    .requiredOption('--corpus <file>', '语料（Parquet 或 CSV）：message_id、title、body')
    .option('--out <json>', '模型写到这个文件', shippedModelFile)
    .option('--seed <n>', '随机种子：同一种子得到同样的分组', whole(0, 2_147_483_647), 6)
    .action(async (options: LabelledFiles & { out: string; seed: number }) => {
      const index = await indexOf(await readCorpus(options.corpus), null);
      const pairs = comparePairs(index, trainable(await readPairs(options.pairs)));
      const model = learnModel(
        pairs,
        {
          // To the minute: what an office calibrated goes by it.
          version: deps.clock().toISOString().slice(0, 16),
          trainedBy: `cockpit duplicates train --seed ${options.seed}`,
        },
        { ...defaultTraining, random: chance(options.seed) },
      );
      await writeOut(options.out, jsonText(model));
      deps.say(`已用 ${pairs.length} 对训练，写入 ${options.out}`);
      deps.say(JSON.stringify(model.figures, null, 2));
    });
  group
    .command('train-titles')
    .description('只有标题时怎样排序：从语料中学习（标题应找到自己的正文），交叉验证，并写出系数与各项指标')
    .requiredOption('--corpus <file>', '语料（Parquet 或 CSV）：message_id、title、body')
    .option('--out <json>', '排序系数写到这个文件', titleRankingFile)
    .option('--every <n>', '每几条取一条来学', whole(1, 1000), 2)
    .option('--seed <n>', '随机种子：同一种子得到同样的分组', whole(0, 2_147_483_647), 6)
    .action(async (options: { corpus: string; out: string; every: number; seed: number }) => {
      const corpus = await readCorpus(options.corpus);
      const ranking = learnTitleRanking(
        await indexOf(
          corpus.map((message) => ({ ...message, title: '' })),
          loadModel(),
        ),
        corpus.filter((_, at) => at % options.every === 0),
        `cockpit duplicates train-titles --every ${options.every} --seed ${options.seed}`,
        { ...defaultTitleTraining, random: chance(options.seed) },
      );
      await writeOut(options.out, jsonText(ranking));
      deps.say(`已用 ${corpus.length} 条语料训练，写入 ${options.out}`);
      deps.say(JSON.stringify(ranking.figures, null, 2));
    });
  group
    .command('train-meaning')
    .description('用人工判断过的文本对，为所配置的语义服务（或本地模型）训练它自己的校准模型，并写出各项指标')
    .requiredOption('--pairs <csv>', '判断过的文本对：message_a、message_b、label')
    .requiredOption('--corpus <file>', '语料（Parquet 或 CSV）：message_id、title、body')
    .option('--out <json>', '模型写到这个文件，而不是服务器读取的地方')
    .option('--seed <n>', '随机种子：同一种子得到同样的分组', whole(0, 2_147_483_647), 6)
    .action(async (options: LabelledFiles & { out?: string; seed: number }) => {
      const provider = await embeddingProvider(deps.settings);
      if (provider === null) throw new SettingsError(noProvider);
      const home = homeOf(deps);
      // As the server judges: with the office's own calibration where there is one.
      const first = withCalibration(loadModel(), await readCalibrations(home));
      const index = await indexOf(await readCorpus(options.corpus), first);
      const pairs = comparePairs(index, trainable(await readPairs(options.pairs)));
      checkEnough(pairs);
      const examples = await denseExamples(provider, first, pairs, (id) => index.textOf(id));
      const model = learnDenseModel(
        examples,
        {
          version: deps.clock().toISOString().slice(0, 16),
          trainedBy: `cockpit duplicates train-meaning --seed ${options.seed}`,
          provider: provider.name,
          firstModel: first.version,
        },
        { ...defaultDenseTraining, random: chance(options.seed) },
      );
      const out = options.out ?? denseModelFile(home, provider.name);
      if (options.out === undefined) await writeJson(out, model);
      else await writeOut(out, jsonText(model));
      deps.say(`已用 ${examples.length} 对为 ${provider.name} 训练，写入 ${out}；服务器重新启动后采用`);
      deps.say(JSON.stringify(model.figures, null, 2));
    });
}

function checkEnough(pairs: readonly { readonly label: 0 | 1 }[]): void {
  const duplicates = pairs.filter(({ label }) => label === 1).length;
  const { all, each } = fewestToLearn;
  if (pairs.length < all || Math.min(duplicates, pairs.length - duplicates) < each)
    throw new LabelledSetError(
      `可用的文本对有 ${pairs.length} 对，其中重复 ${duplicates} 对；至少要 ${all} 对，重复与不重复各 ${each} 对`,
    );
}

async function writeOut(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new LabelledSetError(
      `无法写入 ${file}：${error instanceof Error ? error.message : String(error)}；请给出已有文件夹里可以写的文件`,
      { cause: error },
    );
  }
}

async function indexOf(corpus: readonly SuggestionText[], model: Model | null): Promise<DuplicateIndex> {
  const index = new DuplicateIndex(model, await gazetteerOfSeeds());
  index.add(corpus);
  return index;
}
