import { apportionIn, type Fen } from './apportion.ts';
import { cityLevel, leafAreas } from './areas.ts';
import { addDays, completeTo, lastYear, years } from './calendar.ts';
import { Dice } from './dice.ts';
import { lateTransfer } from './oddities.ts';
import { at } from './reference.ts';

export type TransferKind = 'general' | 'special';

/** One transfer of the city to one area. */
export interface HandedDown {
  readonly year: number;
  readonly id: string;
  readonly kind: TransferKind;
  readonly item: string;
  readonly area: string;
  readonly amount: Fen;
  readonly receivedOn: string;
  readonly allocatedOn: string | null;
}

/** What city level hands down in a year, by kind: its final accounts, of 2026 what the budget has so far. */
export type HandedDownTotals = (year: number) => Readonly<Record<TransferKind, Fen>>;

/** Of the budget of the running year this much has come by the end of October. */
export const receivedSoFar = 0.86;

const items = {
  general: ['均衡性转移支付', '县级基本财力保障机制奖补资金', '城乡义务教育共同财政事权转移支付'].concat(
    ['基本养老金共同财政事权转移支付', '医疗保障共同财政事权转移支付', '农林水共同财政事权转移支付'],
    ['重点生态功能区转移支付', '结算补助'],
  ),
  special: [
    '普通国省道养护专项资金',
    '农村危房治理专项资金',
    '文物保护专项资金',
    '中小企业发展专项资金',
  ].concat(
    ['水利建设与发展专项资金', '生态环境保护专项资金', '海洋渔业发展专项资金', '体育事业发展专项资金'],
    ['森林资源培育专项资金', '城镇老旧小区改造专项资金'],
  ),
} as const;

const wan = 1e6;
const receivers = leafAreas.filter(({ code }) => code !== cityLevel);

function documentsOf(dice: Dice, year: number, kind: TransferKind, total: Fen): HandedDown[] {
  const names = items[kind];
  const parts = apportionIn(
    wan,
    total,
    names.map(() => dice.between(0.3, 1)),
  );
  return names.flatMap((item, index) => {
    const number = index + 1;
    const late = kind === 'special' && year === lateTransfer.year && number === lateTransfer.number;
    const drawn = receivers.filter(() => kind === 'general' || dice.chance(0.5));
    const few = drawn.length > 0 ? drawn : receivers.slice(0, 4);
    const areas = late ? receivers.filter(({ code }) => lateTransfer.areas.some((one) => one === code)) : few;
    const amounts = apportionIn(
      wan,
      at(parts, index),
      areas.map(() => dice.between(0.4, 1.6)),
    );
    const received = addDays(`${year}-01-20`, dice.whole(0, kind === 'general' ? 150 : 215));
    const receivedOn = late ? lateTransfer.receivedOn : received;
    const day = addDays(receivedOn, kind === 'general' ? dice.whole(7, 27) : dice.whole(14, 56));
    const prefix = kind === 'general' ? '一般' : '专项';
    return areas.map(({ code }, place) => ({
      year,
      id: `温财${prefix}〔${year}〕${number}号`,
      kind,
      item,
      area: code,
      amount: at(amounts, place),
      receivedOn,
      allocatedOn: late || day > completeTo ? null : day,
    }));
  });
}

/** The transfers of every year from the first, whole 万元; but for the planted one all are in time. */
export function handedDownOf(
  seed: number,
  totals: HandedDownTotals,
  firstYear: number,
): readonly HandedDown[] {
  return years
    .filter((year) => year >= firstYear)
    .flatMap((year) => {
      const dice = new Dice(seed, `handed down ${year}`);
      const share = year === lastYear ? receivedSoFar : 1;
      const whole = (fen: Fen): Fen => Math.round((fen * share) / wan) * wan;
      const { general, special } = totals(year);
      return [
        ...documentsOf(dice, year, 'general', whole(general)),
        ...documentsOf(dice, year, 'special', whole(special)),
      ];
    });
}
