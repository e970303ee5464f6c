import { writeFile } from 'node:fs/promises';
import { contracts } from '../../etl/sources/registry.ts';
import { placedFiles, selectRows } from '../../warehouse/batch-files.ts';
import { DuckDbEngine } from '../../warehouse/connection.ts';
import { liveBatches, readReceipts } from '../../warehouse/deliveries.ts';
import { Home } from '../../warehouse/home.ts';

/** One column of the ledger: its header, and SQL over the accepted payments that gives its cell. */
const columns = [
  ['支付日期', `cast(paid_on as varchar)`],
  ['区域编码', 'area_code'],
  ['账本', `'一般公共预算'`],
  ['部门编码', 'department_code'],
  ['部门名称', 'department_name'],
  ['功能分类编码', 'function_code'],
  ['经济分类编码', 'economic_code'],
  ['项目编码', 'project_code'],
  ['项目名称', 'project_name'],
  ['收款人', 'payee_name'],
  ['支付方式', `if(method = 'direct', '直接支付', '授权支付')`],
  ['用途', 'purpose'],
  ['金额', 'cast(amount as varchar)'],
] as const;

const cell = (value: unknown): string =>
  typeof value === 'string' ? `"${value.replaceAll('"', '""')}"` : '';

/** October's payments, and the number of one of September's. */
export interface Ledger {
  /** Without their voucher numbers, which come first in a line. */
  readonly rows: readonly { readonly id: string; readonly cells: readonly string[] }[];
  readonly septemberId: string;
}

/** Reads the ledger of October 2026 out of the batches of a home. */
export async function readOctober(homeFolder: string): Promise<Ledger> {
  const engine = await DuckDbEngine.open(':memory:', { readOnly: false });
  try {
    const home = new Home(homeFolder);
    const live = liveBatches(await readReceipts(home)).filter(
      ({ batch }) => batch.contract === 'finance.payments',
    );
    const ledger = selectRows(
      live.map(({ batch }) => placedFiles(home, batch)),
      contracts.get('finance.payments')?.columns.map(({ name }) => name) ?? [],
    );
    const cells = columns.map(([, sql], index) => `${sql} as c${index}`).join(', ');
    const rows = await engine.rows(
      `select payment_id, ${cells} from (${ledger})
       where strftime(paid_on, '%Y-%m') = '2026-10' order by payment_id`,
    );
    const [september] = await engine.rows(
      `select min(payment_id) as id from (${ledger}) where strftime(paid_on, '%Y-%m') = '2026-09'`,
    );
    if (typeof september?.id !== 'string' || rows.length === 0)
      throw new Error('the home holds no payments of September or October 2026');
    return {
      rows: rows.map((row) => ({
        id: typeof row.payment_id === 'string' ? row.payment_id : '',
        cells: columns.map((_column, index) => cell(row[`c${index}`])),
      })),
      septemberId: september.id,
    };
  } finally {
    engine.close();
  }
}

/** Writes October's ledger as the treasury would send it again, with one payment more, copied from the first. */
export async function writeOctober(
  file: string,
  { rows }: Ledger,
  added: { readonly id: string; readonly yuan: string },
): Promise<void> {
  const [first] = rows;
  if (first === undefined) throw new Error('there is no payment to copy');
  const more = { id: added.id, cells: [...first.cells.slice(0, -1), added.yuan] };
  const lines = [...rows, more].map(({ id, cells }) => [id, ...cells].join(','));
  await writeFile(
    file,
    `${['支付凭证号', ...columns.map(([header]) => header)].join(',')}\n${lines.join('\n')}\n`,
  );
}
