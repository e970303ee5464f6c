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

const kindOfEnding = new Map<string, PlaceKind>(
  (Object.keys(endings) as PlaceKind[]).flatMap((kind) =>
    endings[kind].map((ending): [string, PlaceKind] => [ending, kind]),
  ),
);
const longestFirst = [...kindOfEnding.keys()].sort((a, b) => b.length - a.length);

/** The name proper is taken as the two characters before the ending (Chinese does not say where a name begins), or all digits. */
const placePattern = new RegExp(`(\\d+|[\\p{Script=Han}a-z\\d]{2})(${longestFirst.join('|')})`, 'gu');

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

/** The places named in a folded text, each once. A bus route (378路) is a road with a number. */
export function placesOf(folded: string): readonly Place[] {
  const places = new Map<string, Place>();
  for (const [name, before = '', ending = ''] of folded.matchAll(placePattern)) {
    const kind = kindOfEnding.get(ending);
    if (kind === undefined || notNames.test(before) || places.has(name)) continue;
    places.set(name, { kind, name, hash: hashOf(name, placeSeed) });
  }
  return [...places.values()];
}

/** The kinds of place that both texts name, and agree on none of. */
export function kindsApart(a: readonly Place[], b: readonly Place[]): readonly PlaceKind[] {
  const shared = new Set(a.map(({ name }) => name));
  const agree = new Set(b.filter(({ name }) => shared.has(name)).map(({ kind }) => kind));
  const ofB = new Set(b.map(({ kind }) => kind));
  return [...new Set(a.map(({ kind }) => kind))].filter((kind) => ofB.has(kind) && !agree.has(kind));
}

/** Areas with a letter and a number for a name, as anonymised messages have them: A市 ⊃ A3区. */
const codedArea = /([a-z])(\d{0,2})[市县区]/gu;

/** The areas of a city, found by name in folded texts. */
export class Gazetteer {
  /** Names by their first two characters, the longest first: one look-up a position. */
  readonly #byBeginning = new Map<string, { readonly name: string; readonly area: AreaName }[]>();

  constructor(areas: readonly AreaName[]) {
    const known = new Set<string>();
    for (const area of areas)
      for (const name of [area.name, ...area.aliases]) {
        if (name.length < 2 || known.has(name)) continue;
        known.add(name);
        const beginning = name.slice(0, 2);
        const names = [...(this.#byBeginning.get(beginning) ?? []), { name, area }];
        this.#byBeginning.set(
          beginning,
          names.sort((a, b) => b.name.length - a.name.length),
        );
      }
  }

  areasOf(folded: string): ReadonlyMap<string, string | null> {
    const found = new Map<string, string | null>();
    for (let at = 0; at + 1 < folded.length; at++) {
      const names = this.#byBeginning.get(folded.slice(at, at + 2));
      const named = names?.find(({ name }) => folded.startsWith(name, at));
      if (named === undefined) continue;
      found.set(named.area.key, named.area.parent);
      at += named.name.length - 1;
    }
    for (const [, letter = '', number = ''] of folded.matchAll(codedArea))
      found.set(letter + number, number === '' ? null : letter);
    return found;
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
