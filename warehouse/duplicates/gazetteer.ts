import { textOf, unitsOf } from './normalise.ts';
import { bigramKey } from './segment.ts';
import { hashOf } from './words.ts';

/** An area and the one it lies in: a township in its county, a county in the city. */
export interface AreaName {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly key: string;
  readonly parent: string | null;
}

/** How the areas of two texts lie to each other. */
export type AreaRelation = 'unknown' | 'same' | 'nested' | 'apart';

/** Endings by which a place is known, by kind: two places of one kind can be told apart. */
const endings = {
  road: ['大道', '路', '街', '巷', '高速', '国道', '省道', '桥', '隧道', '立交'],
  village: ['村', '社区', '组', '屯'],
  estate: [
    '小区',
    '花园',
    '家园',
    '佳园',
    '公寓',
    '新城',
    '公馆',
    '国际城',
    '广场',
    '大厦',
    '苑',
    '府',
    '湾',
    '城',
    '园',
  ],
  town: ['街道', '镇', '乡'],
  school: ['幼儿园', '小学', '中学', '大学', '学院', '学校', '驾校'],
  hospital: ['医院', '卫生院', '卫生所'],
  company: ['公司', '集团', '酒店', '商城', '市场', '超市', '工业园'],
  station: ['公交站', '收费站', '地铁站', '车站', '变电站', '号线'],
} as const;
export type PlaceKind = keyof typeof endings;

interface Ending {
  readonly codes: Uint16Array;
  readonly kind: PlaceKind;
}

/** Endings by their first character, the longest first. */
const endingsByBeginning = new Map<number, readonly Ending[]>();
/** 1 for each character an ending begins with: most are none. */
const beginsEnding = new Uint8Array(0x10000);
for (const kind of Object.keys(endings) as PlaceKind[])
  for (const ending of endings[kind]) {
    const codes = unitsOf(ending);
    const beginning = codes[0] ?? 0;
    const known = endingsByBeginning.get(beginning) ?? [];
    endingsByBeginning.set(
      beginning,
      [...known, { codes, kind }].sort((a, b) => b.codes.length - a.codes.length),
    );
    beginsEnding[beginning] = 1;
  }

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const han = /^\p{Script=Han}$/u;
/** 1 for each character a name may be made of: hanzi, letters, digits. */
const inNames = Uint8Array.from({ length: 0x10000 }, (_, code) =>
  isDigit(code) || (code >= 97 && code <= 122) || (code >= 0x2e80 && han.test(String.fromCharCode(code)))
    ? 1
    : 0,
);

/** What stands before an ending without naming anything: 这个小区, 一条路, 我们村, 老旧小区. */
const notNames = new RegExp(
  [
    '[的个这那我你他她们各该某此每条座间栋很].*',
    '.*[的个在是本我你他她们各该某此这那每有到从和与及或为把被让向往对条座所家片处过上下内外里修求多]',
    '住宅|老旧|农村|乡村|公交|城市|全市|全县|周边|附近|小区|社区|街道|道路|公路|马路|学校|一些|许多|部分|相关|有关',
    '主要|主干|人行|机动|高速|房地|开发|有限|物业|建设|工程|管理|民办|公办|私立|公立|配套|普惠|居民|商业|综合|批发|农贸',
    '生活|活动|求道|绕城',
  ]
    .map((alternative) => `^(?:${alternative})$`)
    .join('|'),
  'u',
);

export interface Place {
  readonly kind: PlaceKind;
  readonly name: string;
  readonly hash: number;
}

const placeSeed = 0x50c1a1e5;

/** Whether these two characters, or this number, name something; the same ones come again and again. */
const naming = new Map<string, boolean>();
const namesKept = 100_000;

function isName(before: string): boolean {
  const known = naming.get(before);
  if (known !== undefined) return known;
  const found = !notNames.test(before);
  if (naming.size < namesKept) naming.set(before, found);
  return found;
}

/**
 * The places named in a folded text, each once. A bus route (378路) is a road with a number. The name proper is taken
 * as the two characters before the ending (Chinese does not say where a name begins), or all digits.
 */
export function placesOf(codes: Uint16Array): readonly Place[] {
  const places = new Map<string, Place>();
  for (let at = 0; at + 2 <= codes.length;) {
    const found = placeAt(codes, at);
    if (found === null) {
      at++;
      continue;
    }
    const { from, end, kind } = found;
    const name = textOf(codes, at, end);
    if (isName(textOf(codes, at, from)) && !places.has(name))
      places.set(name, { kind, name, hash: hashOf(name, placeSeed) });
    at = end;
  }
  return [...places.values()];
}

/** The places of a title and a body: no name runs from one into the other. */
export function placesOfBoth(title: Uint16Array, body: Uint16Array): readonly Place[] {
  const places = new Map([...placesOf(title), ...placesOf(body)].map((place) => [place.name, place]));
  return [...places.values()];
}

/** The place that begins here, with where its ending begins: after all digits, or after two characters. */
function placeAt(
  codes: Uint16Array,
  at: number,
): { readonly from: number; readonly end: number; readonly kind: PlaceKind } | null {
  if (isDigit(codes[at] ?? 0)) {
    let from = at + 1;
    while (from < codes.length && isDigit(codes[from] ?? 0)) from++;
    const ending = endingAt(codes, from);
    if (ending !== null) return { from, end: from + ending.codes.length, kind: ending.kind };
  }
  if (inNames[codes[at] ?? 0] === 0 || inNames[codes[at + 1] ?? 0] === 0) return null;
  const ending = endingAt(codes, at + 2);
  return ending === null ? null : { from: at + 2, end: at + 2 + ending.codes.length, kind: ending.kind };
}

function endingAt(codes: Uint16Array, at: number): Ending | null {
  const beginning = codes[at] ?? 0;
  if (beginsEnding[beginning] === 0) return null;
  for (const ending of endingsByBeginning.get(beginning) ?? [])
    if (ending.codes.every((code, index) => codes[at + index] === code)) return ending;
  return null;
}

/** The kinds of place that both texts name, and agree on none of. */
export function kindsApart(a: readonly Place[], b: readonly Place[]): readonly PlaceKind[] {
  const shared = new Set(a.map(({ name }) => name));
  const agree = new Set(b.filter(({ name }) => shared.has(name)).map(({ kind }) => kind));
  const ofB = new Set(b.map(({ kind }) => kind));
  return [...new Set(a.map(({ kind }) => kind))].filter((kind) => ofB.has(kind) && !agree.has(kind));
}

/** The areas of a city, found by name in folded texts. */
export class Gazetteer {
  /** Names by their first two characters, the longest first: one look-up a position. */
  readonly #byBeginning = new Map<number, { readonly name: Uint16Array; readonly area: AreaName }[]>();

  constructor(areas: readonly AreaName[]) {
    const known = new Set<string>();
    for (const area of areas)
      for (const name of [area.name, ...area.aliases]) {
        if (name.length < 2 || known.has(name)) continue;
        known.add(name);
        const beginning = bigramKey(name.charCodeAt(0), name.charCodeAt(1));
        const names = [...(this.#byBeginning.get(beginning) ?? []), { name: unitsOf(name), area }];
        this.#byBeginning.set(
          beginning,
          names.sort((a, b) => b.name.length - a.name.length),
        );
      }
  }

  areasOf(codes: Uint16Array): ReadonlyMap<string, string | null> {
    const found = new Map<string, string | null>();
    for (let at = 0; at + 1 < codes.length; at++) {
      const names = this.#byBeginning.get(bigramKey(codes[at] ?? 0, codes[at + 1] ?? 0));
      const named = names?.find(({ name }) => name.every((code, index) => codes[at + index] === code));
      if (named === undefined) continue;
      found.set(named.area.key, named.area.parent);
      at += named.name.length - 1;
    }
    findCodedAreas(codes, found);
    return found;
  }
}

const [city, county, district] = ['市', '县', '区'].map((name) => name.charCodeAt(0));

/** Areas with a letter and a number for a name, as anonymised messages have them: A市 ⊃ A3区. */
function findCodedAreas(codes: Uint16Array, found: Map<string, string | null>): void {
  for (let at = 1; at < codes.length; at++) {
    const code = codes[at];
    if (code !== city && code !== county && code !== district) continue;
    let from = at;
    while (from > 0 && at - from < 2 && isDigit(codes[from - 1] ?? 0)) from--;
    const letter = codes[from - 1] ?? 0;
    if (letter < 97 || letter > 122) continue;
    const name = textOf(codes, from - 1, at);
    found.set(name, from === at ? null : name.slice(0, 1));
  }
}

/** Areas by key, with their parents. A text that names a county and its city speaks of the county. */
export function areaRelation(
  a: ReadonlyMap<string, string | null>,
  b: ReadonlyMap<string, string | null>,
): AreaRelation {
  if (a.size === 0 || b.size === 0) return 'unknown';
  const ofA = innermost(a);
  const ofB = innermost(b);
  if (ofA.some((key) => ofB.includes(key))) return 'same';
  if (ofA.some((key) => ofB.some((other) => a.get(key) === other || b.get(other) === key))) return 'nested';
  return 'apart';
}

function innermost(areas: ReadonlyMap<string, string | null>): readonly string[] {
  const parents = new Set(areas.values());
  return [...areas.keys()].filter((key) => !parents.has(key));
}
