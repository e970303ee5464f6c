import { sum, type Fen } from './apportion.ts';
import { leafAreas } from './areas.ts';
import { addDays, completeTo, dateText, lastYear, monthsOf, workingDays, years } from './calendar.ts';
import { Dice } from './dice.ts';
import { landBehind } from './oddities.ts';
import { at, need } from './reference.ts';
import type { RevenueSeries } from './revenue.ts';

export interface LandRevenue {
  readonly year: number;
  readonly month: number;
  readonly area: string;
  readonly plan: Fen;
  readonly amount: Fen;
  readonly toDate: Fen;
}

export interface Parcel {
  readonly id: string;
  readonly name: string;
  readonly area: string;
  readonly use: string;
  readonly method: string;
  /** Whole square metres. */
  readonly squareMetres: number;
  readonly buyer: string;
  readonly soldOn: string;
  readonly price: Fen;
  readonly dueOn: string;
  /** By the end of last year for what was sold until then, by the sample's last day for the rest. */
  readonly paid: Fen;
}

const wan = 1e6;
const inWan = (amount: Fen): Fen => Math.round(amount / wan) * wan;

/** Land's part of the government fund revenue that finance reports, and the plan's part of its budget. */
const landShare = 0.93;
const planShare = 0.88;

/** Land revenue by area and month: a part of the government fund revenue of the same month, never more. */
export function landRevenueOf(revenue: readonly RevenueSeries[]): readonly LandRevenue[] {
  return revenue
    .filter(({ account }) => account === 'fund')
    .flatMap(({ area, months, budget }) =>
      years.flatMap((year) => {
        const isBehind = area === landBehind.area && year === landBehind.year;
        const share = isBehind ? landBehind.share : landShare;
        const plan = inWan(need(budget, year).adjusted * planShare);
        let toDate = 0;
        return monthsOf(year).map((month): LandRevenue => {
          const amount = inWan(at(need(months, year), month - 1) * share);
          toDate += amount;
          return { year, month, area, plan, amount, toDate };
        });
      }),
    );
}

/** Use, weight, 亿元 for a hectare, hectares, days to pay. */
const uses = [
  ['住宅用地', 0.34, [0.9, 2.8], [1.2, 6], 180],
  ['商住用地', 0.14, [0.8, 2.4], [1, 5], 180],
  ['商服用地', 0.14, [0.5, 1.8], [0.4, 3], 120],
  ['工业用地', 0.32, [0.05, 0.12], [1, 12], 60],
  ['公共管理与公共服务用地', 0.06, [0.08, 0.3], [0.6, 4], 60],
] as const;

const streets = [
  '滨江',
  '中央绿轴',
  '火车站',
  '经开区',
  '南塘',
  '瓯江口',
  '开发大道',
  '教育园',
  '科创走廊',
  '高铁新城',
];

function parcelOf(dice: Dice, area: (typeof leafAreas)[number], year: number, number: number): Parcel {
  const month = at(monthsOf(year), dice.whole(0, monthsOf(year).length - 1));
  const soldOn = dateText(year, month, dice.pick(workingDays(year, month)));
  let drawn = dice.unit();
  const found = uses.find(([, weight]) => (drawn -= weight) < 0) ?? uses[0];
  const [use, , [low, high], [small, large], days] = found;
  const hectares = dice.between(small, large);
  const outskirts = ['330305', '330328', '330329'].includes(area.code) ? 0.3 : 1;
  const price = inWan(hectares * dice.between(low, high) * outskirts * 1e10);
  const dueOn = addDays(soldOn, days);
  const until = year === lastYear ? completeTo : `${lastYear - 1}-12-31`;
  const isDue = dueOn < until;
  const inArrears = isDue && year === lastYear && dice.chance(0.03);
  const share = inArrears ? dice.between(0.5, 0.8) : isDue ? 1 : dice.between(0.3, 0.7);
  return {
    id: `${area.short}${year}-${String(number).padStart(3, '0')}`,
    name: `${area.level === 'county' ? area.name.slice(0, 2) : '市区'}${dice.pick(streets)}${dice.whole(1, 40)}号地块`,
    area: area.code,
    use,
    method: use === '公共管理与公共服务用地' ? '协议' : dice.chance(0.85) ? '挂牌' : '拍卖',
    squareMetres: Math.round(hectares * 10_000),
    buyer: `温州${dice.pick(['瓯越', '江心', '鹿鸣', '雁荡', '楠溪', '百丈'])}（示例）${use === '工业用地' ? '制造' : '置业'}有限公司`,
    soldOn,
    price,
    dueOn,
    paid: share === 1 ? price : inWan(price * share),
  };
}

/** The parcels sold in every year, by area and date. */
export function parcelsOf(seed: number): readonly Parcel[] {
  return years.flatMap((year) => {
    const dice = new Dice(seed, `land ${year}`);
    return leafAreas.flatMap((area) => {
      const count = dice.whole(4, 11);
      const parcels = Array.from({ length: count }, (_, index) => parcelOf(dice, area, year, index + 1));
      return parcels.sort((a, b) =>
        a.soldOn < b.soldOn ? -1 : a.soldOn > b.soldOn ? 1 : a.id < b.id ? -1 : 1,
      );
    });
  });
}

/** Price, paid and area of some parcels together. */
export const parcelTotals = (parcels: readonly Parcel[]) => ({
  squareMetres: parcels.reduce((total, parcel) => total + parcel.squareMetres, 0),
  price: sum(parcels.map(({ price }) => price)),
  paid: sum(parcels.map(({ paid }) => paid)),
});
