import { leafAreas, type Area } from './areas.ts';
import { years } from './calendar.ts';
import { Dice } from './dice.ts';
import { at, cell, need, register, seed } from './reference.ts';
import {
  matters,
  reworded,
  spotOf,
  topics,
  writeSuggestion,
  type Matter,
  type PlaceNames,
  type SuggestionText,
  type Topic,
} from './suggestion-texts.ts';

/** Suggestions handed over a year; 2024 as published (726), the others of the published order of size. */
export const handedOver: Readonly<Record<number, number>> = {
  2021: 541,
  2022: 566,
  2023: 612,
  2024: 726,
  2025: 698,
  2026: 705,
};

/** Suggestions a year that the review does not admit; they come on top. */
export const notAdmissible = 8;

export type GroupKind = 'duplicate' | 'different_place' | 'opposite_stance';

/** What a suggestion is to say, before anything happens to it. */
export interface PlannedSuggestion extends SuggestionText {
  readonly year: number;
  readonly topic: Topic;
  readonly area: Area | null;
  readonly township: string | null;
  /** Of a planted group of texts about the same matter, or of a trap. */
  readonly group: { readonly id: string; readonly kind: GroupKind; readonly written: boolean } | null;
  /** What becomes of it, where that is planted. */
  readonly fate: {
    readonly resultClass: 'A' | 'B' | 'C' | null;
    readonly promisedBy: string | null;
    readonly merged: boolean;
  } | null;
}

interface Place {
  readonly area: Area | null;
  readonly township: string | null;
  readonly names: PlaceNames;
}

const counties = leafAreas.filter(({ level }) => level === 'county');
const stemOf = (name: string): string =>
  name
    .replace(/(?:畲族)?[镇乡]$/, '')
    .replace(/街道$/, '')
    .replace(/[县区市]$/, '');

const townshipRows = seed('township');

function townshipPlace(row: (typeof townshipRows)[number]): Place {
  const area = at(
    counties,
    counties.findIndex(({ code }) => code === cell(row, 'county_code')),
  );
  const name = cell(row, 'name');
  return {
    area,
    township: cell(row, 'code'),
    names: { full: `${area.name}${name}`, short: name, stem: stemOf(name) },
  };
}

const townships = townshipRows.map(townshipPlace);
const countyPlaces = counties.map((area): Place => ({
  area,
  township: null,
  names: { full: area.name, short: area.name, stem: stemOf(area.name) },
}));
const wholeCity: Place = {
  area: null,
  township: null,
  names: { full: '我市', short: '我市', stem: '瓯江' },
};

const keyOf = ({ topic, title }: Matter, { area, township }: Place): string =>
  `${topic.id} ${title} ${township ?? area?.code ?? ''}`;

/** Texts written by hand: the same matter in other words, and two kinds of look-alikes. */
function writtenGroups(): readonly PlannedSuggestion[] {
  const kinds = {
    duplicate: 'duplicate',
    place_trap: 'different_place',
    stance_trap: 'opposite_stance',
  } as const;
  return register('suggestion-groups').map((row) => {
    const name = cell(row, 'township');
    const place = name === '' ? wholeCity : townships.find(({ names }) => names.short === name);
    if (place === undefined) throw new Error(`no township is called ${name}`);
    const resultClass = cell(row, 'result_class');
    return {
      year: Number(cell(row, 'year')),
      title: cell(row, 'title'),
      body: cell(row, 'body'),
      topic: need(topics, cell(row, 'topic')),
      area: place.area,
      township: place.township,
      group: {
        id: cell(row, 'group'),
        kind: kinds[cell(row, 'kind') as keyof typeof kinds],
        written: true,
      },
      fate: {
        resultClass: resultClass === '' ? null : (resultClass as 'A' | 'B' | 'C'),
        promisedBy: cell(row, 'promised_by') || null,
        merged: cell(row, 'merged') === '1',
      },
    };
  });
}

const generatedGroups = 28;

/** Draws matter and place; of no pair twice, so that nothing repeats that is not planted. */
class Draw {
  readonly #dice: Dice;
  readonly #taken: Set<string>;
  readonly #weights: readonly number[];

  constructor(dice: Dice, taken: Set<string>) {
    this.#dice = dice;
    this.#taken = taken;
    this.#weights = matters.map(({ topic }) => topic.weight);
  }

  #matter(): Matter {
    const total = this.#weights.reduce((sum, weight) => sum + weight, 0);
    let left = this.#dice.unit() * total;
    for (const [index, weight] of this.#weights.entries()) {
      left -= weight;
      if (left < 0) return at(matters, index);
    }
    return at(matters, 0);
  }

  next(): { readonly matter: Matter; readonly place: Place } {
    for (;;) {
      const draw = this.#dice.unit();
      const place =
        draw < 0.018 ? wholeCity : draw < 0.17 ? this.#dice.pick(countyPlaces) : this.#dice.pick(townships);
      const matter = this.#matter();
      const key = keyOf(matter, place);
      if (this.#taken.has(key)) continue;
      this.#taken.add(key);
      return { matter, place };
    }
  }
}

/** The same matter, place and spot in two or three years (or twice in one, to be merged), told in other words. */
function generatedDuplicates(draw: Draw, dice: Dice): readonly PlannedSuggestion[] {
  return Array.from({ length: generatedGroups }, (_, index) => index).flatMap((index) => {
    const { matter, place } = draw.next();
    const spot = spotOf(place.names, dice);
    const merged = index % 7 === 0;
    const first = dice.whole(2021, 2024);
    const told = merged ? [first, first] : [first, first + dice.whole(1, 2), 2026].slice(0, dice.whole(2, 3));
    return told.map((year, place_): PlannedSuggestion => {
      const text = writeSuggestion(matter, place.names, spot, dice);
      return {
        year,
        ...(place_ === 0 ? text : reworded(text, dice)),
        topic: matter.topic,
        area: place.area,
        township: place.township,
        group: { id: `G${String(index + 1).padStart(2, '0')}`, kind: 'duplicate', written: false },
        fate: merged && place_ === 1 ? { resultClass: null, promisedBy: null, merged: true } : null,
      };
    });
  });
}

/** Every suggestion to be handed in, all years, planted ones among them; not in the order of their numbers. */
export function planSuggestions(seedNumber: number): readonly PlannedSuggestion[] {
  const dice = new Dice(seedNumber, 'suggestion texts');
  const written = writtenGroups();
  // Nothing else is said of a planted topic in its place.
  const taken = new Set(
    written.flatMap(({ topic, area, township }) =>
      matters
        .filter((matter) => matter.topic === topic)
        .map((matter) => keyOf(matter, { area, township, names: wholeCity.names })),
    ),
  );
  const draw = new Draw(dice, taken);
  const planted = [...written, ...generatedDuplicates(draw, dice)];
  return years.flatMap((year) => {
    const own = planted.filter((plan) => plan.year === year);
    const rest = Array.from(
      { length: (handedOver[year] ?? 0) + notAdmissible - own.length },
      (): PlannedSuggestion => {
        const { matter, place } = draw.next();
        const text = writeSuggestion(matter, place.names, spotOf(place.names, dice), dice);
        return {
          year,
          ...text,
          topic: matter.topic,
          area: place.area,
          township: place.township,
          group: null,
          fate: null,
        };
      },
    );
    // Planted ones stand anywhere among the others.
    return [...own, ...rest]
      .map((plan) => ({ plan, order: dice.unit() }))
      .sort((a, b) => a.order - b.order)
      .map(({ plan }) => plan);
  });
}
