import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { metaRowSchema, type MetaRow } from './definition/structure-spec.ts';
import { DefinitionError, parseDefinition, type IndexDefinition } from './definition.ts';
import type { Cell, DataTable } from './table.ts';

async function textOf(path: string, what: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    throw new DefinitionError(
      `${what} ${path} 读不出来：${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function rowsOf(text: string, path: string): readonly (readonly string[])[] {
  try {
    return parse(text, { bom: true, skip_empty_lines: true, relax_column_count: false });
  } catch (error) {
    throw new DefinitionError(
      `${path} 不是有效的 CSV：${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Reads a CSV file with a header line. @throws DefinitionError naming file and line */
export async function readTable(path: string): Promise<DataTable> {
  const [header, ...rows] = rowsOf(await textOf(path, '数据文件'), path);
  if (header === undefined || rows.length === 0) throw new DefinitionError(`${path} 没有数据行`);
  const columns = new Map<string, Cell[]>();
  header.forEach((name, at) => {
    if (columns.has(name)) throw new DefinitionError(`${path} 的列 ${name} 出现了两次`);
    columns.set(
      name,
      rows.map((row) => row[at] ?? null),
    );
  });
  return { columns };
}

const numeric = ['Level', 'Direction', 'Weight', 'Target'] as const;

/** Reads COINr's iMeta from CSV. @throws DefinitionError naming line and column */
export async function readMeta(path: string): Promise<readonly MetaRow[]> {
  const { columns } = await readTable(path);
  const length = columns.get('iCode')?.length ?? 0;
  if (length === 0) throw new DefinitionError(`${path} 缺少列 iCode`);
  return Array.from({ length }, (_, at) => {
    const row: Record<string, unknown> = {};
    for (const [name, cells] of columns) {
      const cell = cells[at] ?? '';
      if (cell !== '' && cell !== 'NA')
        row[name] = numeric.some((each) => each === name) ? Number(cell) : cell;
    }
    const parsed = metaRowSchema.safeParse(row);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new DefinitionError(
      `${path} 第 ${at + 2} 行的 ${issue?.path.join('.') ?? ''} 有误：${issue?.message ?? ''}`,
    );
  });
}

/** Reads a definition from a JSON file. @throws DefinitionError naming the key at fault */
export async function readDefinition(path: string): Promise<IndexDefinition> {
  let document: unknown;
  try {
    document = JSON.parse(await textOf(path, '定义文件'));
  } catch (error) {
    if (error instanceof DefinitionError) throw error;
    throw new DefinitionError(
      `定义文件 ${path} 不是有效的 JSON：${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return parseDefinition(document);
}
