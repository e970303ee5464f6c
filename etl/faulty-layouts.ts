import { z } from 'zod';
import type { Sheet } from './readers/sheet.ts';
import type { NotRecognised, Recognised } from './recognise.ts';

/** One of the office's own layouts that cannot be used, and what can still be told of what it is meant for. */
export interface FaultyLayout {
  /** The file, the keys at fault and what was expected. */
  readonly message: string;
  /** Null: not to be told. */
  readonly id: string | null;
  /** Null: not to be told. */
  readonly meantFor: {
    readonly contract: string;
    readonly format: string | null;
    readonly file: RegExp | null;
    readonly sheet: RegExp | null;
  } | null;
}

const pattern = z
  .string()
  .transform((text) => new RegExp(text))
  .nullable()
  .catch(null);
const word = z.string().nullable().catch(null);
const idSchema = z.object({ id: z.string() }).nullable().catch(null);
const meantSchema = z
  .object({
    contract: z.string(),
    format: word.default(null),
    file: pattern.default(null),
    sheet: pattern.default(null),
  })
  .nullable()
  .catch(null);

/** @param json as it stands in the file; null when it is no JSON */
export function faultyLayout(message: string, json: unknown): FaultyLayout {
  return { message, id: idSchema.parse(json)?.id ?? null, meantFor: meantSchema.parse(json) };
}

/**
 * What a sheet was taken for, unless a faulty layout may be meant for it: the office has said that such a file is to be
 * read in a way of its own, so no other layout reads it until that is mended.
 */
export function besideFaulty(
  recognised: Recognised | NotRecognised,
  sheet: Sheet,
  fileName: string,
  faulty: readonly FaultyLayout[],
): Recognised | NotRecognised {
  if ('code' in recognised) {
    const [first] = recognised.code === 'unknown_layout' ? faulty : [];
    return first
      ? {
          ...recognised,
          message: `${recognised.message}。${faulty.length} 个布局有误，没有用来识别：${first.message}`,
        }
      : recognised;
  }
  const { layout } = recognised;
  const format = sheet.name === null ? 'delimited' : 'workbook';
  const meant = faulty.find(
    ({ meantFor }) =>
      meantFor !== null &&
      meantFor.contract === layout.contract &&
      (meantFor.format === null || meantFor.format === format) &&
      (meantFor.file === null || meantFor.file.test(fileName.normalize('NFKC'))) &&
      (meantFor.sheet === null || meantFor.sheet.test(sheet.name ?? '')),
  );
  if (!meant) return recognised;
  return {
    code: 'faulty_layout',
    resemblance: 1,
    message: `这份文件可能要用的布局有误，改正之前不用别的布局（${layout.id}）读它：${meant.message}`,
  };
}
