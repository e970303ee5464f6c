import type { Command } from 'commander';
import { homeOf, ingest, withdraw } from '../housekeeping.ts';
import { buildAndTell, exit, type CommandDeps } from './command-deps.ts';

/** `ingest`, `withdraw`: what comes in, and what is taken out of force. */
export function addIntakeCommands(program: Command, deps: CommandDeps): void {
  program
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
  program
    .command('withdraw')
    .description('撤回一份已接受的交付：它不再生效，被它取代的数据重新生效')
    .argument('<delivery>', '交付编号，如 000012（见 cockpit status 与接收时的输出）')
    .requiredOption('--reason <text>', '撤回的理由，会被保存')
    .action(async (delivery: string, { reason }: { reason: string }) => {
      await withdraw(deps, delivery, reason);
    });
}
