import type { z } from 'zod';
import { invalidParameters } from '../problem.ts';
import { parameterErrors } from './query-text.ts';

const kinds: Readonly<Record<string, string>> = {
  string: '应为文字',
  number: '应为数字',
  int: '应为整数',
  boolean: '应为 true 或 false',
  array: '应为列表（[ … ]）',
  object: '应为对象（{ … }）',
};

/** What is wrong with a posted value, where its schema has no words of its own. */
const inWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? '不能缺少；请补上' : kinds[issue.expected];
    case 'invalid_format':
      return issue.format === 'date' ? '应为日期，如 2026-01-31' : undefined;
    case 'invalid_value':
      return `应为 ${issue.values.map(String).join('、')}`;
    case 'too_small':
      if (issue.origin === 'string') return `至少 ${issue.minimum} 字`;
      return issue.origin === 'array' ? `至少 ${issue.minimum} 项` : `不能小于 ${issue.minimum}`;
    case 'too_big':
      if (issue.origin === 'string') return `最多 ${issue.maximum} 字`;
      return issue.origin === 'array' ? `最多 ${issue.maximum} 项` : `不能大于 ${issue.maximum}`;
    default:
      return undefined;
  }
};

/**
 * The body of a POST, read by its contract.
 * @param possible what may be sent, said where something else was
 * @throws ProblemError that names each parameter by its path (`filters.from`)
 */
export function readPosted<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  possible: string,
): z.output<Schema> {
  const given = body ?? {};
  if (typeof given !== 'object' || Array.isArray(given))
    throw invalidParameters(
      [{ parameter: '', message: `请求正文应为 JSON 对象，写明 ${possible}` }],
      'invalid_parameter',
    );
  const parsed = schema.safeParse(given, { error: inWords });
  if (parsed.success) return parsed.data;
  throw invalidParameters(parameterErrors(parsed.error, possible), 'invalid_parameter');
}
