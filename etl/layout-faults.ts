import type { z } from 'zod';

/**
 * What is wrong with a layout, for the person who wrote it: the key, and what was expected there. Zod's own words
 * name neither the keys that are known nor, in a union, the branch that was meant.
 */

type Issue = z.core.$ZodIssue;

/** The part of a JSON Schema this file walks. */
interface Known {
  readonly properties?: Readonly<Record<string, Known>>;
  readonly additionalProperties?: unknown;
  readonly items?: unknown;
  readonly anyOf?: readonly Known[];
}

const typeNames: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  object: '对象 {…}',
  record: '对象 {…}',
  array: '列表 […]',
  boolean: 'true 或 false',
};

function isKnown(value: unknown): value is Known {
  return typeof value === 'object' && value !== null;
}

/** The keys a layout may have at a path. */
function keysAt(schema: Known, path: readonly PropertyKey[]): readonly string[] {
  const [step, ...rest] = path;
  const branches = [schema, ...(schema.anyOf ?? [])];
  if (step === undefined)
    return [...new Set(branches.flatMap(({ properties }) => Object.keys(properties ?? {})))];
  return [
    ...new Set(
      branches.flatMap((branch) =>
        [branch.properties?.[String(step)], branch.additionalProperties, branch.items]
          .filter(isKnown)
          .flatMap((next) => keysAt(next, rest)),
      ),
    ),
  ];
}

/** Letters two keys have in common, in order: enough to find the key a typing slip was meant to be. */
function likeness(a: string, b: string): number {
  const pairs = (text: string) =>
    new Set(Array.from(text.slice(1), (letter, index) => (text[index] ?? '') + letter));
  const [left, right] = [pairs(a.toLowerCase()), pairs(b.toLowerCase())];
  const shared = [...left].filter((pair) => right.has(pair)).length;
  return (2 * shared) / Math.max(1, left.size + right.size);
}

function meant(key: string, known: readonly string[]): string {
  const [best] = [...known].sort((a, b) => likeness(b, key) - likeness(a, key));
  return best !== undefined && likeness(best, key) >= 0.4 ? `，是不是 ${best}？` : '';
}

function limit(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>): string {
  const bound = String(issue.code === 'too_small' ? issue.minimum : issue.maximum);
  const than = issue.code === 'too_small' ? '至少' : '至多';
  if (issue.origin === 'array') return `应${than}有 ${bound} 项`;
  return issue.origin === 'string' ? '不能为空' : `应${than}为 ${bound}`;
}

function expected(issue: Issue, at: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return at === undefined
        ? `缺少这个键，应为${typeNames[issue.expected] ?? issue.expected}`
        : `应为${typeNames[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `应为 ${issue.values.map((value) => JSON.stringify(value)).join('、')} 之一`;
    case 'too_small':
    case 'too_big':
      return limit(issue);
    case 'invalid_union': {
      const branches = issue.errors.flatMap((branch) => branch.slice(0, 1));
      return [...new Set(branches.map((branch) => `${nested(branch)}${expected(branch, at)}`))].join('；或');
    }
    default:
      return issue.message;
  }
}

function nested({ path }: Issue): string {
  return path.length > 0 ? `其中 ${path.map(String).join('.')} ` : '';
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<PropertyKey, unknown>)[step]
        : undefined,
    json,
  );
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** One line a fault: the key, what was expected, what is there. */
export function layoutFaults(issues: readonly Issue[], json: unknown, schema: unknown): readonly string[] {
  return issues.flatMap((issue) => {
    const place = issue.path.map(String).join('.');
    if (issue.code === 'unrecognized_keys') {
      const known = isKnown(schema) ? keysAt(schema, issue.path) : [];
      return issue.keys.map(
        (key) =>
          `${place ? `${place}.` : ''}${key}：没有这个键${meant(key, known)}（可用的键：${known.join('、')}）`,
      );
    }
    const at = valueAt(json, issue.path);
    const actual = at === undefined ? '' : `，实际是 ${shown(at)}`;
    return [`${place || '（顶层）'}：${expected(issue, at)}${actual}`];
  });
}
