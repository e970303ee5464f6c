import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { osUser } from '../decisions.ts';
import { homeOf, UsageError } from '../housekeeping.ts';
import { compareReports } from '../jobs/reports/compare.ts';
import { loadTemplate, templateIds } from '../jobs/reports/load-templates.ts';
import {
  formats,
  ReportStore,
  sha256Of,
  stateWords,
  type Format,
  type StoredReport,
} from '../jobs/reports/report-store.ts';
import { makeReport } from '../reports.ts';
import { exit, type CommandDeps } from './command-deps.ts';

function formatsOf(text: string): Format[] {
  return text.split(',').map((word) => {
    const known = formats.find((format) => format === word.trim());
    if (known === undefined) throw new InvalidArgumentError(`格式只能是 ${formats.join('、')}`);
    return known;
  });
}

const line = ({ id, title, state, files }: StoredReport): string =>
  `${stateWords[state]}  ${id}  ${title}  ${files.map(({ name }) => name).join('、')}`;

interface MakeFlags {
  readonly period: string;
  readonly format: readonly Format[];
  readonly out?: string;
  readonly style?: string;
  readonly build?: string;
  readonly by?: string;
}

/** `report`: periodic reports, from a template and one build. */
export function addReportCommands(program: Command, deps: CommandDeps): void {
  const report = program.command('report').description('定期报告：生成、审定、发布、核验');
  const store = () => new ReportStore(homeOf(deps).reports);
  report
    .command('make')
    .description('用模板和一个构建生成报告；同一模板、时期、构建得到同样的文件')
    .argument('<template>', '模板；cockpit report templates 列出全部')
    .requiredOption(
      '--period <period>',
      '时期：2026-09、2026-Q3、2026-H1、2026，或 sessions.json 里会议的编号',
    )
    .option('--format <formats>', '格式，逗号分隔', formatsOf, [...formats])
    .option('--style <name>', '版式；不写则为 gb-t-9704，或数据目录 styles 里的同名版式')
    .option('--out <folder>', '另把文件写到这个文件夹')
    .option('--build <id>', '用哪一个保留的构建；不写则为当前构建')
    .option('--by <name>', '谁做的；不写则为操作系统的用户')
    .action(async (template: string, { period, format, style, out, build, by = osUser() }: MakeFlags) => {
      const made = await makeReport(deps, {
        template,
        period,
        formats: format,
        build: build ?? null,
        by,
        ...(style === undefined ? {} : { style }),
      });
      deps.say(line(made.report));
      for (const { name, sha256 } of made.report.files) deps.say(`      ${name}  SHA-256 ${sha256}`);
      if (out === undefined) return;
      await mkdir(out, { recursive: true });
      for (const [name, bytes] of made.files) {
        const file = join(out, name.replace(/^report/, made.report.id));
        await writeFile(file, bytes);
        deps.say(`      ${file}`);
      }
    });
  report
    .command('templates')
    .description('可用的模板：自带的，和数据目录 templates 里自己的')
    .action(async () => {
      const { templates } = homeOf(deps);
      for (const id of await templateIds(templates))
        deps.say(`${id.padEnd(20)}${(await loadTemplate(id, templates)).title}`);
    });
  report
    .command('list')
    .description('做过的报告和它们的状态')
    .action(async () => {
      const { reports, unreadable } = await store().list();
      for (const one of reports) deps.say(line(one));
      for (const { why } of unreadable) deps.say(`无法读取  ${why}`);
    });
  for (const [name, action, words] of [
    ['review', 'reviewed', '审定一份草稿'],
    ['publish', 'published', '发布一份已审的报告；发布后不能改动'],
  ] as const)
    report
      .command(name)
      .description(words)
      .argument('<id>')
      .option('--by <name>', '谁；不写则为操作系统的用户')
      .action(async (id: string, { by = osUser() }: { by?: string }) => {
        deps.say(line(await store().advance(id, action, { at: deps.clock(), by })));
      });
  report
    .command('compare')
    .description('两份报告逐个数比较，列出不同的')
    .argument('<before>')
    .argument('<after>')
    .action(async (before: string, after: string) => {
      const found = async (id: string) => {
        const one = await store().find(id);
        if (one === null) throw new UsageError(`没有编号为 ${id} 的报告；cockpit report list 列出全部`);
        return one;
      };
      const [earlier, later] = [await found(before), await found(after)];
      const changes = compareReports(earlier, later);
      for (const change of changes)
        deps.say(
          `${change.name}：${change.before?.text ?? '（没有）'} → ${change.after?.text ?? '（没有）'}`,
        );
      deps.say(`共 ${later.figures.length} 个数，${changes.length} 个不同`);
    });
  report
    .command('verify')
    .description('一个文件是不是这里做出的报告，有没有改动过')
    .argument('<file>')
    .action(async (file: string) => {
      const [found] = await store().verify(sha256Of(await readFile(file)));
      if (found === undefined) {
        deps.say('不是这里做出的报告，或者被改动过：没有一份报告的校验和与它相同');
        process.exitCode = exit.failed;
      } else deps.say(`与 ${found.report.id} 的 ${found.name} 完全相同（${stateWords[found.report.state]}）`);
    });
}
