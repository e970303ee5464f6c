/** Words of the stations' index: map, ranking, card, definition, what-if, the printed sheet. */
export const vitalityTexts = {
  title: '联络站活力',
  purpose: '各联络站的活力指数：分五档，附区间；分数怎么来、差在哪里、下一步做什么。',
  loading: '正在读取…',
  failed: '没有读到数据：',
  about:
    '指数看四个方面：立法监督、民意、履职、回应。比较的是“够不够、好不好”，不是“多不多”：达到基准年中位水平后，多报不再加分。',
  limits: '区间相互重叠的站不分高下；只有把握达到 90% 时才说“高于”。',
  map: {
    title: '乡镇街道分布',
    describe: (tiles: number) => `${tiles} 个乡镇街道，按所在站点的档次着色；点开可看站点`,
    note: '一格一个乡镇或街道，聚在县（市、区）中心周围；不是行政区划图。一地有几个站的按平均得分着色。',
    none: '无站点或不评价',
    silent: '静默',
    tile: (place: string, band: string, score: string, stations: string) =>
      `${place}：${band}${score === '' ? '' : `，${score} 分`}（${stations}）`,
  },
  figures: {
    title: '全市概况',
    stations: '评价站点',
    top: '较活跃及以上',
    mean: '平均指数',
    silent: '静默',
    marked: '待核',
    counties: '各县（市、区）',
    countyNote: '平均指数不带区间，站点少的县（市、区）不宜比较；点开可看口径与来源。',
    countyColumns: { area: '县（市、区）', stations: '评价站点', top: '较活跃及以上', mean: '平均指数' },
    unit: '个',
  },
  bands: { silentNote: '近六个月没有任何记录', unrated: '不评价' },
  ranking: {
    title: '按档排列',
    caption: (count: number, draws: number) =>
      `${count} 个站，按得分排列；横条是 90% 区间（${draws} 次抽样），竖线是得分`,
    search: '查找站点',
    peers: '同类组',
    all: '全部',
    none: '没有符合的站点。',
    columns: {
      station: '联络站',
      area: '县（市、区）',
      peer: '同类组',
      score: '得分与区间',
      band: '档次',
      rank: '位次区间',
      mark: '标记',
    },
    spans: (low: string, high: string) => `${low}至${high}`,
    more: (count: number) => `再显示 ${count} 个`,
  },
  peerGroups: { street: '街道', township: '乡镇', special: '专业站' } as Readonly<Record<string, string>>,
  kinds: { demonstration: 'e系列示范站', featured: '特色站', ordinary: '普通站' } as Readonly<
    Record<string, string>
  >,
  marks: {
    silent: '静默',
    silentLine: '静默：近六个月没有任何记录',
    burst: '待核',
    burstNote: (months: number, score: string) =>
      `待核：有 ${months} 个月的意见数远高于本站历史；不计这些月份为 ${score} 分`,
  },
  links: {
    definition: '指数口径',
    whatIf: '权重试算',
    sheet: '打印评价说明',
    back: '返回站点一览',
    card: '返回站点页',
  },
  period: '时期',
  /** The unit a share has in a definition; it is shown in per cent. */
  ratioUnit: '比率',
  run: {
    title: '口径与出处',
    line: (version: string, hash: string, build: string, engine: string, seed: number) =>
      `定义 ${version}（${hash.slice(0, 12)}）· 数据版本 ${build} · 引擎 ${engine} · 种子 ${seed}`,
  },
  card: {
    score: '活力指数',
    band: '档次',
    interval: (low: string, high: string) => `90% 区间 ${low}–${high}`,
    rank: (low: number, high: number, of: number) => `位次在第 ${low} 至第 ${high} 之间（共 ${of} 个站）`,
    peerRank: (rank: number) => `同类组内第 ${rank}`,
    standing: (above: number, below: number, alike: number) =>
      `把握达到 90% 的：高于它的 ${above} 个，低于它的 ${below} 个；其余 ${alike} 个分不出高下`,
    pillars: '四个方面',
    pillarNote: '0–100 分；细线是同类组的中位数',
    indicators: '十二项指标',
    columns: {
      name: '指标',
      value: '数值',
      score: '得分',
      peer: '同类中位',
      before: '上期',
      prior: '借用同类',
    },
    priorNote: '“借用同类”是数值中来自同类组先验的份额：本站记录越少，借用越多。',
    change: '与上期相比',
    changed: (name: string, from: string, to: string) => `${name}：得分 ${from} → ${to}`,
    rankChange: (
      from: string,
      to: string,
      change: {
        readonly before: number;
        readonly after: number;
      },
    ) => `${from} → ${to}：位次由第 ${change.before} 到第 ${change.after}，其中`,
    under: (period: string, version: string) => `${period}（定义 ${version}）`,
    effects: {
      own: '自身记录的变化',
      others: '其他站的变化',
      definition: '指数定义的改动',
      revision: '上期数据的修订',
    },
    effect: (places: string) => `${places} 位`,
    effectNote: '正数是升。四项之和等于位次的变化（四种原因的 Shapley 值）。',
    revised: '上期公布后数据有修订：这里的“位次由第”是当时公布的位次。',
    noChange: '没有上期可比。',
    advice: '下一步最值得做的',
    gain: (points: string) => `补到同类中位，约加 ${points} 分`,
    noAdvice: '各项都不低于同类中位数，保持即可。',
    facts: '记录概况',
    factNames: {
      opinions: '收到意见',
      online: '其中线上',
      persons: '实名人数',
      repeats: '相近意见（合计一条）',
      overCap: '超出每人每月三条',
      activities: '活动',
    },
    onlineNote: '线上占比只说明渠道结构，不计入指数。',
    unrated: '本期不评价：开站不足半个时期，或没有任何记录。',
    people: (residents: string, deputies: string) => `服务人口 ${residents} 人 · 进站代表 ${deputies} 名`,
  },
  definition: {
    title: '指数口径',
    purpose: '活力指数的全部公式、规则与权重；每次改动都是新版本，旧分数不会变。',
    version: (version: string, from: string, tried: readonly string[]) =>
      `版本 ${version}（现行），自 ${from} 起施行；施行前以 ${tried.map(periodName).join('、')}各期回溯试算`,
    entry: (version: string, text: string) => `${version}：${text}`,
    how: '怎么合成',
    steps: (floor: string) => [
      '计数：按下列规则从台账数出各项的件数与规模。意见相近的合计一条，每人每月最多三条，有办理结果的计满分。',
      '收缩：件数少的站向同类组（街道、乡镇、专业站）的基准年水平靠拢：（本站件数 + 先验件数）÷（本站规模 + 先验规模）。',
      '饱和：件数类指标取 x ÷ (x + h)，h 为得一半分的水平；越往上加分越少。',
      `计分：得分 =（值 − 下门柱）÷（上门柱 − 下门柱）× 100，截在 ${floor} 到 100；越低越好的指标反过来算。门柱取自基准年并写死，别的站怎样变都不影响本站。`,
      '合成：方面得分 = 各指标得分的加权算术平均；指数 = 四个方面得分的加权几何平均。',
      '区间：计数按 Gamma–Poisson、Beta–二项分布抽样，权重各自在 ±25% 内变动，取 5% 与 95% 分位数。',
    ],
    pillarHeading: (name: string, weight: string) => `${name}（权重 ${weight}）`,
    columns: { name: '指标', meaning: '含义', formula: '公式', scale: '计分', weight: '方面内权重' },
    saturated: (half: string) => `饱和：x ÷ (x + ${half})；`,
    capped: (cap: string) => `封顶 ${cap}；`,
    posts: (lower: string, upper: string) => `门柱 ${lower} – ${upper}`,
    lower: '越低越好；',
    rules: '计数规则',
    bandsTitle: '五档',
    band: (name: string, from: string) => `${name}：${from} 分及以上`,
    lowest: (name: string) => `${name}：其余`,
    changelog: '改动记录',
    scaled:
      '折算服务人口 = 基准 ×（服务人口 ÷ 基准）的弹性次方；折算代表数同理。站大一倍，不要求件数也多一倍。',
  },
  whatIf: {
    title: '权重试算',
    purpose: '移动四个方面的权重，看位次会怎样变；什么都不会保存。',
    weights: '方面权重',
    share: (percent: string) => `占 ${percent}%`,
    reset: '恢复现行权重',
    summary: (moved: number, bands: number, largest: number) =>
      `${moved} 个站位次有变，${bands} 个站换档，最多移动 ${largest} 位`,
    unchanged: '与现行权重相同。',
    caption: '按试算位次排列；横条是试算的 90% 位次区间（100 次抽样）',
    columns: {
      station: '联络站',
      now: '现行',
      then: '试算',
      shift: '变化',
      interval: '位次区间',
      band: '档次',
    },
    zero: '至少给一个方面正的权重。',
  },
  sheet: {
    title: '联络站活力评价说明',
    printed: '打印',
    says: '本说明说什么，不说什么',
    limits:
      '指数衡量联络站的运行情况，不评价任何代表个人。区间相互重叠的站之间不分高下。“待核”只提示核对，不扣分。本说明可由所列定义、数据版本、引擎和种子逐位重算。',
  },
} as const;

/** `2025`: 2025年 · `R2026-10`: 2026年10月止十二个月, as the scores' periods are named. */
function periodName(code: string): string {
  const [, year, month] = /^R(\d{4})-(\d{2})$/.exec(code) ?? [];
  return year === undefined ? `${code}年` : `${year}年${Number(month)}月止十二个月`;
}
