import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Contract } from './contract.ts';
import { faultyLayout, type FaultyLayout } from './faulty-layouts.ts';
import { layoutFaults } from './layout-faults.ts';
import { layoutSchema, type Layout } from './layout.ts';

/** A layout that cannot be used, with the file and the key at fault. */
export class LayoutError extends Error {
  override readonly name = 'LayoutError';
}

function strangers(contract: Contract, layout: Layout): readonly string[] {
  const known = new Set(contract.columns.map((column) => column.name));
  const named = [
    ...Object.keys(layout.columns).map((name) => ['columns', name] as const),
    ...Object.keys(layout.constants).map((name) => ['constants', name] as const),
    ...Object.keys(layout.waived).map((name) => ['waived', name] as const),
    ...layout.fillDown.map((name) => ['fillDown', name] as const),
  ];
  return named
    .filter(([, name]) => !known.has(name))
    .map(([key, name]) => `${key}.${name}：契约 ${contract.id} 没有这个列（有：${[...known].join('、')}）`);
}

function gaps(contract: Contract, layout: Layout): readonly string[] {
  const given = (name: string) =>
    [layout.columns, layout.constants, layout.waived].some((record) => Object.hasOwn(record, name));
  const missing = contract.columns.filter(({ name, optional }) => !optional && !given(name));
  return missing.length > 0
    ? [`columns：缺少必填列 ${missing.map((column) => `${column.name}（${column.title}）`).join('、')}`]
    : [];
}

/** Keys that do not fit the type of the contract's column, or one another. */
function misfits(contract: Contract, layout: Layout): readonly string[] {
  const numeric = new Set(['amount', 'number', 'integer']);
  const dated = new Set(['date', 'month']);
  const columns = contract.columns.flatMap(({ name, type, title }) => {
    const column = Object.hasOwn(layout.columns, name) ? layout.columns[name] : undefined;
    if (!column) return [];
    const place = `columns.${name}`;
    return [
      ...(['numbers', 'sign'] as const)
        .filter((key) => column[key] !== undefined && !numeric.has(type))
        .map((key) => `${place}.${key}：只用于金额和数字列，“${title}”不是`),
      ...(column.unit !== undefined && type !== 'amount'
        ? [`${place}.unit：只用于金额列，“${title}”不是`]
        : []),
      ...(column.dates !== undefined && !dated.has(type)
        ? [`${place}.dates：只用于日期列，“${title}”不是`]
        : []),
      ...(column.join !== undefined && type !== 'text' && type !== 'code' && !dated.has(type)
        ? [`${place}.join：只用于文字、编码和日期列，“${title}”不是`]
        : []),
    ];
  });
  const abroad = (['waived', 'replaces'] as const)
    .filter((key) => layout.currency === 'CNY' && Object.keys(layout[key] ?? {}).length > 0)
    .map((key) => `${key}：只用于外币账（currency 不是 CNY）；本市的数据一律按契约检查`);
  const reading =
    layout.format === 'workbook'
      ? (['encoding', 'delimiter'] as const)
          .filter((key) => layout[key] !== undefined)
          .map((key) => `${key}：只用于文本文件（format 为 delimited）`)
      : [];
  const headless =
    layout.headerRows === 0 && layout.file === undefined && layout.sheet === undefined
      ? ['headerRows：没有表头的布局认不出是哪种文件；请用 file 或 sheet 写明文件名或工作表名']
      : [];
  return [...columns, ...abroad, ...reading, ...headless];
}

/** The schema editors are given; the errors name keys from it too. */
export function layoutJsonSchema(): unknown {
  return z.toJSONSchema(layoutSchema, { io: 'input' });
}

/** Holds a layout, already JSON, against its contract. @throws LayoutError naming every key at fault */
export function toLayout(json: unknown, place: string, contracts: ReadonlyMap<string, Contract>): Layout {
  const refuse = (faults: readonly string[]) =>
    new LayoutError(
      faults.length === 1
        ? `布局 ${place} 有误：${faults[0] ?? ''}`
        : `布局 ${place} 有 ${faults.length} 处错误：\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    );
  const parsed = layoutSchema.safeParse(json);
  if (!parsed.success) throw refuse(layoutFaults(parsed.error.issues, json, layoutJsonSchema()));
  const layout = parsed.data;
  const contract = contracts.get(layout.contract);
  if (!contract)
    throw refuse([`contract：没有契约 ${layout.contract}（有：${[...contracts.keys()].join('、')}）`]);
  const faults = [...strangers(contract, layout), ...gaps(contract, layout), ...misfits(contract, layout)];
  if (faults.length > 0) throw refuse(faults);
  return layout;
}

/** Parses one layout and holds it against its contract. @throws LayoutError naming every key at fault */
export function parseLayout(text: string, place: string, contracts: ReadonlyMap<string, Contract>): Layout {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new LayoutError(`布局 ${place} 不是有效的 JSON：${error instanceof Error ? error.message : ''}`);
  }
  return toLayout(json, place, contracts);
}

async function jsonFiles(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

export interface KnownLayouts {
  readonly layouts: readonly Layout[];
  /** The office's own that cannot be used; the others are not kept back for them. */
  readonly faulty: readonly FaultyLayout[];
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return null;
  }
};

/**
 * The layouts that come with the sources, and the office's own, which win over one of the same id. The second of
 * its own with one id is faulty.
 * @throws LayoutError for one that comes with the sources
 */
export async function loadLayouts(
  contracts: ReadonlyMap<string, Contract>,
  ownFolder: string,
): Promise<KnownLayouts> {
  const sources = join(import.meta.dirname, 'sources');
  const folders = (await readdir(sources, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(sources, entry.name, 'layouts'));
  const layouts = new Map<string, Layout>();
  for (const folder of folders)
    for (const file of await jsonFiles(folder)) {
      const layout = parseLayout(await readFile(file, 'utf8'), file, contracts);
      layouts.set(layout.id, layout);
    }
  const faulty: FaultyLayout[] = [];
  const own = new Map<string, string>();
  for (const file of await jsonFiles(ownFolder)) {
    const text = await readFile(file, 'utf8').catch((error: unknown) => error);
    try {
      if (typeof text !== 'string')
        throw new LayoutError(`布局 ${file} 无法读取：${text instanceof Error ? text.message : ''}`);
      const layout = parseLayout(text, file, contracts);
      const before = own.get(layout.id);
      if (before !== undefined)
        throw new LayoutError(
          `布局 ${file} 有误：id：与 ${before} 的相同（${layout.id}），请改成各不相同的名字`,
        );
      own.set(layout.id, file);
      layouts.set(layout.id, { ...layout, own: true });
    } catch (error) {
      if (!(error instanceof LayoutError)) throw error;
      faulty.push(faultyLayout(error.message, typeof text === 'string' ? jsonOf(text) : null));
    }
  }
  return { layouts: [...layouts.values()], faulty };
}
