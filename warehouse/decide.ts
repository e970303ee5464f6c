import { isRefusedByPerson, supersededBy, type Decision, type Receipt } from './deliveries.ts';

/** A decision that cannot be taken on this delivery; the message says why. */
export class DecisionError extends Error {
  override readonly name = 'DecisionError';
}

export interface Deciding {
  readonly action: Exclude<Decision['action'], 'held'>;
  readonly at: string;
  readonly by: string;
  readonly reason: string;
}

const from: Readonly<Record<Deciding['action'], (receipt: Receipt) => boolean>> = {
  accepted: (receipt) => receipt.verdict === 'held' || isRefusedByPerson(receipt),
  refused: ({ verdict }) => verdict === 'held',
  withdrawn: ({ verdict }) => verdict === 'accepted',
};

function whyNot({ delivery, verdict }: Receipt, action: Deciding['action']): string {
  if (action === 'withdrawn') return `第 ${delivery} 号交付没有在生效，不用撤回`;
  if (verdict === 'accepted')
    return `第 ${delivery} 号交付已接受；要让它不再生效，请用 cockpit deliveries withdraw`;
  if (verdict === 'withdrawn') return `第 ${delivery} 号交付已撤回；需要它时请重新接收原文件`;
  return `第 ${delivery} 号交付是系统拒收的，不能由人${action === 'accepted' ? '接受' : '再拒收'}；请按拒收原因改正后重新报送`;
}

/** Whether the last decision on the delivery is this one already: deciding the same again changes nothing. */
export function isDecided({ verdict, history }: Receipt, action: Deciding['action']): boolean {
  return verdict === action && history.at(-1)?.action === action;
}

/**
 * The receipt of a delivery as a person's decision leaves it; decided the same before, as it is. An accepted
 * delivery takes its place in the order of arrival: what came later for the same partitions stays in force.
 * @throws DecisionError
 */
export function decide(receipts: readonly Receipt[], delivery: string, deciding: Deciding): Receipt {
  const receipt = receipts.find((entry) => entry.delivery === delivery);
  if (!receipt) throw new DecisionError(`没有第 ${delivery} 号交付；请用 cockpit deliveries list 查看编号`);
  if (isDecided(receipt, deciding.action)) return receipt;
  if (!from[deciding.action](receipt)) throw new DecisionError(whyNot(receipt, deciding.action));
  const before = receipts.filter((entry) => entry.delivery < delivery);
  const batches =
    deciding.action === 'accepted' && !receipt.mends?.onto
      ? receipt.batches.map((batch) => ({ ...batch, supersedes: supersededBy(batch, before) }))
      : receipt.batches;
  return {
    ...receipt,
    verdict: deciding.action,
    history: [...receipt.history, { ...deciding }],
    batches,
  };
}
