import type { Contract } from '../../contract.ts';

const owner = '自然资源和规划局';

const land: Contract = {
  id: 'natural_resources.land',
  title: '土地出让宗地',
  owner,
  grain: '一宗地',
  columns: [
    { name: 'parcel_id', title: '宗地编号', type: 'code', description: 'Number of the parcel.' },
    { name: 'parcel_name', title: '宗地名称', type: 'text', description: 'Where it lies.' },
    {
      name: 'area_code',
      title: '区域',
      type: 'code',
      reference: 'area',
      description: 'Leaf area that sold it.',
    },
    {
      name: 'land_use',
      title: '土地用途',
      type: 'code',
      codes: {
        residential: ['住宅用地', '住宅', '居住用地', '城镇住宅用地'],
        mixed: ['商住用地', '商住', '商住混合用地'],
        commercial: ['商服用地', '商服', '商业用地', '商业服务业用地'],
        industrial: ['工业用地', '工业', '工矿仓储用地', '工矿用地'],
        public: ['公共管理与公共服务用地', '公共服务用地', '公共用地'],
        other: ['其他用地', '其他'],
      },
      description: 'What it may be used for.',
    },
    {
      name: 'supply_method',
      title: '供地方式',
      type: 'code',
      codes: {
        listing: ['挂牌', '挂牌出让'],
        auction: ['拍卖', '拍卖出让'],
        tender: ['招标', '招标出让'],
        agreement: ['协议', '协议出让'],
      },
      description: 'How it was sold.',
    },
    {
      name: 'square_metres',
      title: '出让面积',
      type: 'number',
      min: 0,
      description: 'Area sold, square metres.',
    },
    { name: 'buyer_name', title: '受让人', type: 'text', description: 'Who bought it.' },
    { name: 'sold_on', title: '成交日期', type: 'date', description: 'Date of the sale.' },
    { name: 'price_amount', title: '成交价', type: 'amount', min: 0, description: 'Price agreed, yuan.' },
    { name: 'due_on', title: '缴清期限', type: 'date', description: 'The price is to be paid by.' },
    { name: 'paid_amount', title: '已缴金额', type: 'amount', min: 0, description: 'Paid so far, yuan.' },
    {
      name: 'reported_on',
      title: '统计截止日期',
      type: 'date',
      description: 'The day the ledger speaks of.',
    },
  ],
  key: ['parcel_id'],
  partition: [{ name: 'year', value: "strftime(sold_on, '%Y')" }],
  asOf: 'reported_on',
  rules: [
    {
      id: 'not-in-the-future',
      column: 'reported_on',
      message: '“统计截止日期”晚于报送日期；请核对年份',
      holds: "reported_on <= getvariable('delivered_on')",
    },
    {
      id: 'sold-before-report',
      column: 'sold_on',
      message: '成交日期晚于统计截止日期；请核对两个日期',
      holds: 'sold_on <= reported_on',
    },
    {
      id: 'due-after-sold',
      column: 'due_on',
      message: '缴清期限早于成交日期；请核对两个日期',
      holds: 'due_on >= sold_on',
    },
    {
      id: 'paid-within-price',
      column: 'paid_amount',
      message: '已缴金额大于成交价；请核对两列',
      holds: 'paid_amount <= price_amount',
    },
    {
      id: 'has-an-area',
      column: 'square_metres',
      message: '出让面积应大于零，单位为平方米；请核对',
      holds: 'square_metres > 0',
    },
  ],
};

const landRevenue: Contract = {
  id: 'natural_resources.land_revenue',
  title: '土地出让收入',
  owner,
  grain: '月份 × 区域',
  columns: [
    { name: 'period', title: '月份', type: 'month', description: 'Month of the report.' },
    {
      name: 'area_code',
      title: '区域',
      type: 'code',
      reference: 'area',
      description: 'Leaf area whose fund account it goes to.',
    },
    {
      name: 'plan_amount',
      title: '年度计划数',
      type: 'amount',
      min: 0,
      description: 'Land revenue planned for the whole year, yuan.',
    },
    {
      name: 'month_amount',
      title: '本月入库',
      type: 'amount',
      description: 'Paid into the treasury in the month, yuan.',
    },
    {
      name: 'year_to_date_amount',
      title: '累计入库',
      type: 'amount',
      description: 'Paid in from January to the month, yuan.',
    },
  ],
  key: ['period', 'area_code'],
  partition: [{ name: 'period', value: "strftime(period, '%Y-%m')" }],
  asOf: 'last_day(period)',
  rules: [
    {
      id: 'not-in-the-future',
      column: 'period',
      message: '“月份”晚于报送日期；请核对年份',
      holds: "period <= getvariable('delivered_on')",
    },
    {
      id: 'january-starts-afresh',
      column: 'year_to_date_amount',
      message: '1 月的累计入库应等于本月入库；请核对两列',
      holds: 'month(period) <> 1 or month_amount = year_to_date_amount',
    },
  ],
};

export const contracts: readonly Contract[] = [land, landRevenue];
