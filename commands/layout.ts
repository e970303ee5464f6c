import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { exit, type CommandDeps } from './command-deps.ts';
import { guessLayout, tryLayout } from '../layout-workbench.ts';

/** `layout guess`, `layout try`: a layout for a new shape of file, before anything is accepted. */
export function addLayoutCommands(program: Command, deps: CommandDeps): void {
  const layout = program.command('layout').description('文件布局：为新的文件形式猜出布局，试用布局');
  layout
    .command('guess')
    .description('为一个文件猜出布局：列名对应契约的哪一列、有几分把握；打印可用的 JSON')
    .argument('<file>', '部门的文件')
    .option('--contract <id>', '已知是哪种数据，如 finance.payments')
    .option('--id <id>', '布局的名字', 'my.layout')
    .option('--out <path>', '把 JSON 写到这个文件')
    .action(async (file: string, options: { contract?: string; id: string; out?: string }) => {
      const proposal = await guessLayout(deps, file, options);
      const json = `${JSON.stringify(proposal.layout, null, 2)}\n`;
      if (options.out === undefined) deps.say(json.trimEnd());
      else {
        await writeFile(options.out, json);
        deps.say(`已写出 ${options.out}；试用：npx cockpit layout try ${file} --layout ${options.out}`);
      }
      if (proposal.questions.length > 0) process.exitCode = exit.failed;
    });
  layout
    .command('try')
    .description('试用布局：显示前几行、退回的行和合计；不接受、不写入任何数据')
    .argument('<file>', '部门的文件')
    .requiredOption('--layout <path|id>', '布局文件，或已有布局的名字')
    .action(async (file: string, options: { layout: string }) => {
      if (!(await tryLayout(deps, file, options.layout))) process.exitCode = exit.failed;
    });
}
