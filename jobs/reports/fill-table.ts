import { dimensionNames } from '../../warehouse/metrics/definition.ts';
import type { MetricRow } from '../../warehouse/metrics/evaluate.ts';
import type { Block, TableRow } from './document.ts';
import { noRow, type Readings } from './readings.ts';
import type { TemplateBlock } from './template.ts';
import { digitsOf, monthsText, scaleOf, spokenText } from './wording.ts';

type TableBlock = TemplateBlock & { readonly kind: 'table' };

/** A row for each value of the dimension, and the metric itself under them; null when no cell has a number. */
export async function fillTable(
  { by, columns, top, caption, hasTotal }: TableBlock,
  readings: Readings,
): Promise<(Block & { readonly kind: 'table' }) | null> {
  const parts = await Promise.all(columns.map((column) => readings.ask(column, [by])));
  const wholes = await Promise.all(
    columns.map(async (column) => {
      const { metric } = column;
      if (metric.required.includes(by)) return noRow;
      // The whole of months is theirs only where months add up.
      if (by === 'period' && metric.time !== 'flow') return noRow;
      return (await readings.ask(column)).rows[0] ?? noRow;
    }),
  );
  const labels = new Map<string, string>();
  for (const { rows } of parts)
    for (const { key, label } of rows) labels.set(key[by] ?? '', label[by] ?? key[by] ?? '未注明');
  const cellsOf = (key: string) =>
    parts.map(({ rows }) => rows.find((row) => (row.key[by] ?? '') === key) ?? noRow);
  const all = [...labels].map(([key, label]) => ({ label, cells: cellsOf(key) }));
  const size = ({ cells }: { readonly cells: readonly MetricRow[] }) => cells[0]?.value ?? -Infinity;
  const shown = top === null ? all : all.toSorted((a, b) => size(b) - size(a)).slice(0, top);
  if (shown.every(({ cells }) => cells.every(({ value }) => value === null))) return null;
  const scales = columns.map((_, index) =>
    scaleOf([...shown.map(({ cells }) => cells[index]?.value ?? null), wholes[index]?.value ?? null]),
  );
  const cell = ({ value, status }: MetricRow, index: number) => {
    const unit = columns[index]?.metric.unit ?? 'count';
    const none = status === 'undefined' ? '无法计算' : '—';
    return { value, status, text: value === null ? none : digitsOf(value, unit, scales[index])[0] };
  };
  const rows = shown.map(({ label, cells }): TableRow => ({ label, isTotal: false, cells: cells.map(cell) }));
  if (hasTotal && wholes.some(({ value }) => value !== null))
    rows.push({ label: '合计', isTotal: true, cells: wholes.map(cell) });
  const spoken = parts.map((answer, index) => {
    const column = columns[index];
    return column === undefined ? null : readings.spoken(column, answer);
  });
  const [first = null] = spoken;
  const hidden = all.length - shown.length;
  const facts = [
    ...(first === null || by === 'period' ? [] : [spokenText(columns[0]?.metric.time ?? 'flow', first)]),
    ...(hidden > 0 ? [`前${shown.length}位，共${all.length}个`] : []),
  ];
  return {
    kind: 'table',
    caption: facts.length > 0 ? `${caption}（${facts.join('，')}）` : caption,
    label: dimensionNames[by],
    columns: columns.map(({ metric, title }, index) => {
      const unit = digitsOf(0, metric.unit, scales[index])[1];
      const own = spoken[index] ?? null;
      // A column of other months than the first says which.
      const isOther = own !== null && first !== null && by !== 'period' && own.to !== first.to;
      const inside = [unit, isOther ? `至${monthsText(own.to, own.to)}` : ''].filter((word) => word !== '');
      const name = title ?? metric.name;
      return { metric, title: inside.length === 0 ? name : `${name}（${inside.join('，')}）` };
    }),
    rows,
  };
}
