import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { definitionJsonSchema } from '../warehouse/vitality/definition.ts';
import { outputOf } from '../warehouse/vitality/output.ts';
import { readDefinition, readMeta, readTable } from '../warehouse/vitality/read.ts';
import { run } from '../warehouse/vitality/run.ts';
import type { CommandDeps } from './command-deps.ts';

interface RunOptions {
  readonly definition: string;
  readonly data: string;
  readonly meta?: string;
  readonly denominators?: string;
  readonly out: string;
}

/** `index run`, `index schema`: a composite index over any table. */
export function addCompositeIndexCommands(program: Command, deps: CommandDeps): void {
  const group = program.command('index').description('合成指数：按一份定义（JSON）计算任意一张表');
  group
    .command('run')
    .description('计算指数，写出每一步的结果：原始、除分母、填补、处理、归一、合成、名次')
    .requiredOption('--definition <file>', '指数定义（JSON）；写法见 docs/vitality-engine.md')
    .requiredOption('--data <file>', '数据（CSV，一行一个单位）')
    .option('--meta <file>', 'COINr 的 iMeta（CSV）')
    .option('--denominators <file>', '另放的分母（CSV，按单位代码相配）')
    .requiredOption('--out <file>', '结果写到哪里（JSON）')
    .action(async (options: RunOptions) => {
      const index = await readDefinition(options.definition);
      const done = run(index, {
        table: await readTable(options.data),
        meta: options.meta === undefined ? undefined : await readMeta(options.meta),
        denominators: options.denominators === undefined ? undefined : await readTable(options.denominators),
      });
      const output = outputOf(done);
      await writeFile(options.out, `${JSON.stringify(output)}\n`);
      deps.say(
        `${index.definition.id} ${index.definition.version}：${output.units.length} 行，${output.indicators.length} 个指标，已写到 ${options.out}`,
      );
    });
  group
    .command('schema')
    .description('打印定义的 JSON Schema')
    .action(() => deps.say(JSON.stringify(definitionJsonSchema(), null, 2)));
}
