import type { LastAttempt } from './build-report.ts';
import type { Receipt } from './deliveries.ts';

/** When a delivery last changed what is in force; empty when it never did. */
function lastChange({ verdict, receivedAt, history }: Receipt): string {
  const decided = history.findLast(({ action }) => action === 'accepted' || action === 'withdrawn');
  return decided?.at ?? (verdict === 'accepted' ? receivedAt : '');
}

/** When what is in force last changed, if no build has been tried since; null: there is nothing to build. */
export function unbuiltChange(receipts: readonly Receipt[], attempt: LastAttempt | null): string | null {
  const newest = receipts.map(lastChange).reduce((latest, at) => (at > latest ? at : latest), '');
  return newest > (attempt?.at ?? '') ? newest : null;
}
