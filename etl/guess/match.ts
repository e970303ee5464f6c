import type { Column, Contract } from '../contract.ts';
import { comparable, type HeaderName } from '../header-names.ts';
import type { Layout } from '../layout.ts';
import { kindsOf, type Evidence } from './evidence.ts';

/** A column of the contract found in the file, how surely, and why. */
export interface Match {
  readonly column: Column;
  readonly index: number;
  readonly header: string;
  /** 0–1. */
  readonly confidence: number;
  readonly because: string;
}

/** Everything a contract's column is known to be called. */
function aliasesOf(
  contract: Contract,
  { name, title }: Column,
  layouts: readonly Layout[],
): ReadonlySet<string> {
  const known = layouts
    .filter((layout) => layout.contract === contract.id)
    .flatMap((layout) => (Object.hasOwn(layout.columns, name) ? (layout.columns[name]?.headers ?? []) : []));
  return new Set([name, title, ...known].map(comparable));
}

/** Two-letter pieces in common: 1 for the same text. */
function likeness(a: string, b: string): number {
  if (a === b) return 1;
  const pieces = (text: string) =>
    new Set(
      text.length < 2 ? [text] : Array.from(text.slice(1), (letter, index) => (text[index] ?? '') + letter),
    );
  const [left, right] = [pieces(a), pieces(b)];
  const shared = [...left].filter((piece) => right.has(piece)).length;
  return (2 * shared) / (left.size + right.size);
}

const percent = (share: number) => `${Math.round(share * 100)}%`;

function matchOf(
  contract: Contract,
  column: Column,
  index: number,
  { names, shown }: HeaderName,
  evidence: Evidence,
  aliases: ReadonlySet<string>,
): Match {
  const alike = Math.max(0, ...names.flatMap((name) => [...aliases].map((alias) => likeness(name, alias))));
  const kinds = kindsOf(contract, column);
  const [kind = ''] = kinds;
  const isTelling = !/^type:(text|code|number|integer|flag)$/.test(kind);
  // A day-first date or a decimal comma is told apart by how it is written, before a layout says so.
  const written = column.type === 'date' ? evidence.slashed : column.type === 'amount' ? evidence.commas : 0;
  const fits = Math.max(evidence.shares[kind] ?? 0, evidence.filled === 0 ? 0 : written / evidence.filled);
  const shares = `${percent(fits)} 的单元格符合`;
  const result = (confidence: number, because: string): Match => ({
    column,
    index,
    header: shown,
    confidence: Math.round(confidence * 100) / 100,
    because,
  });
  if (evidence.filled === 0)
    return result(
      alike === 1 ? 0.6 : alike * 0.4,
      alike === 1 ? '列名认识，但没有数据' : '列名相近，但没有数据',
    );
  if (alike === 1) return result(0.6 + 0.4 * fits, `列名认识，${shares}`);
  if (alike >= 0.5) return result(alike * 0.5 + fits * 0.3, `列名相近，${shares}`);
  return result(isTelling && fits >= 0.8 ? 0.25 + fits * 0.25 : 0, `只凭数据：${shares}`);
}

const worthTelling = 0.3;

/** The best one-to-one matches of a file's columns to a contract's, surest first. */
export function matchesOf(
  contract: Contract,
  headers: readonly HeaderName[],
  evidence: readonly Evidence[],
  layouts: readonly Layout[],
): readonly Match[] {
  const all = contract.columns.flatMap((column) => {
    const aliases = aliasesOf(contract, column, layouts);
    return headers.flatMap((header, index) => {
      const seen = evidence[index];
      return seen && header.names.length > 0 ? [matchOf(contract, column, index, header, seen, aliases)] : [];
    });
  });
  const taken = { columns: new Set<string>(), places: new Set<number>() };
  return all
    .filter(({ confidence }) => confidence >= worthTelling)
    .sort((a, b) => b.confidence - a.confidence)
    .filter(({ column, index }) => {
      if (taken.columns.has(column.name) || taken.places.has(index)) return false;
      taken.columns.add(column.name);
      taken.places.add(index);
      return true;
    });
}

/** How many known aliases a row of headers holds, over the best contract: where the header is. */
export function aliasHits(
  headers: readonly HeaderName[],
  contracts: Iterable<Contract>,
  layouts: readonly Layout[],
): number {
  let best = 0;
  for (const contract of contracts) {
    const known = new Set(contract.columns.flatMap((column) => [...aliasesOf(contract, column, layouts)]));
    best = Math.max(best, headers.filter(({ names }) => names.some((name) => known.has(name))).length);
  }
  return best;
}
