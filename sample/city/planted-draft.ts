import type { Fen } from './apportion.ts';
import type { Oddity, OddityKind } from './oddities.ts';

/** An oddity before it is numbered. */
export type Draft = Omit<Oddity, 'id'>;

export const yuan = (fen: Fen): number => fen / 100;
export const ratio = (value: number): number => Math.round(value * 10_000) / 10_000;

export const of = (
  kind: OddityKind,
  title: string,
  where: Oddity['where'],
  facts: Oddity['facts'],
  expect: string,
): Draft => ({ kind, title, where, facts, expect });
