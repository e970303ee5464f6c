import type { SuggestionText } from '../../../warehouse/duplicates/suggestion.ts';

/** A text into which a passage of another was copied, and which of its characters came with it. */
export interface Planted {
  readonly draft: string;
  readonly earlier: string;
  readonly isCopied: Uint8Array;
}

export type Disturbance = 'verbatim' | 'synonyms' | 'noisy';

/** Words one writes for another in official prose. */
const synonyms = new Map(
  [
    ['建议', '希望'],
    ['解决', '处理'],
    ['部门', '单位'],
    ['问题', '情况'],
    ['居民', '住户'],
    ['严重', '极大'],
    ['影响', '妨碍'],
    ['小区', '社区'],
    ['道路', '马路'],
    ['要求', '请求'],
    ['没有', '未曾'],
    ['进行', '开展'],
    ['领导', '干部'],
    ['政府', '官方'],
    ['现在', '目前'],
    ['业主', '房主'],
    ['学校', '校方'],
    ['工作', '事务'],
    ['企业', '公司'],
    ['车辆', '汽车'],
    ['投诉', '举报'],
    ['反映', '反馈'],
    ['安全', '平安'],
    ['管理', '治理'],
    ['规定', '要求'],
    ['附近', '周边'],
    ['施工', '作业'],
    ['孩子', '小孩'],
    ['时间', '时候'],
    ['无法', '不能'],
  ].flatMap(
    ([a = '', b = '']) =>
      [
        [a, b],
        [b, a],
      ] as const,
  ),
);

/**
 * Passages of 40 to 120 characters from one message in the middle of another: word for word, with every known word
 * changed for a synonym, or with a character in ten left out, put in or changed by chance.
 */
export function plant(
  source: readonly SuggestionText[],
  count: number,
  disturbance: Disturbance,
  random: () => number,
): readonly Planted[] {
  const long = source.filter(({ body }) => body.length >= 200);
  const whole = (below: number): number => Math.floor(random() * below);
  return Array.from({ length: count }, () => {
    const [earlier, host] = [long[whole(long.length)]?.body ?? '', long[whole(long.length)]?.body ?? ''];
    const length = 40 + whole(80);
    const from = whole(earlier.length - length);
    const passage = disturb(earlier.slice(from, from + length), disturbance, random);
    const at = whole(host.length);
    const draft = host.slice(0, at) + passage + host.slice(at);
    const isCopied = new Uint8Array(draft.length);
    isCopied.fill(1, at, at + passage.length);
    return { draft, earlier, isCopied };
  }).filter(({ draft, earlier }) => draft !== earlier);
}

function disturb(text: string, disturbance: Disturbance, random: () => number): string {
  if (disturbance === 'verbatim') return text;
  if (disturbance === 'synonyms') {
    const pattern = new RegExp([...synonyms.keys()].join('|'), 'gu');
    return text.replace(pattern, (word) => synonyms.get(word) ?? word);
  }
  const others = '的了是在有我他这中大来上个国';
  return Array.from(text)
    .map((character) => {
      const chance = random();
      const other = others[Math.floor(random() * others.length)] ?? '';
      if (chance < 0.1 / 3) return '';
      if (chance < 0.2 / 3) return character + other;
      return chance < 0.1 ? other : character;
    })
    .join('');
}
