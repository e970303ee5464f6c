import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { osUser } from '../decisions.ts';
import { homeOf, ingest, UsageError, type IngestFault } from '../housekeeping.ts';
import { buildAndTell, exit, type CommandDeps } from './command-deps.ts';
import { summarise } from './ingest-summary.ts';
import { progressBar } from './progress-bar.ts';

interface IngestFlags {
  readonly build?: true;
  readonly acceptHeld?: true;
  readonly reason?: string;
  readonly by?: string;
  readonly json?: true | string;
}

const sayBeside = (line: string) => {
  process.stderr.write(`${line}\n`);
};

/**
 * Where the summary goes, and what is to be taken in: the word after `--json` is a file to write only when it ends in
 * .json, so that no delivery is ever written over.
 */
function whereTo(paths: readonly string[], json: IngestFlags['json']) {
  if (json === undefined) return { place: null, paths };
  if (json === true) return { place: 'stdout' as const, paths };
  return json.endsWith('.json')
    ? { place: { file: json }, paths }
    : { place: 'stdout' as const, paths: [json, ...paths] };
}

/** `ingest`: what comes in. */
export function addIntakeCommands(program: Command, deps: CommandDeps): void {
  program
    .command('ingest')
    .description('接收部门报送的文件（或整个文件夹）：识别、检查、归档')
    .argument('[paths...]', '文件或文件夹；不写则为数据目录的 inbox')
    .option('--build', '接收后立即构建并发布')
    .option('--accept-held', '已核实：与以往不符的也接受，被取代的文件重新生效；须写 --reason')
    .option('--json [file]', '把结果以 JSON 写到文件（须以 .json 结尾），不写文件名则写到标准输出')
    .option('--reason <text>', '接受的理由，会被保存')
    .option('--by <name>', '谁核实的；不写则为操作系统的用户')
    .action(async (given: string[], options: IngestFlags) => {
      const { acceptHeld, reason, by = osUser() } = options;
      const { place, paths } = whereTo(given, options.json);
      // JSON on the standard output stands alone: what people read goes beside it.
      const say = place === 'stdout' ? sayBeside : deps.say;
      const startedAt = deps.clock();
      const bar = progressBar(say);
      const faults: IngestFault[] = [];
      if (acceptHeld && !reason?.trim())
        throw new UsageError('使用 --accept-held 时，请用 --reason 写明理由');
      const reports = await ingest(
        { ...deps, say: bar.say },
        paths.length > 0 ? paths : [homeOf(deps).inbox],
        {
          ...(acceptHeld && reason ? { acceptHeld: { by, reason: reason.trim() } } : {}),
          onStart: bar.start,
          onDone: bar.step,
          onFault: (fault) => faults.push(fault),
        },
      ).finally(bar.stop);
      const count = (kind: string) => reports.filter(({ outcome }) => outcome.kind === kind).length;
      const [accepted, held, refused] = [count('accepted'), count('held'), count('refused')];
      say(
        `共 ${reports.length} 个文件：接受 ${accepted}，暂缓 ${held}，拒收 ${refused}，未变 ${count('unchanged')}`,
      );
      const told = (kind: string) => faults.flatMap((fault) => (fault.kind === kind ? [fault.message] : []));
      const faultyLayouts = told('layout');
      if (faultyLayouts.length > 0)
        say(
          `${faultyLayouts.length} 个布局有误（见上），其余照常；请改正 ${homeOf(deps).layouts} 里的布局后重新运行`,
        );
      const outcome = refused > 0 ? exit.failed : held > 0 ? exit.held : exit.done;
      const exitCode = faultyLayouts.length > 0 ? exit.usage : outcome;
      if (exitCode !== exit.done) process.exitCode = exitCode;
      if (place !== null) {
        const summary = summarise(reports, {
          startedAt,
          finishedAt: deps.clock(),
          exitCode,
          faultyLayouts,
          passedOver: told('passed_over'),
        });
        if (place === 'stdout') deps.say(JSON.stringify(summary, null, 2));
        else await writeFile(place.file, `${JSON.stringify(summary, null, 2)}\n`);
      }
      if (options.build) await buildAndTell({ ...deps, say });
      else if (accepted > 0) say('运行 cockpit build，新数据才会出现在大屏上');
    });
}
