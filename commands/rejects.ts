import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { homeOf, UsageError } from '../housekeeping.ts';
import { returnedFileOf } from '../returned-file.ts';
import type { CommandDeps } from './command-deps.ts';

/** `rejects export`: rows on their way back to the department. */
export function addRejectsCommands(program: Command, deps: CommandDeps): void {
  program
    .command('rejects')
    .description('退回的行：导出给部门更正，更正后再用 cockpit ingest 接收')
    .command('export')
    .description('按部门原来的样式导出一份交付尚待更正的行，附退回原因和修改建议')
    .argument('<delivery>', '交付编号，如 000012')
    .requiredOption('--out <file>', '写到哪个文件；已有的文件会被覆盖')
    .action(async (delivery: string, { out }: { out: string }) => {
      const returned = await returnedFileOf(homeOf(deps))(delivery);
      if ('why' in returned) throw new UsageError(returned.why);
      await writeFile(out, returned.bytes);
      deps.say(`已导出第 ${delivery} 号交付退回的 ${returned.rows} 行：${out}`);
      deps.say('更正后请用 cockpit ingest 接收这个文件：只会补上更正的行；作废的行请在“处理”列填“删除”');
    });
}
