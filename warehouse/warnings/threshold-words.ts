import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import type { z } from 'zod';

/** What JSON lacks, by the parser's code; anything else is said in general. */
const lacking: Readonly<Record<string, string>> = {
  PropertyNameExpected: '这里应是加双引号的键；最后一项后面不能有逗号',
  ValueExpected: '这里应有一个值；最后一项后面不能有逗号',
  ColonExpected: '键后面缺少冒号',
  CommaExpected: '两项之间缺少逗号',
  CloseBraceExpected: '缺少右花括号 }',
  CloseBracketExpected: '缺少右方括号 ]',
  EndOfFileExpected: '内容到此应已结束，后面还有多余的字符',
  InvalidCommentToken: 'JSON 里不能写注释',
  UnexpectedEndOfComment: 'JSON 里不能写注释',
  UnexpectedEndOfString: '文字没有写完，缺少右双引号',
  InvalidCharacter: '文字里有换行、制表等控制字符',
  InvalidEscapeCharacter: '反斜杠后面的字符不对',
  InvalidUnicode: '\\u 后面应是四位十六进制数',
  UnexpectedEndOfNumber: '数字没有写完',
  InvalidNumberFormat: '数字的写法不对',
};

/** Line and column, counted from 1. */
function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

/** The value of a JSON text, or what is wrong with it and where, in Chinese. */
export function parseJson(text: string): { readonly value: unknown } | { readonly fault: string } {
  const errors: ParseError[] = [];
  const own = text.replace(/^\uFEFF/, '');
  const value: unknown = parse(own, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (first === undefined) return { value };
  const { line, column } = lineAndColumn(own, first.offset);
  const code = printParseErrorCode(first.error);
  return { fault: `第 ${line} 行第 ${column} 列不是有效的 JSON：${lacking[code] ?? '无法识别的内容'}` };
}

const kinds: Readonly<Record<string, string>> = {
  string: '应为文字',
  number: '应为数字',
  array: '应为列表：[ { … }, { … } ]',
  object: '应为对象：{ … }',
};

/** What is wrong with a value, where its schema has no words of its own. */
export const inWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? '不能缺少；请补上' : kinds[issue.expected];
    case 'invalid_value':
      return `应为 ${issue.values.map(String).join('、')} 之一`;
    case 'too_small':
      return '不能为空';
    default:
      return undefined;
  }
};

/** `第 2 项的 why 不能为空`: entries are counted from 1, as people count. */
export function faultsOf({ path, message, ...issue }: z.core.$ZodIssue): string[] {
  const [at, ...keys] = path;
  const item = typeof at === 'number' ? `第 ${at + 1} 项` : '内容';
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${item}有不认识的键“${key}”；请核对拼写，或去掉它`);
  return [keys.length === 0 ? `${item}${message}` : `${item}的 ${keys.join('.')} ${message}`];
}
