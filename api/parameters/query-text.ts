import { z } from 'zod';
import type { ParameterError } from '../problem.ts';

/** A parameter as the query string gives it: once, as text. */
export const once = z.string({
  error: ({ input }) => (input === undefined ? '不能缺少；请补上该参数' : '只能出现一次，多个值请用逗号分隔'),
});

const mostValues = 200;
const longestValue = 500;

const value = z
  .string()
  .trim()
  .min(1, '不能为空；请填写值，或去掉该参数')
  .max(longestValue, `每个值最多 ${longestValue} 个字符`)
  .regex(/^\P{Cc}*$/u, '含有控制字符，请去掉');

/** One value, whatever characters it holds. */
export const single = once.pipe(value).transform((text): string[] => [text]);

/** Values separated by commas; each counts once, and their order does not matter. */
export const several = once
  .transform((text) => text.split(/[,，]/))
  .pipe(z.array(value).max(mostValues, `最多 ${mostValues} 个值`))
  .transform((values) => [...new Set(values)].sort());

/** One of a closed list. */
export const oneOf = <Value extends string>(values: readonly Value[]) =>
  once.pipe(z.enum(values, { error: `应为 ${values.join('、')} 之一` }));

/** A whole number between two bounds. */
export const wholeNumber = (least: number, most: number) =>
  once
    .regex(/^\d{1,9}$/, `应为 ${least} 到 ${most} 之间的整数`)
    .transform(Number)
    .pipe(
      z
        .int()
        .min(least, `应为 ${least} 到 ${most} 之间的整数`)
        .max(most, `应为 ${least} 到 ${most} 之间的整数`),
    );

/**
 * What Zod found wrong, by parameter.
 * @param possible what may be asked instead, said of unknown parameters.
 */
export function parameterErrors(error: z.ZodError, possible: string): ParameterError[] {
  return error.issues.flatMap((issue) => {
    const parameter = pathOf(issue.path);
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          parameter: pathOf([...issue.path, key]),
          message: `不支持参数“${pathOf([...issue.path, key]).slice(0, 80)}”；可用的参数：${possible}`,
        }))
      : [{ parameter, message: `参数 ${parameter} ${issue.message}` }];
  });
}

/** `filters.from`; which item of a list it is goes without saying. */
const pathOf = (path: readonly PropertyKey[]): string =>
  path.filter((step) => typeof step === 'string').join('.');
