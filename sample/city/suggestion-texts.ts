import type { Dice } from './dice.ts';
import { at, cell, need, numberCell, register } from './reference.ts';

/** What a suggestion is written about: a matter (its title) of a topic, and the place it is about. */
export interface Matter {
  readonly topic: Topic;
  /** `加密{place}早晚高峰公交班次` */
  readonly title: string;
  /** The fact that belongs to this matter alone. */
  readonly detail: string;
}

export interface Topic {
  readonly id: string;
  readonly category: string;
  /** City departments that lead and give their opinion. */
  readonly lead: string;
  readonly co: readonly string[];
  readonly weight: number;
  readonly facts: readonly string[];
  readonly causes: readonly string[];
  readonly measures: readonly string[];
}

/** `full` opens the text, `short` goes on with it; `stem` names a school. */
export interface PlaceNames {
  readonly full: string;
  readonly short: string;
  readonly stem: string;
}

export interface SuggestionText {
  readonly title: string;
  readonly body: string;
}

const phrases = register('suggestion-phrases');
const textsOf = (topic: string, part: string) =>
  phrases
    .filter((row) => cell(row, 'topic') === topic && cell(row, 'part') === part)
    .map((row) => cell(row, 'text'));

export const topics: ReadonlyMap<string, Topic> = new Map(
  register('suggestion-topics').map((row) => {
    const id = cell(row, 'topic');
    return [
      id,
      {
        id,
        category: cell(row, 'category'),
        lead: cell(row, 'lead'),
        co: cell(row, 'co').split('|'),
        weight: numberCell(row, 'weight'),
        facts: textsOf(id, 'fact'),
        causes: textsOf(id, 'cause'),
        measures: textsOf(id, 'measure'),
      },
    ];
  }),
);

export const matters: readonly Matter[] = phrases
  .filter((row) => cell(row, 'part') === 'matter')
  .map((row) => ({
    topic: need(topics, cell(row, 'topic')),
    title: cell(row, 'text'),
    detail: cell(row, 'detail'),
  }));

const openings = [
  '近日，我们随代表小组到{place}开展视察。',
  '在{place}的联络站接待选民时，这个问题被反复提起。',
  '今年以来，我走访了{place}的群众和基层干部。',
  '结合本职工作和前期调研，现就{place}的有关情况反映如下。',
  '代表小组围绕{place}群众急难愁盼的问题开了三次座谈会。',
  '这件事在{place}说了好些年，群众盼着有个结果。',
  '作为来自基层的代表，我在{place}工作生活多年，对此深有体会。',
  '会前视察期间，{place}不少群众拉着代表反映同一件事。',
  '',
];
const closings = [
  '以上建议，请予研究办理。',
  '妥否，请答复。',
  '恳请有关部门实地察看，给群众一个明确的时间表。',
  '希望列入年度工作计划，并将办理结果向群众公布。',
  '这既是民生小事，也是城市治理的大事，盼早日落实。',
  '',
];
const stakes = [
  '此事若久拖不决，既影响日常生活，也损害政府的公信力。',
  '基层干部说，不是不想办，而是一个乡镇、一个部门办不了。',
  '兄弟县市已有成熟的做法，完全可以借鉴。',
  '随着人口和产业的变化，矛盾还会进一步加剧。',
  '有关部门做了不少工作，但与群众的期盼还有差距。',
  '这与高质量发展、共同富裕的要求不相适应。',
  '群众对此有意见，也愿意出力，关键是要有人牵头。',
  '前期虽已列入有关计划，进度和效果都不尽如人意。',
  '',
];
const titles = [
  '关于{matter}的建议',
  '关于{matter}的建议',
  '关于进一步{matter}的建议',
  '关于尽快{matter}的建议',
  '关于{matter}的几点建议',
];

const roadFirst = Array.from('永振文环滨建新江育瓯飞望海康惠');
const roadSecond = Array.from('安宁兴盛华中瑞川东西南北平');
const villageFirst = Array.from('上下前后东西南北中新大小');
const villageSecond = Array.from('垟岙岸河湾浦塘坦岭溪坑店宅陈林金叶潘郑徐');

/** Names of a place too small for any register: the same in every sentence of one suggestion. */
export interface Spot {
  readonly road: string;
  readonly village: string;
  readonly school: string;
}

export function spotOf(place: PlaceNames, dice: Dice): Spot {
  return {
    road: `${dice.pick(roadFirst)}${dice.pick(roadSecond)}${dice.pick(['路', '街', '大道', '路'])}`,
    village: `${dice.pick(villageFirst)}${dice.pick(villageSecond)}${dice.pick(['村', '社区', '村'])}`,
    school: `${place.stem}${dice.pick(['中心小学', '实验小学', '第二小学', '第一中学', '学校'])}`,
  };
}

/** A place to fill in a template: `{place}`, `{12-60}`. */
export const slot = /\{([^{}]+)\}/g;

/** `{12-60}` is drawn from the range, with a decimal where its ends have one. */
export function drawn(range: string, dice: Dice): string {
  const [low = '0', high = low] = range.split('-');
  if (!low.includes('.') && !high.includes('.')) {
    const value = dice.whole(Number(low), Number(high));
    // People round what is large.
    return String(Number(low) >= 100 ? Math.round(value / 10) * 10 : value);
  }
  return dice.between(Number(low), Number(high)).toFixed(1);
}

function filler(place: PlaceNames, spot: Spot, dice: Dice) {
  let named = false;
  return (text: string): string =>
    text.replaceAll(slot, (_, name: string) => {
      if (name === 'road' || name === 'village' || name === 'school') return spot[name];
      if (name !== 'place') return drawn(name, dice);
      const shown = named ? place.short : place.full;
      named = true;
      return shown;
    });
}

/** Some of a list, in another order. */
function some<T>(list: readonly T[], count: number, dice: Dice): readonly T[] {
  const rest = [...list];
  return Array.from({ length: Math.min(count, rest.length) }, () =>
    at(rest.splice(Math.floor(dice.unit() * rest.length), 1), 0),
  );
}

const ordinals = ['一', '二', '三', '四', '五'];
const numbered = (items: readonly string[], before: string, after: string, glue: string): string =>
  items.map((item, index) => `${before}${at(ordinals, index)}${after}${item}`).join(glue);

type Parts = Readonly<Record<'opening' | 'detail' | 'stake' | 'closing', string>> &
  Readonly<Record<'facts' | 'causes' | 'measures', readonly string[]>>;

/** The ways deputies put a suggestion together: facts, analysis, proposal. */
const frames: readonly ((parts: Parts) => string)[] = [
  ({ opening, detail, facts, stake, causes, measures, closing }) =>
    `${opening}${detail}${facts.join('')}${stake}分析原因，${numbered(causes, '', '是', '；')}。为此建议：${numbered(measures, '', '、', '；')}。${closing}`,
  ({ opening, detail, facts, stake, causes, measures, closing }) =>
    `一、基本情况\n${opening}${detail}\n二、存在的问题\n${facts.join('')}${stake}主要在于${causes.join('，')}。\n三、具体建议\n${numbered(measures, '（', '）', '；\n')}。\n${closing}`.trim(),
  ({ opening, detail, facts, stake, causes, measures, closing }) =>
    `${opening}${facts.join('')}${detail}${stake}究其根源，${causes.join('；')}。建议：${measures.map((measure, index) => `${index + 1}．${measure}`).join('；')}。${closing}`,
  ({ opening, detail, facts, stake, causes, measures, closing }) =>
    `${detail}${opening}${facts.join('')}${stake}我们认为，问题的症结在于${causes.join('，而且')}。鉴于此，提出以下建议：${numbered(measures, '第', '，', '；')}。${closing}`,
  ({ detail, facts, stake, causes, measures, closing }) =>
    `【案由】${detail}${facts.join('')}${stake}\n【分析】${causes.join('；')}。\n【建议】${numbered(measures, '', '、', '；')}。${closing}`,
];

/** Writes one suggestion about a matter in a place: the same matter comes out differently every time. */
export function writeSuggestion(matter: Matter, place: PlaceNames, spot: Spot, dice: Dice): SuggestionText {
  const { topic, title, detail } = matter;
  const inTitle = filler(place, spot, dice);
  const fill = filler(place, spot, dice);
  const frame = dice.pick(frames);
  const draft = frame({
    opening: dice.pick(openings),
    detail,
    facts: some(topic.facts, dice.whole(2, 3), dice),
    stake: dice.pick(stakes),
    causes: some(topic.causes, dice.whole(2, 3), dice),
    measures: some(topic.measures, dice.whole(3, 5), dice),
    closing: dice.pick(closings),
  });
  return {
    title: inTitle(dice.pick(titles).replace('{matter}', title)),
    body: fill(draft),
  };
}

/** Words people use for one another: how the same matter is told a second time. */
const otherWords: readonly (readonly [string, string])[] = [
  ['群众', '居民'],
  ['反映', '提出'],
  ['建议', '请求'],
  ['周边', '附近'],
  ['一带', '片区'],
  ['去年', '上一年'],
  ['超过', '高于'],
  ['建设', '兴建'],
  ['加快', '抓紧'],
  ['公布', '公开'],
  ['企业', '公司'],
  ['老人', '老年人'],
  ['孩子', '儿童'],
  ['补助', '补贴'],
  ['检查', '检核'],
  ['主要', '首要'],
];

/** The same text in other words; what is already said in the other word stays. */
export function reworded({ title, body }: SuggestionText, dice: Dice): SuggestionText {
  const chosen = otherWords.filter(() => dice.chance(0.7));
  const swap = (text: string): string =>
    chosen.reduce(
      (swapped, [from, to]) => (swapped.includes(to) ? swapped : swapped.replaceAll(from, to)),
      text,
    );
  return { title, body: swap(body) };
}
