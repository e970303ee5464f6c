import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Contract } from './contract.ts';
import { layoutSchema, type Layout } from './layout.ts';

/** A layout that cannot be used, with the file and the key at fault. */
export class LayoutError extends Error {
  override readonly name = 'LayoutError';
}

function namesOnlyColumnsOf(contract: Contract, layout: Layout): string | null {
  const known = new Set(contract.columns.map((column) => column.name));
  const named = [
    ...Object.keys(layout.columns).map((name) => ['columns', name] as const),
    ...Object.keys(layout.constants).map((name) => ['constants', name] as const),
    ...layout.fillDown.map((name) => ['fillDown', name] as const),
  ];
  const stranger = named.find(([, name]) => !known.has(name));
  return stranger
    ? `${stranger[0]}.${stranger[1]}：契约 ${contract.id} 没有这个列（有：${[...known].join('、')}）`
    : null;
}

function coversRequiredColumns(contract: Contract, layout: Layout): string | null {
  const missing = contract.columns.filter(
    (column) => !column.optional && !(column.name in layout.columns) && !(column.name in layout.constants),
  );
  return missing.length > 0
    ? `columns：缺少必填列 ${missing.map((column) => `${column.name}（${column.title}）`).join('、')}`
    : null;
}

/** Parses one layout and holds it against its contract. @throws LayoutError naming the key */
export function parseLayout(text: string, place: string, contracts: ReadonlyMap<string, Contract>): Layout {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new LayoutError(`布局 ${place} 不是有效的 JSON：${error instanceof Error ? error.message : ''}`);
  }
  const parsed = layoutSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const key = issue?.path.join('.') ?? '';
    throw new LayoutError(`布局 ${place} 的 ${key || '（顶层）'} 有误：${issue?.message ?? ''}`);
  }
  const layout = parsed.data;
  const contract = contracts.get(layout.contract);
  if (!contract)
    throw new LayoutError(
      `布局 ${place} 的 contract 有误：没有契约 ${layout.contract}（有：${[...contracts.keys()].join('、')}）`,
    );
  const fault = namesOnlyColumnsOf(contract, layout) ?? coversRequiredColumns(contract, layout);
  if (fault) throw new LayoutError(`布局 ${place} 的 ${fault}`);
  return layout;
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

/** The layouts that come with the sources, and the office's own (which win over one of the same id). */
export async function loadLayouts(
  contracts: ReadonlyMap<string, Contract>,
  ownFolder: string,
): Promise<readonly Layout[]> {
  const sources = join(import.meta.dirname, 'sources');
  const folders = (await readdir(sources, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(sources, entry.name, 'layouts'));
  const layouts = new Map<string, Layout>();
  for (const folder of [...folders, ownFolder])
    for (const file of await jsonFiles(folder)) {
      const layout = parseLayout(await readFile(file, 'utf8'), file, contracts);
      layouts.set(layout.id, layout);
    }
  return [...layouts.values()];
}
