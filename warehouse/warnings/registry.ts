import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accountRules } from './account-rules.ts';
import { congressRules } from './congress-rules.ts';
import type { Proof, WarningRule } from './definition.ts';
import { paymentRules } from './payment-rules.ts';
import { spendingRules } from './spending-rules.ts';

/** Every rule, by id, in the order people read them. */
export const warningRules: ReadonlyMap<string, WarningRule> = new Map(
  [...spendingRules, ...accountRules, ...paymentRules, ...congressRules].map((rule) => [rule.id, rule]),
);

const texts = new Map<string, Promise<string>>();

function text(path: string): Promise<string> {
  const known = texts.get(path);
  if (known) return known;
  const read = readFile(join(import.meta.dirname, path), 'utf8').then((sql) => sql.trim());
  texts.set(path, read);
  return read;
}

/** What a rule finds: `rules/<id>.sql`, read once. */
export const ruleSql = (id: string): Promise<string> => text(join('rules', `${id}.sql`));

/** The rows behind a warning: `proofs/<name>.sql`, read once. */
export const proofSql = (proof: Proof): Promise<string> => text(join('proofs', `${proof}.sql`));
