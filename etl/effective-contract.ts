import { literal } from './literal.ts';
import type { Column, Contract } from './contract.ts';
import type { Layout } from './layout.ts';

/** A column of which nothing is asked but text: another ledger's classification, kept as it is. */
function waivedColumn({ name, title, type, description }: Column): Column {
  return { name, title, type: type === 'code' ? 'text' : type, optional: true, description };
}

/**
 * What a contract asks of a file in this layout. A ledger in yuan is held to all of it. One in another currency is
 * not of this city: waived columns keep the text they have, and its partitions are its own, so that it never takes
 * the place of what is in force here, nor of another foreign ledger.
 * @param period what `replaces` found
 */
export function effectiveContract(contract: Contract, layout: Layout, period: string | null): Contract {
  if (layout.currency === 'CNY') return contract;
  const isWaived = (column: string) => Object.hasOwn(layout.waived, column);
  const own = { name: 'ledger', value: literal(`${layout.currency}:${layout.id}`) };
  return {
    ...contract,
    columns: contract.columns.map((column) => (isWaived(column.name) ? waivedColumn(column) : column)),
    rules: contract.rules.filter(({ column }) => !isWaived(column)),
    partition:
      period === null
        ? [own, ...contract.partition.map(({ name, value }) => ({ name, value: `coalesce(${value}, '')` }))]
        : [own, { name: 'period', value: literal(period) }],
  };
}
