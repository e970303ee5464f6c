import { InvalidArgumentError, Option, type Command } from 'commander';
import { homeOf, UsageError } from '../housekeeping.ts';
import { currentSchema } from '../warehouse/build-report.ts';
import { DuckDbEngine } from '../warehouse/connection.ts';
import { readJson } from '../warehouse/home.ts';
import { latestWarningMonth, listWarnings } from '../warehouse/queries/warnings/list.ts';
import {
  findWarning,
  pastWarnings,
  ruleThresholds,
  warningProof,
} from '../warehouse/queries/warnings/one.ts';
import { backtest } from '../warehouse/warnings/backtest.ts';
import {
  severities,
  severityNames,
  type Severity,
  type WarningRule,
} from '../warehouse/warnings/definition.ts';
import { warningRules } from '../warehouse/warnings/registry.ts';
import { loadThresholds, triedThresholds } from '../warehouse/warnings/thresholds.ts';
import { whole, type CommandDeps } from './command-deps.ts';

/** Opens the served build to read, and closes it whatever happens. */
async function withBuild<T>(deps: CommandDeps, work: (engine: DuckDbEngine) => Promise<T>): Promise<T> {
  const home = homeOf(deps);
  const current = await readJson(home.currentBuild).catch(() => null);
  if (current === null)
    throw new UsageError(`${home.root} 还没有已发布的构建；请先运行 cockpit ingest 和 cockpit build`);
  const { build } = currentSchema.parse(current);
  const engine = await DuckDbEngine.open(home.buildFile(build), { readOnly: true });
  try {
    return await work(engine);
  } finally {
    engine.close();
  }
}

function ruleOf(id: string): WarningRule {
  const rule = warningRules.get(id);
  if (rule) return rule;
  throw new UsageError(`没有预警规则“${id}”；可用的规则：${[...warningRules.keys()].join('、')}`);
}

function month(text: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) throw new InvalidArgumentError('应为月份，如 2026-10');
  return text;
}

/** `2021` is its January or its December. */
function edge(which: '01' | '12') {
  return (text: string): string => {
    if (/^\d{4}$/.test(text)) return `${text}-${which}-01`;
    return `${month(text)}-01`;
  };
}

interface Trial {
  readonly name: string;
  readonly value: number;
}

function trial(text: string, before: readonly Trial[] = []): Trial[] {
  const found = /^([a-z_]+)=(-?\d+(?:\.\d+)?)$/.exec(text);
  if (!found) throw new InvalidArgumentError('应写作 名称=数值，如 yellow=0.15');
  return [...before, { name: found[1] ?? '', value: Number(found[2]) }];
}

interface ListOptions {
  readonly severity?: Severity;
  readonly rule?: string;
  readonly period?: string;
  readonly limit: number;
  readonly json?: true;
}

async function list(deps: CommandDeps, options: ListOptions): Promise<void> {
  if (options.rule !== undefined) ruleOf(options.rule);
  await withBuild(deps, async (engine) => {
    const asked = options.period ?? (await latestWarningMonth(engine));
    if (asked === null) {
      deps.say('还没有可以判断预警的数据');
      return;
    }
    const { total, rows } = await listWarnings(engine, {
      month: asked,
      severities: options.severity === undefined ? [] : [options.severity],
      rules: options.rule === undefined ? [] : [options.rule],
      areas: [],
      departments: [],
      limit: options.limit,
      offset: 0,
    });
    if (options.json) {
      deps.say(JSON.stringify({ period: asked, total, warnings: rows }, null, 2));
      return;
    }
    deps.say(`${asked} 末成立的预警 ${total} 条${rows.length < total ? `，列出前 ${rows.length} 条` : ''}`);
    for (const { id, severity, ruleName, subjectName, detail, explainedBy } of rows)
      deps.say(
        `${severityNames[severity]}  ${ruleName}  ${subjectName ?? ''}：${detail}（${explainedBy}）  ${id}`,
      );
  });
}

async function show(deps: CommandDeps, id: string, options: { limit: number; json?: true }): Promise<void> {
  await withBuild(deps, async (engine) => {
    const warning = await findWarning(engine, id);
    if (warning === null)
      throw new UsageError(`当前构建中没有预警 ${id}；请用 cockpit warnings list 查看编号`);
    const rule = ruleOf(warning.rule);
    const proof = await warningProof(engine, warning, rule, { limit: options.limit, offset: 0 });
    const past = await pastWarnings(engine, warning, 12);
    const thresholds = await ruleThresholds(engine, rule.id, warning.period);
    if (options.json) {
      deps.say(JSON.stringify({ warning, rule, thresholds, proof, past }, null, 2));
      return;
    }
    const lines = [
      `${severityNames[warning.severity]}  ${rule.name}  ${warning.subjectName ?? ''}`,
      `  ${warning.detail}`,
      `  规则：${rule.statement}`,
      `  依据：${rule.legalBasis ?? '无'}`,
      `  分子（${rule.numerator}）：${warning.numerator ?? '无'}`,
      ...(rule.denominator === null ? [] : [`  分母（${rule.denominator}）：${warning.denominator ?? '无'}`]),
      `  数值 ${warning.value ?? '无'}，阈值 ${warning.threshold ?? '无'}`,
      `  应作说明：${warning.explainedBy}；自 ${warning.since} 起连续 ${warning.monthsRunning} 个月`,
      ...thresholds
        .filter(({ inForce }) => inForce)
        .map(
          ({ name, value, who, when, why, source }) =>
            `  阈值 ${name} = ${value}：${why}（${who}，${when}；${source}）`,
        ),
      ...proof.sums.map(
        ({ part, rows, amount }) => `  ${part}：${rows} 行${amount === null ? '' : `，合计 ${amount}`}`,
      ),
      ...proof.rows.map(
        ({ part, what, note, amount, fileName, row }) =>
          `    ${part}  ${what ?? ''}  ${note ?? ''}  ${amount ?? ''}  ${fileName ?? ''} 第 ${row} 行`,
      ),
      ...past.filter(({ sameSubject }) => sameSubject).map((each) => `  此前 ${each.period}：${each.detail}`),
    ];
    for (const line of lines) deps.say(line);
  });
}

interface BacktestOptions {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
  readonly set?: Trial[];
  readonly json?: true;
}

async function runBacktest(deps: CommandDeps, options: BacktestOptions): Promise<void> {
  const rule = ruleOf(options.rule);
  const thresholds = triedThresholds(
    await loadThresholds(homeOf(deps).thresholds),
    rule.id,
    options.set ?? [],
  );
  const found = await withBuild(deps, (engine) =>
    engine.using((connection) => backtest(connection, rule, options, thresholds)),
  );
  if (options.json) {
    deps.say(JSON.stringify(found, null, 2));
    return;
  }
  if (found.judged === null) {
    deps.say(`${rule.name}：所选月份没有可以判断的数据`);
    return;
  }
  deps.say(
    `${rule.name}（${rule.id}）：${found.judged.from.slice(0, 7)} 至 ${found.judged.to.slice(0, 7)}，` +
      `${found.findings.length} 条，涉及 ${found.subjects} 个对象`,
  );
  for (const each of found.months)
    deps.say(
      `${each.month}  红色 ${each.red}  黄色 ${each.yellow}  供查看 ${each.look}  其中新出现 ${each.fresh}`,
    );
}

/** `warnings list | show | backtest`: what the rules of supervision found, its proof, and a rule over the past. */
export function addWarningCommands(program: Command, deps: CommandDeps): void {
  const group = program.command('warnings').description('预警：列出，查看证据，用历史数据试运行规则');
  group
    .command('list', { isDefault: true })
    .description('列出月末成立的预警，红色在前')
    .addOption(new Option('--severity <severity>', '只列这一级别').choices([...severities]))
    .option('--rule <rule>', '只列这条规则')
    .option('--period <month>', '哪个月末，如 2026-10；不写则为最近的月份', month)
    .option('--limit <n>', '最多列出多少条', whole(1, 10_000), 100)
    .option('--json', '以 JSON 输出')
    .action((options: ListOptions) => list(deps, options));
  group
    .command('show')
    .description('一条预警的分子、分母、阈值、依据和背后的行')
    .argument('<id>', '预警编号，见 cockpit warnings list')
    .option('--limit <n>', '最多列出多少行', whole(1, 10_000), 20)
    .option('--json', '以 JSON 输出')
    .action((id: string, options: { limit: number; json?: true }) => show(deps, id, options));
  group
    .command('backtest')
    .description('用当前构建的历史数据试运行一条规则，不改变任何东西')
    .requiredOption('--rule <rule>', '规则编号')
    .requiredOption('--from <month>', '从哪年或哪月起，如 2021 或 2024-07', edge('01'))
    .option('--to <month>', '到哪年或哪月止；不写则到最近', edge('12'), '9999-12-01')
    .option('--set <name=value>', '试用另一个阈值，如 yellow=0.15；可多次', trial)
    .option('--json', '以 JSON 输出')
    .action((options: BacktestOptions) => runBacktest(deps, options));
}
