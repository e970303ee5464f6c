import { apportion, apportionIn, fenOfYi, type Fen } from './apportion.ts';
import { cityLevel, leafAreas } from './areas.ts';
import { years } from './calendar.ts';
import { Dice } from './dice.ts';
import { quartersOf } from './economy.ts';
import { at } from './reference.ts';

export type Tier = 'supervised' | 'cultural' | 'city_other' | 'county';

/** One group at the end of a quarter, consolidated. */
export interface EnterpriseQuarter {
  readonly year: number;
  readonly month: number;
  readonly code: string;
  readonly name: string;
  readonly area: string;
  readonly tier: Tier;
  readonly subsidiaries: number;
  readonly assets: Fen;
  readonly liabilities: Fen;
  readonly stateEquity: Fen;
  readonly revenue: Fen;
  readonly profit: Fen;
}

const wan = 1e6;
const inWan = (amount: Fen): Fen => Math.round(amount / wan) * wan;

/**
 * By tier at the end of 2019, 亿元 and enterprises, as published (sample/published/state_assets.csv); other city
 * enterprises and the counties are what the published totals leave. From there to 2021 and on is invented.
 */
export const tiers2019 = {
  supervised: { assets: 2638.18, liabilities: 1660.15, enterprises: 256 },
  cultural: { assets: 25.3, liabilities: 6.82, enterprises: 30 },
  city_other: { assets: 1468.74, liabilities: 856.71, enterprises: 89 },
  county: { assets: 6048.25, liabilities: 3954.24, enterprises: 742 },
} as const satisfies Readonly<Record<Tier, unknown>>;

const cityGroups: Readonly<Record<Exclude<Tier, 'county'>, readonly string[]>> = {
  supervised: [
    '城市建设发展',
    '交通发展',
    '公用事业发展',
    '国有资本投资运营',
    '现代冶金',
    '工业与能源',
  ].concat(['名城建设投资', '铁路与轨道交通', '机场', '港城发展', '粮食收储']),
  cultural: ['文化旅游', '报业传媒', '演艺'],
  city_other: ['高新技术产业开发', '瓯江口开发', '生态园开发', '水务建设'].concat([
    '大数据运营',
    '人才发展',
    '会展',
    '农业发展',
  ]),
};
const countyGroups = ['国有资产投资', '城市建设投资', '交通水利投资'];

interface Group {
  readonly code: string;
  readonly name: string;
  readonly area: string;
  readonly tier: Tier;
}

function groupsOf(tier: Tier): readonly Group[] {
  const named = (area: string, prefix: string, names: readonly string[], start: number): Group[] =>
    names.map((name, index) => ({
      code: `GQ${tier === 'county' ? area.slice(2) : '0300'}-${String(start + index).padStart(2, '0')}`,
      name: `${prefix}${name}（示例）集团有限公司`,
      area,
      tier,
    }));
  if (tier !== 'county')
    return named(
      cityLevel,
      '温州市',
      cityGroups[tier],
      { supervised: 1, cultural: 21, city_other: 31 }[tier],
    );
  return leafAreas
    .filter(({ level }) => level === 'county')
    .flatMap(({ code, name }) => named(code, name, countyGroups, 1));
}

/** Every group at every quarter's end; assets are liabilities and equity, whole 万元. */
export function stateEnterprisesOf(seed: number): readonly EnterpriseQuarter[] {
  const dice = new Dice(seed, 'state enterprises');
  return (['supervised', 'cultural', 'city_other', 'county'] as const).flatMap((tier) => {
    const anchor = tiers2019[tier];
    const groups = groupsOf(tier);
    const sizes = groups.map(() => dice.between(0.3, 2.2));
    const assets = apportionIn(wan, fenOfYi(anchor.assets), sizes);
    const liabilities = apportionIn(
      wan,
      fenOfYi(anchor.liabilities),
      sizes.map((size) => size * dice.around(0.12)),
    );
    const counts = apportion(anchor.enterprises - groups.length, sizes).map((count) => count + 1);
    return groups.flatMap((group, index) => {
      const growth = dice.between(1.05, 1.1);
      const turnover = tier === 'cultural' ? dice.between(0.1, 0.2) : dice.between(0.025, 0.08);
      const margin = dice.chance(0.1) ? dice.between(-0.06, -0.01) : dice.between(0.01, 0.09);
      const minorities = dice.between(0.03, 0.2);
      return years.flatMap((year) =>
        quartersOf(year).map((month): EnterpriseQuarter => {
          const scale = growth ** (year - 2020 + month / 12) * dice.around(0.004);
          const owns = inWan(at(assets, index) * scale);
          const owes = inWan(at(liabilities, index) * scale * dice.around(0.006));
          const earned = inWan(owns * turnover * (month / 12) * dice.around(0.04));
          return {
            ...group,
            year,
            month,
            subsidiaries: at(counts, index),
            assets: owns,
            liabilities: owes,
            stateEquity: inWan((owns - owes) * (1 - minorities)),
            revenue: earned,
            profit: inWan(earned * margin),
          };
        }),
      );
    });
  });
}
