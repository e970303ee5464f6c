import type { Command } from 'commander';
import { osUser } from '../decisions.ts';
import { homeOf, ingest, UsageError } from '../housekeeping.ts';
import { buildAndTell, exit, type CommandDeps } from './command-deps.ts';

interface IngestFlags {
  readonly build?: true;
  readonly acceptHeld?: true;
  readonly reason?: string;
  readonly by?: string;
}

/** `ingest`: what comes in. */
export function addIntakeCommands(program: Command, deps: CommandDeps): void {
  program
    .command('ingest')
    .description('接收部门报送的文件（或整个文件夹）：识别、检查、归档')
    .argument('[paths...]', '文件或文件夹；不写则为数据目录的 inbox')
    .option('--build', '接收后立即构建并发布')
    .option('--accept-held', '已核实：与以往不符的也接受，被取代的文件重新生效；须写 --reason')
    .option('--reason <text>', '接受的理由，会被保存')
    .option('--by <name>', '谁核实的；不写则为操作系统的用户')
    .action(async (paths: string[], options: IngestFlags) => {
      const { acceptHeld, reason, by = osUser() } = options;
      if (acceptHeld && !reason?.trim())
        throw new UsageError('使用 --accept-held 时，请用 --reason 写明理由');
      const reports = await ingest(
        deps,
        paths.length > 0 ? paths : [homeOf(deps).inbox],
        acceptHeld && reason ? { acceptHeld: { by, reason: reason.trim() } } : {},
      );
      const count = (kind: string) => reports.filter(({ outcome }) => outcome.kind === kind).length;
      const [accepted, held, refused] = [count('accepted'), count('held'), count('refused')];
      deps.say(
        `共 ${reports.length} 个文件：接受 ${accepted}，暂缓 ${held}，拒收 ${refused}，未变 ${count('unchanged')}`,
      );
      if (refused > 0) process.exitCode = exit.failed;
      else if (held > 0) process.exitCode = exit.held;
      if (options.build) await buildAndTell(deps);
      else if (accepted > 0) deps.say('运行 cockpit build，新数据才会出现在大屏上');
    });
}
