import * as XLSX from '@e965/xlsx';
import type { Matters, SuggestionEntry } from '../contracts/duplicates.ts';

const header = [
  '事项',
  '提出年度',
  '件数',
  '归并概率（最低）',
  '建议编号',
  '标题',
  '提出日期',
  '主办单位',
  '结果类别',
  '承诺完成日期',
  '承诺是否兑现',
  '并入',
  '登记簿批次',
  '行号',
];
const widths = [6, 18, 6, 10, 14, 50, 12, 22, 8, 12, 10, 14, 34, 8];

const kept = ({ promisedBy, promiseKept }: SuggestionEntry): string =>
  promisedBy === null ? '' : promiseKept === null ? '未到期' : promiseKept ? '已兑现' : '未兑现';

/** Texts are cells of text and numbers cells of numbers: nothing in the workbook is a formula. */
export function mattersWorkbook({ matters, register, progress }: Matters): Buffer {
  const rows = matters.flatMap(({ years, probability, suggestions }, index) =>
    suggestions.map((entry) => [
      index + 1,
      years.join('、'),
      suggestions.length,
      Math.round(probability * 1_000) / 1_000,
      entry.id,
      entry.title,
      entry.submittedOn,
      entry.leadHandlerName ?? '',
      entry.resultClass ?? '',
      entry.promisedBy ?? '',
      kept(entry),
      entry.mergedInto ?? '',
      entry.batch,
      entry.row,
    ]),
  );
  const caption =
    progress.done < progress.total
      ? `反复提出的事项（登记簿截至 ${register.asOf ?? '—'}；比对进行到 ${progress.done}/${progress.total} 件，尚未完成）`
      : `反复提出的事项（登记簿截至 ${register.asOf ?? '—'}，共 ${register.suggestions} 件建议）`;
  const sheet = XLSX.utils.aoa_to_sheet([[caption], header, ...rows]);
  sheet['!cols'] = widths.map((wch) => ({ wch }));
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, '反复提出');
  // The same register gives the same bytes: no author, and no time of writing.
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer;
}
