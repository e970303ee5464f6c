import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { runOn } from '../warehouse/connection.ts';
import type { Recognised } from './recognise.ts';

/** What of a sheet was read as no data, in words: nothing is left out in silence. */

const kindsSchema = z.array(z.object({ kind: z.enum(['skipped', 'note', 'header']), rows: z.int() }));

const shownNames = 12;

function listed(names: readonly string[]): string {
  const more = names.length > shownNames ? ` 等 ${names.length} 列` : '';
  return `${names
    .slice(0, shownNames)
    .map((name) => name.replace(/\s+/g, ' ').trim())
    .join('、')}${more}`;
}

/**
 * Columns that no column of the contract takes, and rows that are no data by the layout's word. Looks at `lines`, in
 * which the quick pass leaves every line that is not plain data.
 */
export async function leftOut(
  connection: DuckDBConnection,
  { ignored, nameless, layout }: Recognised,
  sheet: string | null,
): Promise<readonly string[]> {
  const kinds = kindsSchema.parse(
    await runOn(
      connection,
      `select _kind as kind, count(*) as rows from lines where _kind in ('skipped', 'note', 'header') group by all`,
    ),
  );
  const rowsOf = (wanted: string) => kinds.find(({ kind }) => kind === wanted)?.rows ?? 0;
  const { afterHeader } = layout.skip;
  const rows = [
    [afterHeader, `表头下面 ${afterHeader} 行（布局的 skip.afterHeader）`],
    [rowsOf('skipped'), `按布局跳过 ${rowsOf('skipped')} 行（skip.where）`],
    [rowsOf('note'), `说明 ${rowsOf('note')} 行`],
    [rowsOf('header'), `重复的表头 ${rowsOf('header')} 行`],
  ] as const;
  const told = rows.flatMap(([count, text]) => (count > 0 ? [text] : []));
  const place = sheet === null ? '' : `工作表“${sheet}”：`;
  return [
    ...(ignored.length > 0
      ? [`${place}没有读取的列：${listed(ignored)}（契约里没有；要随行保存，请写进布局的 keep）`]
      : []),
    ...(nameless.length > 0 ? [`${place}没有列名的列没有读取：${listed(nameless)}`] : []),
    ...(told.length > 0 ? [`${place}没有当作数据的行：${told.join('、')}`] : []),
  ];
}
