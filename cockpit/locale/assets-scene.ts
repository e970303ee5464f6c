/** Words of the scene 国资·资源·项目. */
export const assetTexts = {
  enterprises: {
    title: '国有企业',
    assets: '资产总额',
    ratio: '资产负债率',
    revenue: '营业收入',
    profit: '利润总额',
    count: '户数',
    loss: '亏损',
    unit: '户',
  },
  liability: { title: '资产负债率最高的企业', note: '负债率、资产' },
  losses: { title: '利润最低的企业', note: '利润总额' },
  land: {
    title: '土地出让',
    revenue: '出让收入',
    schedule: '序时完成率',
    arrears: '价款欠缴',
    parcels: '出让宗地',
    area: '出让面积',
    unit: '宗',
  },
  landAreas: { title: '各区域土地收入', note: '序时完成率' },
  landUse: { title: '土地用途', note: '成交价款' },
  projects: {
    title: '重点项目',
    count: '项目',
    invested: '完成投资',
    plan: '年度计划',
    rate: '投资完成率',
    stalled: '零投资',
    unit: '个',
  },
  behind: { title: '投资进度最慢的项目', note: '完成率、偏差' },
  sectors: { title: '项目领域', note: '投资完成率、完成投资' },
  /** What every name of an enterprise says and no reader needs. */
  company: { prefix: '温州市', suffixes: [/（示例）/, /(集团)?有限(责任)?公司$/] },
} as const;
