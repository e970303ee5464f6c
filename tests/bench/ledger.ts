import { closeSync, openSync, writeSync } from 'node:fs';

const header =
  '支付凭证号,支付日期,区域,账本,部门编码,部门名称,功能分类编码,经济分类编码,项目编码,项目名称,收款人,支付方式,用途,支付金额';
const areas = ['市本级', '鹿城区', '龙湾区', '瓯海区', '洞头区', '乐清市', '瑞安市', '永嘉县', '平阳县'];
const classes = ['2010301', '2050202', '2080505', '2100201', '2130106'];
const economic = ['30101', '30201', '30217', '30227', '31002'];

const pad = (value: number, length: number) => String(value).padStart(length, '0');

interface Cells {
  id: string;
  date: string;
  area: string;
  economic: string;
  payee: string;
  amount: string;
}

/** The ways a row is bad, in turn. */
const faults: readonly ((cells: Cells, row: number) => void)[] = [
  (cells) => (cells.date = '2026-02-30'),
  (cells) => (cells.area = '温洲市鹿城区'),
  (cells) => (cells.economic = '30288'),
  (cells) => (cells.amount = '壹仟贰佰捌拾元'),
  (cells) => (cells.amount = '0.00'),
  (cells) => (cells.payee = ''),
  (cells) => (cells.payee = '某\u202e店'),
  (cells, row) => (cells.id = `ZF2026${pad(row - 500, 11)}`),
];

/**
 * Writes a payments ledger as a treasury exports it (UTF-8), the same for the same number of rows: one row in seven
 * has an amount with separators, one in five hundred full-width digits, one in a thousand is bad.
 * @returns how many rows are bad
 */
export function writeLedger(file: string, rows: number): number {
  const handle = openSync(file, 'w');
  let bad = 0;
  let pending = `${header}\n`;
  for (let row = 1; row <= rows; row++) {
    const mixed = Math.imul(row, 2_654_435_761) >>> 0;
    const fen = 100 + (mixed % 90_000_000);
    const yuan = (fen / 100).toFixed(2);
    const cells: Cells = {
      id: `ZF2026${pad(row, 11)}`,
      date: `2026-${pad(1 + Math.floor((row * 10) / (rows + 1)), 2)}-${pad(1 + (mixed % 28), 2)}`,
      area: areas[mixed % areas.length] ?? '',
      economic: economic[mixed % economic.length] ?? '',
      payee: `温州第${mixed % 60_000}号（示例）有限公司`,
      amount: row % 7 === 0 ? `"${yuan.replace(/\B(?=(\d{3})+\.)/g, ',')}"` : yuan,
    };
    const department = 101 + (mixed % 60);
    const hasProject = mixed % 3 === 0;
    const project = mixed % 40;
    if (row % 1_000 === 0) {
      faults[bad % faults.length]?.(cells, row);
      bad += 1;
    }
    const code =
      row % 500 === 1
        ? String(department).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
        : String(department);
    pending +=
      `${cells.id},${cells.date},${cells.area},一般公共预算,${code},市第${department}号部门,` +
      `${classes[mixed % classes.length] ?? ''},${cells.economic},` +
      (hasProject ? `${department}-P${pad(project, 2)},第${project}号专项项目,` : ',,') +
      `${cells.payee},财政授权支付,${hasProject ? `第${project}号专项项目` : '办公费'},${cells.amount}\n`;
    if (pending.length > 1 << 18) {
      writeSync(handle, pending);
      pending = '';
    }
  }
  writeSync(handle, pending);
  closeSync(handle);
  return bad;
}
