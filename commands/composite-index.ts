import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { compareRuns, type Side } from '../warehouse/vitality/compare.ts';
import { engineOf, withComputedColumns } from '../warehouse/vitality/compute-columns.ts';
import {
  DefinitionError,
  definitionJsonSchema,
  type IndexDefinition,
} from '../warehouse/vitality/definition.ts';
import { outputOf } from '../warehouse/vitality/output.ts';
import { readDefinition, readMeta, readTable } from '../warehouse/vitality/read.ts';
import { run } from '../warehouse/vitality/run.ts';
import type { DataTable } from '../warehouse/vitality/table.ts';
import type { CommandDeps } from './command-deps.ts';
import { addReleaseCommand } from './index-release.ts';

interface SideOptions {
  readonly definition: string;
  readonly data: string;
  readonly meta?: string;
  readonly denominators?: string;
}

interface CompareOptions extends SideOptions {
  readonly before: string;
  readonly beforeDefinition?: string;
  readonly revised?: string;
  readonly target?: string;
  readonly out: string;
}

async function dataFor(index: IndexDefinition, path: string): Promise<DataTable> {
  const table = await readTable(path);
  if (!index.definition.indicators?.some(({ sql }) => sql !== undefined)) return table;
  const engine = await engineOf(path);
  try {
    return await withComputedColumns(index.definition, table, engine);
  } finally {
    engine.close();
  }
}

async function sideOf({ definition, data, meta, denominators }: SideOptions): Promise<Side> {
  const index = await readDefinition(definition);
  return {
    index,
    table: await dataFor(index, data),
    meta: meta === undefined ? undefined : await readMeta(meta),
    denominators: denominators === undefined ? undefined : await readTable(denominators),
  };
}

async function writeJson(path: string, content: unknown): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(content)}\n`);
  } catch (error) {
    throw new DefinitionError(
      `结果写不到 ${path}：${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

async function compare(options: CompareOptions, say: CommandDeps['say']): Promise<void> {
  const after = await sideOf(options);
  const before = await sideOf({
    ...options,
    definition: options.beforeDefinition ?? options.definition,
    data: options.before,
  });
  const comparison = compareRuns(before, after, {
    ...(options.target !== undefined && { target: options.target }),
    ...(options.revised !== undefined && { revised: await dataFor(before.index, options.revised) }),
  });
  await writeJson(options.out, comparison);
  say(
    `${comparison.target}：${comparison.changes.length} 个单位的名次变化已写到 ${options.out}` +
      (comparison.unranked.length > 0 ? `；${comparison.unranked.length} 个单位有一期没有名次` : ''),
  );
}

/** `index run`, `index compare`, `index schema`: a composite index over any table. */
export function addCompositeIndexCommands(program: Command, deps: CommandDeps): void {
  const group = program.command('index').description('合成指数：按一份定义（JSON）计算任意一张表');
  const sided = (name: string, description: string) =>
    group
      .command(name)
      .description(description)
      .requiredOption('--definition <file>', '指数定义（JSON）；写法见 docs/vitality-engine.md')
      .requiredOption('--data <file>', '数据（CSV，一行一个单位）')
      .option('--meta <file>', 'COINr 的 iMeta（CSV）')
      .option('--denominators <file>', '另放的分母（CSV，按单位代码相配）')
      .requiredOption('--out <file>', '结果写到哪里（JSON）');
  sided('run', '计算指数，写出每一步的结果：原始、除分母、填补、处理、归一、合成、名次').action(
    async (options: SideOptions & { readonly out: string }) => {
      const side = await sideOf(options);
      const output = outputOf(run(side.index, side));
      await writeJson(options.out, output);
      const { id, version } = output.definition;
      deps.say(
        `${id} ${version}：${output.units.length} 行，${output.indicators.length} 个指标，已写到 ${options.out}`,
      );
    },
  );
  sided('compare', '解释两期之间名次的变化：自身、他人、定义、数据修订，各占多少')
    .requiredOption('--before <file>', '前一期当时公布的数据（CSV）')
    .option('--before-definition <file>', '前一期的定义；不写则同一份')
    .option('--revised <file>', '前一期现在看来的数据（CSV）；没有修订则不写')
    .option('--target <code>', '看哪个合成值，默认最高级')
    .action((options: CompareOptions) => compare(options, deps.say));
  addReleaseCommand(group, deps);
  group
    .command('schema')
    .description('打印定义的 JSON Schema')
    .action(() => deps.say(JSON.stringify(definitionJsonSchema(), null, 2)));
}
