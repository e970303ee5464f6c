import { apportion } from './apportion.ts';
import { addDays, completeTo, dateText, daysIn, monthsOf } from './calendar.ts';
import { Dice } from './dice.ts';
import { burst, silent } from './oddities.ts';
import { at, cell, need, register } from './reference.ts';
import { qualitiesOf, type Quality } from './station-quality.ts';
import type { Station } from './stations.ts';

export interface Opinion {
  readonly id: string;
  readonly station: string;
  readonly receivedOn: string;
  readonly channel: 'online' | 'onsite';
  readonly kind: 'livelihood' | 'legislation' | 'supervision';
  readonly topic: string;
  readonly content: string;
  readonly person: string | null;
  readonly handedOverOn: string | null;
  readonly closedOn: string | null;
  readonly adopted: boolean | null;
  readonly satisfaction: 'satisfied' | 'fairly' | 'dissatisfied' | 'unstated' | null;
}

/** Opinions a year: 51 000 in all, of the published order of size; 2026 has ten months. */
const perYear: Readonly<Record<number, number>> = {
  2021: 5200,
  2022: 6800,
  2023: 8200,
  2024: 9600,
  2025: 10_900,
  2026: 10_300,
};

const topics = register('opinion-topics').map((row) => ({
  kind: cell(row, 'kind') as Opinion['kind'],
  topic: cell(row, 'topic'),
  content: cell(row, 'content'),
}));
const livelihood = topics.filter(({ kind }) => kind === 'livelihood');
const legislation = topics.filter(({ kind }) => kind === 'legislation');
const supervision = topics.filter(({ kind }) => kind === 'supervision');

const openings = [
  '',
  '居民反映：',
  '代表走访时群众提出，',
  '多位住户来站说，',
  '线上留言：',
  '选民接待日反映，',
];
const closings = ['', '望尽快答复。', '盼有关部门实地看一看。', '愿意配合做好工作。', '请公布办理结果。'];

/** The online share rises evenly from 10 % in January 2021 to 81 % in October 2026. */
export function onlineShare(year: number, month: number): number {
  return 0.1 + (0.71 * ((year - 2021) * 12 + month - 1)) / 69;
}

export const isSilent = (index: number, year: number): boolean =>
  (silent.stationIndexes as readonly number[]).includes(index) && year >= 2026;

const kindFactor = { demonstration: 3.2, featured: 1.7, ordinary: 1 } as const;

function lifeOf(receivedOn: string, kind: Opinion['kind'], quality: Quality, dice: Dice) {
  const later = (date: string, low: number, high: number): string | null => {
    const day = addDays(date, dice.whole(low, high));
    return day <= completeTo ? day : null;
  };
  const handedOverOn = kind === 'legislation' ? null : later(receivedOn, 0, 7);
  const from = kind === 'legislation' ? receivedOn : handedOverOn;
  const closedOn =
    from === null
      ? null
      : later(from, 6, Math.round((dice.chance(quality.stuck) ? 150 : 75) * quality.delay));
  if (closedOn === null) return { handedOverOn, closedOn, adopted: null, satisfaction: null };
  const draw = dice.unit();
  const satisfaction =
    draw < 0.12
      ? 'unstated'
      : draw < 0.12 + quality.dissatisfied
        ? 'dissatisfied'
        : draw < 0.33 + quality.dissatisfied
          ? 'fairly'
          : 'satisfied';
  return { handedOverOn, closedOn, adopted: dice.chance(quality.adopted), satisfaction } as const;
}

function textOf(station: Station, dice: Dice) {
  const draw = dice.unit();
  const topic = dice.pick(draw < 0.74 ? livelihood : draw < 0.88 ? supervision : legislation);
  const body = topic.content.replaceAll('{place}', station.place);
  return {
    kind: topic.kind,
    topic: topic.topic,
    content: `${dice.pick(openings)}${body}${dice.pick(closings)}`,
  };
}

/** The opinions of a year, month after month, by date. */
export function* opinionsOf(seed: number, stations: readonly Station[], year: number): Generator<Opinion> {
  const dice = new Dice(seed, `opinions ${year}`);
  const months = monthsOf(year);
  const qualities = qualitiesOf(seed, stations);
  const flood = year === burst.year ? burst.opinions : 0;
  const weights = months.flatMap((month) =>
    stations.map((station, index) =>
      isSilent(index, year)
        ? 0
        : kindFactor[station.kind] *
          need(qualities, station.code).opinions *
          station.residents ** 0.4 *
          (0.4 + dice.unit()) *
          (month === 2 ? 0.7 : 1),
    ),
  );
  const counts = apportion((perYear[year] ?? 0) - flood, weights);
  let number = 0;
  for (const [place, month] of months.entries()) {
    const drafts: Omit<Opinion, 'id'>[] = [];
    const add = (
      station: Station,
      day: number,
      online: boolean,
      text: ReturnType<typeof textOf>,
      person: string,
    ) => {
      const receivedOn = dateText(year, month, day);
      drafts.push({
        station: station.code,
        receivedOn,
        channel: online ? 'online' : 'onsite',
        ...text,
        person: dice.chance(0.7) ? person : null,
        ...lifeOf(receivedOn, text.kind, need(qualities, station.code), dice),
      });
    };
    for (const [index, station] of stations.entries()) {
      const count = at(counts, place * stations.length + index);
      for (let one = 0; one < count; one++)
        add(
          station,
          dice.whole(1, daysIn(year, month)),
          dice.chance(onlineShare(year, month)),
          textOf(station, dice),
          `R${station.code.slice(4, 10)}${String(dice.whole(1, 9999)).padStart(4, '0')}`,
        );
      if (year === burst.year && month === burst.month && index === burst.stationIndex)
        for (let one = 0; one < flood; one++) {
          const content = `${station.place}老小区晚间停车位不足，车辆停到消防通道，建议新增停车位${'。！'.charAt(one % 2)}`;
          const text = { kind: 'livelihood', topic: '停车难', content } as const;
          add(station, dice.whole(8, 13), true, text, `R${station.code.slice(4, 10)}${9000 + (one % 12)}`);
        }
    }
    drafts.sort((a, b) => (a.receivedOn < b.receivedOn ? -1 : a.receivedOn > b.receivedOn ? 1 : 0));
    for (const draft of drafts) yield { id: `YJ${year}${String(++number).padStart(6, '0')}`, ...draft };
  }
}
