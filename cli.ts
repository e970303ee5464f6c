import { Command, CommanderError, InvalidArgumentError } from 'commander';
import {
  build,
  homeOf,
  ingest,
  UsageError,
  rebuild,
  sample,
  sampleSeed,
  withdraw,
  writeSampleTo,
} from './housekeeping.ts';
import type { HousekeepingDeps } from './housekeeping.ts';
import { SettingsError, readSettings } from './settings.ts';
import { RepeatError } from './etl/intake.ts';
import { LayoutError } from './etl/layouts.ts';
import { status } from './status.ts';
import { HomeBusy, HomeNotWritable } from './warehouse/writer-lock.ts';

/** Exit codes: 0 done · 1 something was refused or failed · 2 wrong use · 3 the home is being written to. */
const exit = { done: 0, failed: 1, usage: 2, busy: 3 } as const;

function whole(low: number, high: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < low || value > high)
      throw new InvalidArgumentError(`应为 ${low} 到 ${high} 之间的整数`);
    return value;
  };
}

function program(deps: HousekeepingDeps): Command {
  const command = new Command('cockpit')
    .description('人大数据驾驶舱：从部门的一个文件，到大屏上的一个数')
    .helpOption('-h, --help', '显示帮助')
    .helpCommand('help [command]', '显示某个命令的帮助')
    .exitOverride();
  command
    .command('ingest')
    .description('接收部门报送的文件（或整个文件夹）：识别、检查、归档')
    .argument('[paths...]', '文件或文件夹；不写则为数据目录的 inbox')
    .option('--build', '接收后立即构建并发布')
    .option('--replace', '已核实：允许大幅减少生效的数据，或让被取代的文件重新生效')
    .action(async (paths: string[], options: { build?: true; replace?: true }) => {
      const reports = await ingest(deps, paths.length > 0 ? paths : [homeOf(deps).inbox], options);
      const refused = reports.filter(({ outcome }) => outcome.kind === 'refused').length;
      const accepted = reports.filter(({ outcome }) => outcome.kind === 'accepted').length;
      deps.say(
        `共 ${reports.length} 个文件：接受 ${accepted}，拒收 ${refused}，未变 ${reports.length - accepted - refused}`,
      );
      if (refused > 0) process.exitCode = exit.failed;
      if (options.build) await buildAndTell(deps);
      else if (accepted > 0) deps.say('运行 cockpit build，新数据才会出现在大屏上');
    });
  command
    .command('build')
    .description('用已接受的数据构建数据仓库，检查通过后发布')
    .action(() => buildAndTell(deps));
  command
    .command('status')
    .description('当前构建、最近一次构建的结果、各来源的数据截至日期')
    .action(async () => {
      for (const line of await status(homeOf(deps))) deps.say(line);
    });
  command
    .command('withdraw')
    .description('撤回一份已接受的交付：它不再生效，被它取代的数据重新生效')
    .argument('<delivery>', '交付编号，如 000012（见 cockpit status 与接收时的输出）')
    .requiredOption('--reason <text>', '撤回的理由，会被保存')
    .action(async (delivery: string, { reason }: { reason: string }) => {
      await withdraw(deps, delivery, reason);
    });
  command
    .command('rebuild')
    .description('只凭归档重做全部批次并重新构建')
    .action(async () => {
      const outcome = await rebuild(deps);
      if (outcome.kind === 'failed') process.exitCode = exit.failed;
    });
  command
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
  return command;
}

async function buildAndTell(deps: HousekeepingDeps): Promise<void> {
  const outcome = await build(deps);
  if (outcome.kind === 'failed') process.exitCode = exit.failed;
}

const say = (line: string) => {
  process.stdout.write(`${line}\n`);
};

try {
  const deps = { settings: readSettings(process.env), clock: () => new Date(), say };
  await program(deps).parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exit.done : exit.usage;
  else {
    const isWrongUse = error instanceof SettingsError || error instanceof UsageError;
    const isKnown =
      isWrongUse ||
      error instanceof HomeBusy ||
      error instanceof LayoutError ||
      error instanceof RepeatError ||
      error instanceof HomeNotWritable;
    const text =
      error instanceof Error ? (isKnown ? error.message : (error.stack ?? error.message)) : String(error);
    process.stderr.write(`${text}\n`);
    process.exitCode = error instanceof HomeBusy ? exit.busy : isWrongUse ? exit.usage : exit.failed;
  }
}
