import type { Command } from 'commander';
import { homeOf, rebuild, sample, sampleSeed, writeSampleTo } from '../housekeeping.ts';
import { status } from '../status.ts';
import { buildAndTell, exit, whole, type CommandDeps } from './command-deps.ts';

/** `build`, `status`, `rebuild`, `sample`: from accepted data to a published build. */
export function addWarehouseCommands(program: Command, deps: CommandDeps): void {
  program
    .command('build')
    .description('用已接受的数据构建数据仓库，检查通过后发布')
    .action(() => buildAndTell(deps));
  program
    .command('status')
    .description('当前构建、最近一次构建的结果、各来源的数据截至日期')
    .action(async () => {
      for (const line of await status(homeOf(deps))) deps.say(line);
    });
  program
    .command('rebuild')
    .description('只凭归档重做全部批次并重新构建')
    .action(async () => {
      const outcome = await rebuild(deps);
      if (outcome.kind === 'failed') process.exitCode = exit.failed;
    });
  program
    .command('sample')
    .description('生成示例城市的部门文件，接收并构建')
    .option('--payments <n>', '国库支付笔数', whole(2_000, 100_000_000), deps.settings.COCKPIT_PAYMENTS)
    .option('--seed <n>', '随机种子：同一种子得到同样的文件', whole(0, 2_147_483_647), sampleSeed)
    .option('--out <folder>', '只把文件写到这个文件夹，不接收')
    .action(async ({ payments, seed, out }: { payments: number; seed: number; out?: string }) => {
      if (out !== undefined) {
        await writeSampleTo(deps, out, { payments, seed });
        return;
      }
      const outcome = await sample(deps, { payments, seed });
      if (outcome.kind === 'failed') process.exitCode = exit.failed;
    });
}
