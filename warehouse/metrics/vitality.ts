import type { MetricDefinition } from './definition.ts';

const shared = {
  time: 'stock',
  dimensions: ['period', 'area', 'township', 'peer_group'],
  required: [],
  sources: ['stations.register', 'stations.activities', 'stations.opinions', 'stations.duty'],
  owner: '市人大常委会代表工作委员会',
  legalBasis: null,
} satisfies Partial<MetricDefinition>;

const spoken =
  '月份是评价时期的末月，数值说的是到该月为止的十二个月（12 月即全年）；只有各整年和最近十二个整月有数。按现行的指数定义计算。';

/**
 * 联络站活力：what may be added up of the index. No rank, since ranks of parts are not parts of a rank; a mean only
 * beside the number of stations, since intervals overlap.
 */
export const vitalityMetrics: readonly MetricDefinition[] = [
  {
    ...shared,
    id: 'vitality_stations',
    name: '评价站点数',
    nameEn: 'Stations rated',
    unit: 'count',
    definition: `有活力指数的联络站个数，可按档次分；开站不足半个时期、或没有任何记录的站不评价，不计入。${spoken}`,
    formula: '所选时期末月、区域、档次内有指数的站点个数',
    direction: 'neither',
    dimensions: [...shared.dimensions, 'band'],
  },
  {
    ...shared,
    id: 'vitality_top_bands_share',
    name: '较活跃及以上占比',
    nameEn: 'Share of stations in the two highest bands',
    unit: 'ratio',
    definition: `得分落在最高两档的站点占评价站点的比例。按得分的点值分档，区间跨档的站也只计一次，因此几个百分点的差别不说明高下。${spoken}`,
    formula: '最高两档的站点个数 ÷ 评价站点数',
    direction: 'higher',
  },
  {
    ...shared,
    id: 'vitality_score',
    name: '活力指数',
    nameEn: 'Vitality index',
    unit: 'score',
    definition: `各评价站点指数的算术平均，每站一份，不按人口加权；指定一个站点时即该站的指数。平均数不带区间，站点少的地方不宜比较；单站请看站点页上的 90% 区间。${spoken}`,
    formula: '评价站点的指数之和 ÷ 评价站点数',
    direction: 'higher',
    dimensions: [...shared.dimensions, 'station'],
  },
  {
    ...shared,
    id: 'vitality_pillar_score',
    name: '活力方面得分',
    nameEn: 'Score of a pillar of the vitality index',
    unit: 'score',
    definition: `各评价站点某一方面（立法监督、民意、履职、回应）得分的算术平均；四个方面不能相加，须指定或分列。四个平均数不能合成平均指数。${spoken}`,
    formula: '评价站点该方面得分之和 ÷ 有该方面得分的站点数',
    direction: 'higher',
    dimensions: [...shared.dimensions, 'station', 'pillar'],
    required: ['pillar'],
  },
  {
    ...shared,
    id: 'vitality_silent_stations',
    name: '静默站点数',
    nameEn: 'Silent stations',
    unit: 'count',
    definition: `已建站，而时期最后六个月没有任何活动、意见或值班记录的在册站点个数。${spoken}`,
    formula: '所选时期末月、区域内静默的站点个数',
    direction: 'lower',
  },
  {
    ...shared,
    id: 'vitality_marked_stations',
    name: '待核站点数',
    nameEn: 'Stations with a month to be looked at',
    unit: 'count',
    definition: `评价站点中，时期内有意见数远高于本站自身历史的月份（待核）的个数；待核只提示核对，不扣分，也不表示弄虚作假。${spoken}`,
    formula: '所选时期末月、区域内有待核月份的站点个数',
    direction: 'neither',
  },
];
