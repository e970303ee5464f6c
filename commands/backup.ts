import type { Command } from 'commander';
import { homeOf, UsageError } from '../housekeeping.ts';
import { restoreBackup } from '../jobs/backup/restore-backup.ts';
import { takeBackup } from '../jobs/backup/take-backup.ts';
import { exit, type CommandDeps } from './command-deps.ts';

const mb = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`;

/** `backup` and `restore`: a home, whole, somewhere else and back. */
export function addBackupCommands(program: Command, deps: CommandDeps): void {
  program
    .command('backup')
    .description('备份数据目录到一个文件夹里：每次一个完整的备份，未变的文件与上一次共用')
    .argument('[dir]', '放备份的文件夹；不写则为 COCKPIT_BACKUP_DIR')
    .action(async (dir: string | undefined) => {
      const folder = dir ?? deps.settings.COCKPIT_BACKUP_DIR;
      if (folder === undefined) throw new UsageError('请写明备份到哪个文件夹，或设置 COCKPIT_BACKUP_DIR');
      const began = performance.now();
      const { path, manifest, copied } = await takeBackup({ home: homeOf(deps), folder, clock: deps.clock });
      const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
      deps.say(
        `已备份到 ${path}：${manifest.files.length} 个文件、${mb(bytes)}（新写 ${mb(copied)}），` +
          `构建 ${manifest.build ?? '—'}，${((performance.now() - began) / 1_000).toFixed(1)} 秒`,
      );
    });
  program
    .command('restore')
    .description('从备份恢复到空的数据目录（COCKPIT_HOME）：逐个文件核对校验和，再逐表比较')
    .argument('<dir>', '一个备份，或放备份的文件夹（用其中最新的）')
    .action(async (dir: string) => {
      const began = performance.now();
      const home = homeOf(deps);
      const { backup, manifest, damaged, differing, isServed } = await restoreBackup(dir, home);
      const seconds = ((performance.now() - began) / 1_000).toFixed(1);
      deps.say(
        `已从 ${backup}（${manifest.madeAt}）恢复到 ${home.root}：${manifest.files.length - damaged.length} 个文件，${seconds} 秒`,
      );
      for (const path of damaged) deps.say(`损坏  ${path}：与备份清单的校验和不符，没有恢复`);
      if (isServed) deps.say(`构建 ${manifest.build ?? ''} 的 ${manifest.tables.length} 张表与备份时一致`);
      else if (manifest.build !== null)
        deps.say(
          `构建 ${manifest.build} 有 ${differing.length} 张表与备份时不同，没有发布；请运行 cockpit rebuild，从归档重做`,
        );
      if (damaged.some((path) => path.startsWith('archive/')))
        deps.say('归档里缺了文件；请从更早的备份取回，再运行 cockpit doctor 核对');
      if (damaged.length > 0 || differing.length > 0) process.exitCode = exit.failed;
    });
}
