import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { Clockwork } from '../clockwork.ts';
import { homeOf } from '../housekeeping.ts';
import { archive, backups, jobs, lastBuild, servedBuild } from '../jobs/doctor/data.ts';
import type { Finding } from '../jobs/doctor/finding.ts';
import { clockAgainst, disk, permissions, versions, zone } from '../jobs/doctor/machine.ts';
import { readReceipts } from '../warehouse/deliveries.ts';
import { exit, type CommandDeps } from './command-deps.ts';

const marks: Readonly<Record<Finding['state'], string>> = { well: '正常', mind: '注意', ill: '故障' };

async function examine(deps: CommandDeps, isQuick: boolean): Promise<readonly Finding[]> {
  const home = homeOf(deps);
  const at = deps.clock();
  const receivedAt = (await readReceipts(home)).map((receipt) => receipt.receivedAt).sort();
  return [
    versions(process.versions.node),
    zone(Intl.DateTimeFormat().resolvedOptions().timeZone, at),
    clockAgainst(receivedAt.at(-1) ?? null, at),
    await disk(home),
    await permissions(home),
    await servedBuild(home),
    await lastBuild(home),
    ...(isQuick ? [] : [await archive(home)]),
    await backups(deps.settings.COCKPIT_BACKUP_DIR, at),
    jobs(await (await Clockwork.open(deps)).overview()),
  ];
}

/** `doctor`: what is well, what is not, and what to do. */
export function addDoctorCommand(program: Command, deps: CommandDeps): void {
  program
    .command('doctor')
    .description('检查版本、时区、磁盘、权限、构建、归档校验和、备份和后台任务，并说明怎么办')
    .option('--quick', '不核对归档的校验和')
    .option('--json', '以 JSON 输出')
    .action(async ({ quick, json }: { quick?: true; json?: true }) => {
      const { root } = homeOf(deps);
      if ((await stat(root).catch(() => null)) === null) {
        deps.say(`故障  数据目录 ${root} 不存在；请检查 COCKPIT_HOME，或运行 npm start 建立`);
        process.exitCode = exit.failed;
        return;
      }
      const findings = await examine(deps, quick === true);
      if (json) deps.say(JSON.stringify(findings, null, 2));
      else
        for (const { subject, state, found, advice } of findings) {
          deps.say(`${marks[state]}  ${subject}：${found}`);
          if (advice !== '') deps.say(`      ${advice}`);
        }
      if (findings.some(({ state }) => state === 'ill')) process.exitCode = exit.failed;
    });
}
