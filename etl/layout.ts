import { z } from 'zod';

/** A money unit and what one of it is in yuan (or in the layout's own currency). */
export const unitInYuan = {
  元: 1,
  千元: 1_000,
  万元: 10_000,
  十万元: 100_000,
  百万元: 1_000_000,
  千万元: 10_000_000,
  亿元: 100_000_000,
} as const;

/** Encodings a layout may insist on; names as WHATWG has them. */
export const encodings = [
  'utf-8',
  'gb18030',
  'gbk',
  'big5',
  'utf-16le',
  'utf-16be',
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'iso-8859-1',
  'iso-8859-2',
  'iso-8859-15',
  'shift_jis',
  'euc-kr',
] as const;

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

function compiles(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}

const pattern = z.string().min(1).refine(compiles, { error: '应为有效的正则表达式' });

/** Also understood by RE2, which knows no look-around and no references back. */
const rowPattern = pattern.refine((text) => !/\(\?(?!:|i\))|\\[1-9k]/.test(text), {
  error: '不支持环视 (?=…)(?!…)(?<…) 和反向引用',
});

const unit = z
  .enum(['元', '千元', '万元', '十万元', '百万元', '千万元', '亿元'])
  .meta({ description: '金额单位' });
const headers = z
  .array(z.string().min(1))
  .min(1)
  .meta({ description: '文件里的列名（任一即可）；多行表头写“上/下”，或只写最下一行' });

/** A regular expression searched in a text, and what its groups make: `{ "match": "(\\d{4})年(\\d+)月", "value": "$1-$2" }`. */
const found = z.strictObject({
  match: pattern.meta({ description: '在标题行或文件名里查找的正则表达式' }),
  value: z.string().min(1).default('$1').meta({ description: '由分组拼成的值，如 $1-$2' }),
});
const fromTitle = z.strictObject({ title: found });
const fromFile = z.strictObject({ file: found });

const numbers = z
  .strictObject({
    decimal: z.enum(['.', ',']).default('.').meta({ description: '小数点' }),
    thousands: z
      .enum([',', '.', ' ', "'", ''])
      .optional()
      .meta({ description: '千分位；空字符串表示没有；不写则是小数点之外的那个（, 或 .）' }),
  })
  .refine(({ decimal, thousands }) => decimal !== thousands, { error: '小数点与千分位不能相同' })
  .meta({ description: '数字的写法，如 1.234,56 写作 {"decimal": ","}' });

const dates = z
  .union([
    z.enum(['year-first', 'day-first', 'month-first']),
    z.strictObject({
      format: z
        .string()
        .regex(/^(?:[^%]|%[YymdbBHMSj%])+$/, { error: '只能用 %Y %y %m %d %b %B %j %H %M %S，如 %d/%m/%y' }),
    }),
  ])
  .meta({
    description: '日期的写法：年在前（默认）、日/月/年、月/日/年，或明确的格式 {"format": "%d/%m/%y"}',
  });

const sign = z
  .union([
    z.enum(['negated', 'trailing-minus']),
    z.strictObject({ minus: headers.meta({ description: '贷方列：金额 = 本列 − 这一列' }) }),
    z.strictObject({
      headers: headers.meta({ description: '写明方向的列，如“借贷方向”' }),
      positive: z.array(z.string().min(1)).min(1),
      negative: z.array(z.string().min(1)).min(1),
    }),
  ])
  .meta({
    description: '正负号：negated 取反；trailing-minus 负号在后（123-）；minus 另一列相减；或由一列写明方向',
  });

const layoutColumn = z.strictObject({
  headers,
  unit: z
    .union([unit, z.strictObject({ headers: headers.meta({ description: '逐行写明单位的列' }) })])
    .optional()
    .meta({
      description:
        '本列金额的单位；列名里写明的（金额（万元））不用再写，写得不同的拒收；逐行写明单位的，每行都要写',
    }),
  numbers: numbers.optional(),
  dates: dates.optional(),
  sign: sign.optional(),
  values: z
    .record(z.string(), z.string())
    .optional()
    .meta({ description: '文件里的写法 → 契约认识的写法，如 {"1": "一般公共预算"}' }),
  join: z
    .strictObject({ headers: z.array(headers).min(1), separator: z.string().default('-') })
    .optional()
    .meta({ description: '与另外几列连成一个值，如编码由两列组成；连成主键的，缺一列的行退回' }),
  blank: z.string().min(1).optional().meta({ description: '空单元格当作这个值，如 "0"' }),
});

const noTotals = { grand: [], sub: [], toDate: [] };
const noSkip = { afterHeader: 0, where: [] };

/** How one real file is shaped, and which contract it fulfils. */
export const layoutSchema = z.strictObject({
  $schema: z.string().optional().meta({ description: '供编辑器使用' }),
  id: z
    .string()
    .regex(/^[a-z0-9]+([._-][a-z0-9]+)*$/, {
      error: '只能用小写字母、数字和 . _ -，如 finance.payments.my-city',
    })
    .meta({ description: '布局的名字；与内置布局同名时取代它' }),
  contract: z.string().meta({ description: '契约（数据源），如 finance.payments' }),
  description: z.string().meta({ description: '一句话说明这是哪种文件' }),
  format: z
    .enum(['delimited', 'workbook'])
    .meta({ description: 'delimited：CSV、TSV；workbook：Excel、WPS' }),
  encoding: z
    .enum(encodings)
    .optional()
    .meta({ description: '文字编码；不写则自动识别 UTF-8、UTF-16、GB18030' }),
  delimiter: z.enum([',', '\t', ';', '|']).optional().meta({ description: '分隔符；不写则自动识别' }),
  /** A regular expression on the sheet's name; every sheet when absent. */
  file: pattern.optional().meta({ description: '文件名的正则表达式；不写则不看文件名' }),
  sheet: pattern.optional().meta({ description: '工作表名的正则表达式；不写则每张表都看' }),
  headerRows: z
    .int()
    .min(0)
    .max(8)
    .default(1)
    .meta({ description: '表头有几行；0 表示没有表头，columns 的 headers 写列号 A、B、C …' }),
  columns: z.record(z.string(), layoutColumn).meta({ description: '契约的列 → 文件里的列' }),
  /** Contract columns that are not columns of the file. */
  constants: z
    .record(z.string(), z.union([z.string(), fromTitle, fromFile]))
    .default({})
    .meta({ description: '文件里没有的列：固定值，或从标题行、文件名里找' }),
  /** The unit of the sheet's amounts: fixed, or found in the title rows (`单位：万元`); what the title states counts. */
  unit: z.union([unit, fromTitle]).default('元').meta({
    description:
      '全表金额的单位：固定，或从标题行里找（title：必须写明；match 找不到时，按常见写法找）；标题行写明了单位的，以写明的为准；写明了却看不懂的，拒收',
  }),
  /** The currency of the amounts. Another one than yuan is kept as it is and stays out of the city's figures. */
  currency: z
    .string()
    .refine((code) => currencies.has(code), { error: '应为 ISO 4217 币种代码，如 CNY、EUR、GBP' })
    .default('CNY')
    .meta({ description: '币种；不是 CNY 的，金额按原币保存，不并入本市的指标' }),
  numbers: numbers.optional(),
  dates: dates.optional(),
  /** Labels of totals rows: they are reconciled against the rows (see reconcile.ts) and are not data. */
  totals: z
    .strictObject({
      grand: z.array(z.string()).default([]).meta({ description: '合计行的名目：等于全表各行之和' }),
      sub: z
        .array(z.union([z.string(), z.array(z.string()).min(1)]))
        .default([])
        .meta({
          description:
            '小计行的名目：等于上一个同级小计以来各行之和。直接写的是同一级；另有几级的，每级写一组，' +
            '如 ["小计", ["本区小计"], ["本页小计"]]',
        }),
      toDate: z.array(z.string()).default([]).meta({
        description: '累计行的名目（如“本年累计”）：含本表以外的各期，核对不了，跳过并在回执里写明几行',
      }),
    })
    .default(noTotals)
    .meta({ description: '合计行：不是数据，用来核对' }),
  notes: z
    .array(z.string())
    .default([])
    .meta({ description: '以这些字开头、且只填了一两格的行是说明，不是数据' }),
  skip: z
    .strictObject({
      afterHeader: z.int().min(0).max(20).default(0).meta({ description: '表头下面跳过几行（如“栏次”行）' }),
      where: z
        .array(z.strictObject({ headers, match: rowPattern }))
        .default([])
        .meta({ description: '某列符合正则表达式的行跳过' }),
    })
    .default(noSkip)
    .meta({ description: '明确要跳过的行' }),
  /** Columns in which an empty cell means "as above" (a merged cell that lost its merge). */
  fillDown: z.array(z.string()).default([]).meta({ description: '这些列的空单元格表示“同上”' }),
  /** Only in another currency: what the contract asks of a column and this ledger cannot give, each with the reason. */
  waived: z
    .record(z.string(), z.string().min(1))
    .default({})
    .meta({ description: '仅限外币账：免去这些列的必填、代码表与规则，原样保存文字；值写明理由' }),
  /** Only in another currency: what a newer file replaces, when it is not the contract's partition. */
  replaces: z
    .union([fromTitle, fromFile])
    .optional()
    .meta({ description: '仅限外币账：新文件取代哪一期，从标题行或文件名里找' }),
  keep: z
    .array(z.string().min(1))
    .default([])
    .meta({ description: '契约没有、但要随行保存的列（存为 JSON 文字）' }),
});

export type Layout = z.infer<typeof layoutSchema> & {
  /** Of the office, not one that comes with the sources; a layout cannot say so itself. */
  readonly own?: boolean;
};
export type NumberStyle = z.infer<typeof numbers>;
export type DateStyle = z.infer<typeof dates>;
export type LayoutColumn = z.infer<typeof layoutColumn>;
export type Found = z.infer<typeof found>;
export type LayoutEncoding = (typeof encodings)[number];
