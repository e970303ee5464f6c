import { InvalidArgumentError, Option, type Command } from 'commander';
import { decideDelivery, osUser } from '../decisions.ts';
import { homeOf, UsageError } from '../housekeeping.ts';
import { readReceipts } from '../warehouse/deliveries.ts';
import type { Deciding } from '../warehouse/decide.ts';
import {
  deliveryFacts,
  deliveryStates,
  isWanted,
  shanghaiDay,
  type DeliveryFacts,
  type DeliveryState,
} from '../warehouse/delivery-register/delivery-facts.ts';
import type { CommandDeps } from './command-deps.ts';

const stateNames: Readonly<Record<DeliveryState, string>> = {
  accepted: '已接受',
  held: '待确认',
  refused: '拒收',
  withdrawn: '已撤回',
  superseded: '已被取代',
};
const actionNames = { held: '暂缓', accepted: '接受', refused: '拒收', withdrawn: '撤回' } as const;

function day(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError('应为日期，如 2026-11-01');
  return text;
}

function line(facts: DeliveryFacts): string {
  const titles = facts.datasets.map(({ title }) => title).join('、') || '（未识别）';
  const rejected = facts.rejected > 0 ? `，退回 ${facts.rejected} 行` : '';
  return (
    `${facts.delivery}  ${stateNames[facts.state]}  ${shanghaiDay(facts.receivedAt)}  ${titles}  ` +
    `${facts.rows} 行${rejected}  ${facts.fileName}`
  );
}

function* story(facts: DeliveryFacts): Generator<string> {
  yield line(facts);
  for (const { title, owner, rows, partitions, livePartitions } of facts.datasets)
    yield (
      `  ${title}（${owner}）：${rows} 行` +
      (partitions.join('') === '' ? '' : `，分期 ${partitions.join('、')}`) +
      `，生效 ${livePartitions.length}/${partitions.length}`
    );
  if (facts.supersedes.length > 0) yield `  取代了交付 ${facts.supersedes.join('、')}`;
  for (const { sheet, message } of facts.refusals)
    yield `  拒收原因：${sheet ? `工作表“${sheet}”：` : ''}${message}`;
  for (const { message } of facts.doubts) yield `  需确认：${message}`;
  for (const { at, by, action, reason } of facts.history)
    yield `  ${at} ${by || '系统'} ${actionNames[action]}：${reason}`;
  if (facts.state === 'held')
    yield `  请核对后运行 cockpit deliveries accept ${facts.delivery} --reason … 或 cockpit deliveries refuse ${facts.delivery} --reason …`;
}

function addDecision(
  group: Command,
  deps: CommandDeps,
  name: string,
  action: Deciding['action'],
  description: string,
  hidden = false,
): void {
  group
    .command(name, { hidden })
    .description(description)
    .argument('<delivery>', '交付编号，如 000012（见 cockpit deliveries list）')
    .requiredOption('--reason <text>', '理由，会被保存')
    .option('--by <name>', '谁作的决定；不写则为操作系统的用户')
    .action(async (delivery: string, { reason, by }: { reason: string; by?: string }) => {
      await decideDelivery(deps, delivery, action, { by: by ?? osUser(), reason });
    });
}

/** `deliveries list | show | accept | refuse | withdraw`: what came in, and what people decide on it. */
export function addDeliveryCommands(program: Command, deps: CommandDeps): void {
  const group = program
    .command('deliveries')
    .description('各部门的交付：查看，接受或拒收待确认的，撤回已接受的');
  group
    .command('list', { isDefault: true })
    .description('列出交付，新的在前')
    .addOption(new Option('--state <state>', '只列这种状态').choices([...deliveryStates]))
    .option('--source <source>', '只列这个来源，如 finance 或 finance.payments')
    .option('--since <day>', '只列这一天以后收到的，如 2026-11-01', day)
    .option('--json', '以 JSON 输出')
    .action(async (options: { state?: DeliveryState; source?: string; since?: string; json?: true }) => {
      const facts = deliveryFacts(await readReceipts(homeOf(deps))).filter((entry) =>
        isWanted(entry, options),
      );
      if (options.json) deps.say(JSON.stringify(facts, null, 2));
      else if (facts.length === 0) deps.say('没有符合条件的交付');
      else for (const entry of facts) deps.say(line(entry));
    });
  group
    .command('show')
    .description('一份交付的来龙去脉')
    .argument('<delivery>', '交付编号，如 000012')
    .option('--json', '以 JSON 输出')
    .action(async (delivery: string, options: { json?: true }) => {
      const facts = deliveryFacts(await readReceipts(homeOf(deps))).find(
        (entry) => entry.delivery === delivery,
      );
      if (!facts) throw new UsageError(`没有第 ${delivery} 号交付；请用 cockpit deliveries list 查看编号`);
      if (options.json) deps.say(JSON.stringify(facts, null, 2));
      else for (const text of story(facts)) deps.say(text);
    });
  addDecision(group, deps, 'accept', 'accepted', '接受一份待确认的交付');
  addDecision(group, deps, 'refuse', 'refused', '拒收一份待确认的交付');
  const withdrawing = '撤回一份已接受的交付：它不再生效，被它取代的数据重新生效';
  addDecision(group, deps, 'withdraw', 'withdrawn', withdrawing);
  // The name it had before the group was there.
  addDecision(program, deps, 'withdraw', 'withdrawn', withdrawing, true);
}
