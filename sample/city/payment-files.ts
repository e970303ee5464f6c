import { join } from 'node:path';
import { yuanText, type Fen } from './apportion.ts';
import { leafAreas } from './areas.ts';
import { dateText, monthsOf } from './calendar.ts';
import { DelimitedFile } from './delimited.ts';
import { Dice } from './dice.ts';
import type { PlantedReject } from './oddities.ts';
import { namesOf, need } from './reference.ts';
import type { Payment, Spending } from './spending.ts';

const header = [
  '支付凭证号',
  '支付日期',
  '区域',
  '账本',
  '部门编码',
  '部门名称',
  '功能分类编码',
  '经济分类编码',
  '项目编码',
  '项目名称',
  '收款人',
  '支付方式',
  '用途',
  '支付金额（元）',
];

const economicNames = namesOf('economic');

/** `1,234,567.89`: quoted in the file because of its commas. */
function grouped(amount: string): string {
  const [whole = '', cents = ''] = amount.split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`;
}

const fullWidth = (text: string): string =>
  text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

/** Each year's system writes dates its own way. */
function dateOf({ year, month, day }: Payment): string {
  switch (year) {
    case 2022:
      return `${year}/${month}/${day}`;
    case 2023:
      return dateText(year, month, day).replaceAll('-', '');
    case 2024:
      return `${year}年${month}月${day}日`;
    default:
      return dateText(year, month, day);
  }
}

function cellsOf(payment: Payment, noise: Dice): string[] {
  const { line, amount } = payment;
  const plain = yuanText(amount);
  const draw = noise.unit();
  const shown = draw < 0.15 ? grouped(plain) : draw < 0.153 ? fullWidth(plain) : plain;
  const { code } = line.department;
  return [
    payment.id,
    dateOf(payment),
    line.department.area.name,
    '一般公共预算',
    draw > 0.998 ? fullWidth(code) : code,
    line.department.name,
    line.functionCode,
    line.economic,
    line.project?.code ?? '',
    line.project?.name ?? '',
    payment.payee,
    payment.direct ? '财政直接支付' : '财政授权支付',
    line.project?.name ?? need(economicNames, line.economic),
    shown,
  ];
}

/** Rows the intake must turn away; their amounts are in no total. At most one row in five hundred. */
function writeRejects(file: DelimitedFile, name: string): PlantedReject[] {
  const row = (number: number, change: Readonly<Record<number, string>>): string[] => {
    const cells = [
      `ZF202608300R0000${number}`,
      '2026-08-14',
      '市本级',
      '一般公共预算',
      '110',
      '市机关事务管理局',
      '2010303',
      '30201',
      '',
      '',
      '温州拒收样例（示例）办公用品有限公司',
      '财政授权支付',
      '办公费',
      '1280.00',
    ];
    return cells.map((cell, index) => change[index] ?? cell);
  };
  const faults = [
    { column: 'paid_on', index: 1, text: '2026-08-32', reason: '日期不存在' },
    { column: 'area_code', index: 2, text: '温洲市鹿城区', reason: '区域名称有误，名册里没有' },
    { column: 'economic_code', index: 7, text: '30288', reason: '经济分类编码不存在' },
    { column: 'amount', index: 13, text: '壹仟贰佰捌拾元', reason: '金额不是数字' },
  ];
  return faults.slice(0, Math.floor(file.rows / 500)).map((fault, index) => {
    const cells = row(index + 1, { [fault.index]: fault.text });
    file.line(cells);
    return {
      file: name,
      contract: 'finance.payments',
      row: cells[0] ?? '',
      column: fault.column,
      reason: fault.reason,
    };
  });
}

export interface PaymentFile {
  readonly name: string;
  readonly rows: number;
  readonly rejects: readonly PlantedReject[];
}

/**
 * Writes the ledger of some months of a year as one GB18030 file. The monthly files of 2026 have a title and,
 * every other one, blank lines; the files of 2021 to 2023 and of January to April 2026 end with a totals row.
 */
export function writePayments(
  seed: number,
  folder: string,
  name: string,
  spending: Spending,
  year: number,
  months: readonly number[],
  onPayment: (payment: Payment) => void,
): PaymentFile {
  const whole = months.length === monthsOf(year).length;
  const [first = 1] = months;
  const noise = new Dice(seed, `payment noise ${name}`);
  const file = new DelimitedFile(join(folder, name), 'gb18030', !whole && first === 5 ? '\t' : ',');
  const blanks = !whole && first % 2 === 0;
  if (!whole) {
    file.line([`温州市${year}年${first}月国库集中支付明细表`]);
    file.line(['单位：元']);
  }
  file.line(header);
  let total: Fen = 0;
  for (const month of months)
    for (const area of leafAreas) {
      for (const payment of spending.month(area, year, month)) {
        file.row(cellsOf(payment, noise));
        total += payment.amount;
        onPayment(payment);
      }
      if (blanks) file.line(header.map(() => ''));
    }
  const hasTotal = whole ? year <= 2023 : first <= 4;
  if (hasTotal) file.line(['合计', ...header.slice(2).map(() => ''), grouped(yuanText(total))]);
  const rejects = !whole && first === 8 ? writeRejects(file, name) : [];
  file.close();
  return { name, rows: file.rows + rejects.length, rejects };
}
