import { dateText, daysIn, monthsOf } from './calendar.ts';
import { Dice } from './dice.ts';
import { isSilent } from './opinions.ts';
import { need } from './reference.ts';
import { qualitiesOf } from './station-quality.ts';
import type { Station } from './stations.ts';

export interface Activity {
  readonly id: string;
  readonly station: string;
  readonly heldOn: string;
  readonly kind: keyof typeof titles;
  readonly title: string;
  readonly deputies: number;
  readonly residents: number;
  readonly hasOutcome: boolean;
}

export interface Duty {
  readonly station: string;
  readonly dutyOn: string;
  readonly deputy: string;
  readonly attended: boolean;
  readonly visitors: number;
}

const titles = {
  reception: ['代表接待选民日', '夜谈会：听听身边事', '代表进网格接待'],
  theme: ['我为民生实事提建议', '共富路上代表行', '代表助企纾困'],
  training: ['代表履职能力培训', '预算审查监督专题学习', '法规条文学习会'],
  inspection: ['老旧小区改造视察', '农贸市场食品安全调研', '海塘工程进度视察', '学校食堂明厨亮灶视察'],
  state_organ_visit: [
    '区法院法官进站听取意见',
    '财政局局长进站回应关切',
    '教育局进站面商学位问题',
    '检察官进站通报公益诉讼',
  ],
  legislation: ['物业管理条例修订草案征询', '电动自行车管理条例草案征询', '养老服务促进条例草案征询'],
} as const;

const kinds = Object.keys(titles) as (keyof typeof titles)[];
const odds = [0.36, 0.2, 0.12, 0.16, 0.07, 0.09];
const perMonth = { demonstration: 2.1, featured: 1.25, ordinary: 0.75 } as const;

function kindOf(dice: Dice): keyof typeof titles {
  let draw = dice.unit();
  for (const [index, kind] of kinds.entries()) {
    draw -= odds[index] ?? 0;
    if (draw < 0) return kind;
  }
  return 'reception';
}

export function* activitiesOf(seed: number, stations: readonly Station[], year: number): Generator<Activity> {
  const dice = new Dice(seed, `activities ${year}`);
  const qualities = qualitiesOf(seed, stations);
  let number = 0;
  for (const month of monthsOf(year))
    for (const [index, station] of stations.entries()) {
      if (isSilent(index, year)) continue;
      const quality = need(qualities, station.code);
      const count = Math.floor(
        perMonth[station.kind] * quality.activities * dice.between(0.5, 1.5) + dice.unit(),
      );
      for (let one = 0; one < count; one++) {
        const kind = kindOf(dice);
        yield {
          id: `HD${year}${String(++number).padStart(5, '0')}`,
          station: station.code,
          heldOn: dateText(year, month, dice.whole(1, daysIn(year, month))),
          kind,
          title: dice.pick(titles[kind]),
          deputies: dice.whole(2, Math.min(18, station.deputies)),
          residents: kind === 'training' ? 0 : dice.whole(4, 60),
          hasOutcome: dice.chance(
            kind === 'state_organ_visit' ? Math.sqrt(quality.outcomes) : quality.outcomes,
          ),
        };
      }
    }
}

/** One duty day a month and station, with two to four deputies on the roster. */
export function* dutyOf(seed: number, stations: readonly Station[], year: number): Generator<Duty> {
  const dice = new Dice(seed, `duty ${year}`);
  const qualities = qualitiesOf(seed, stations);
  for (const month of monthsOf(year))
    for (const [index, station] of stations.entries()) {
      if (isSilent(index, year)) continue;
      const dutyOn = dateText(year, month, dice.whole(5, 25));
      const quality = need(qualities, station.code);
      const count = dice.whole(2, 4);
      const start = dice.whole(0, Math.floor(station.deputies * quality.roster));
      for (let one = 0; one < Math.min(count, station.deputies); one++) {
        const attended = dice.chance(quality.attendance);
        yield {
          station: station.code,
          dutyOn,
          deputy: `DB${station.code.slice(4)}-${String(((start + one) % station.deputies) + 1).padStart(3, '0')}`,
          attended,
          visitors: attended ? dice.whole(0, 9) : 0,
        };
      }
    }
}
