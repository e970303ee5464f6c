import { userInfo } from 'node:os';
import { join } from 'node:path';
import { homeOf, releaseHeld, UsageError, type HousekeepingDeps } from './housekeeping.ts';
import { decide, DecisionError, isDecided, type Deciding } from './warehouse/decide.ts';
import { readReceipts, type Receipt } from './warehouse/deliveries.ts';
import { writeJson } from './warehouse/home.ts';
import { asOnlyWriter } from './warehouse/writer-lock.ts';

/** The user of the operating system, for the history of a delivery. */
export function osUser(): string {
  try {
    return userInfo().username;
  } catch {
    return '未知用户';
  }
}

const done = { accepted: '已接受', refused: '已拒收', withdrawn: '已撤回' } as const;

/**
 * Decides on a delivery, for good reasons only: the decision, its reason and who took it stay in the receipt. One
 * rewritten receipt is all there is to it, so that a kill leaves the state before or after. Accepting may fill the gap
 * another delivery was held for, which is accepted then too.
 */
export async function decideDelivery(
  deps: HousekeepingDeps,
  delivery: string,
  action: Deciding['action'],
  { by, reason }: { readonly by: string; readonly reason: string },
): Promise<Receipt> {
  const home = homeOf(deps);
  if (reason.trim() === '') throw new UsageError('请用 --reason 写明理由；理由会被保存');
  await home.prepare();
  const decided = await asOnlyWriter(home, async () => {
    const receipts = await readReceipts(home);
    const before = receipts.find((entry) => entry.delivery === delivery);
    const at = deps.clock().toISOString();
    try {
      const decided = decide(receipts, delivery, { action, at, by, reason: reason.trim() });
      if (before && isDecided(before, action)) {
        deps.say(`第 ${delivery} 号交付（${decided.fileName}）早已是“${done[action]}”，没有改动`);
        return decided;
      }
      await writeJson(join(home.receipts, `${delivery}.json`), decided);
      const next = action === 'refused' ? '；生效的数据没有变化' : '；运行 cockpit build 后生效';
      deps.say(`${done[action]}第 ${delivery} 号交付（${decided.fileName}）${next}`);
      return decided;
    } catch (error) {
      if (error instanceof DecisionError) throw new UsageError(error.message);
      throw error;
    }
  });
  if (action === 'accepted') await releaseHeld(deps);
  return decided;
}
