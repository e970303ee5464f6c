import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { definitionSchema, type Definition } from './definition/schema.ts';

/** A definition, a table or a row of metadata that the engine cannot work with, and what to do about it. */
export class DefinitionError extends Error {
  override readonly name = 'DefinitionError';
}

/** A definition as written, with the fingerprint it is known by. */
export interface IndexDefinition {
  readonly definition: Definition;
  /** The document as it was written; the hash is of this. */
  readonly document: unknown;
  /** SHA-256 of the canonical JSON (RFC 8785), in hexadecimal. */
  readonly hash: string;
}

/** SHA-256 of the canonical JSON (RFC 8785) of a document: blanks and the order of keys do not matter. */
export function hashOf(document: unknown): string {
  return createHash('sha256')
    .update(canonicalize(document) ?? '')
    .digest('hex');
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

/** The deepest issue of a union says most; Zod lists one per branch. */
function issueText(issue: z.core.$ZodIssue): string {
  const own = issue.path.map(String).join('.');
  if (issue.code === 'invalid_union') {
    const branches = issue.errors.flat().sort((a, b) => b.path.length - a.path.length);
    const [deepest] = branches;
    if (deepest) return issueText({ ...deepest, path: [...issue.path, ...deepest.path] });
  }
  if (issue.code === 'unrecognized_keys')
    return `${own || '（顶层）'}：没有这样的键 ${issue.keys.join('、')}`;
  return `${own || '（顶层）'}：${issue.message}`;
}

/** Reads a definition. @throws DefinitionError naming every key at fault */
export function parseDefinition(document: unknown): IndexDefinition {
  const parsed = definitionSchema.safeParse(document, { error: z.locales.zhCN().localeError });
  if (!parsed.success)
    throw new DefinitionError(
      `指数定义有误（键的写法见 docs/vitality-engine.md）：\n${parsed.error.issues.map((issue) => `  ${issueText(issue)}`).join('\n')}`,
    );
  return {
    definition: frozen(parsed.data),
    document: frozen(structuredClone(document)),
    hash: hashOf(document),
  };
}

/** The definition's JSON Schema (draft 2020-12), generated from the schema that reads it. */
export function definitionJsonSchema(): object {
  return {
    ...z.toJSONSchema(definitionSchema, { io: 'input', target: 'draft-2020-12', reused: 'ref' }),
    $id: 'https://congress-cockpit.example/index-definition.schema.json',
    title: 'Index definition',
  };
}
