/** Words of the scene 基层单元. */
export const stationTexts = {
  map: { title: '乡镇街道活力' },
  bands: { title: '活力分档', note: '联络站（个）' },
  ranking: {
    title: '联络站活力指数',
    note: '线段为指数的区间，重叠的不分高下',
    first: '最高',
    last: '最低',
    unit: '分',
    of: (name: string) => `${name}活力指数`,
    suffix: /人大代表联络站$/,
  },
  topics: { title: '群众在说什么', note: '意见（条）' },
  areas: { title: '各区域意见', note: '条、线上占比' },
  silent: { title: '静默联络站', note: '半年无记录、活力指数', none: '没有静默的联络站' },
} as const;
