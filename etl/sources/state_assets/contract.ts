import type { Contract } from '../../contract.ts';

/** What a sum of three figures may be off by when each was rounded to whole 万元. */
const roundingYuan = 15_000;

export const contracts: readonly Contract[] = [
  {
    id: 'state_assets',
    title: '国有企业资产',
    owner: '国有资产监督管理委员会',
    grain: '月份 × 一级企业（合并口径）',
    columns: [
      {
        name: 'period',
        title: '月份',
        type: 'month',
        description: 'Month at whose end the accounts were drawn.',
      },
      { name: 'enterprise_code', title: '企业编码', type: 'code', description: 'Group, by its number.' },
      {
        name: 'enterprise_name',
        title: '企业名称',
        type: 'text',
        description: 'Name of the group as delivered.',
      },
      {
        name: 'area_code',
        title: '区域',
        type: 'code',
        reference: 'area',
        description: 'Leaf area whose government owns it.',
      },
      {
        name: 'tier',
        title: '监管层级',
        type: 'code',
        codes: {
          supervised: ['市国资委监管', '市国资委监管企业', '国资委监管'],
          cultural: ['市属文化企业', '文化企业'],
          city_other: ['其他市级国企', '其他市级企业', '其他市级'],
          county: ['县（市、区）属', '县（市、区）', '县属'],
        },
        description: 'Who supervises it.',
      },
      {
        name: 'subsidiaries',
        title: '合并户数',
        type: 'integer',
        min: 1,
        description: 'Enterprises in the consolidated accounts, the group itself included.',
      },
      {
        name: 'asset_amount',
        title: '资产总额',
        type: 'amount',
        min: 0,
        description: 'Total assets at the end of the month, consolidated, yuan.',
      },
      {
        name: 'liability_amount',
        title: '负债总额',
        type: 'amount',
        min: 0,
        description: 'Total liabilities, yuan.',
      },
      {
        name: 'equity_amount',
        title: '所有者权益',
        type: 'amount',
        description: 'Equity, minorities included, yuan.',
      },
      {
        name: 'state_equity_amount',
        title: '国有资本及权益',
        type: 'amount',
        description: 'The state’s part of the equity, yuan.',
      },
      {
        name: 'revenue_amount',
        title: '营业收入',
        type: 'amount',
        description: 'Operating revenue from January to the month, yuan.',
      },
      {
        name: 'profit_amount',
        title: '利润总额',
        type: 'amount',
        description: 'Total profit from January to the month, before tax; a loss is negative, yuan.',
      },
    ],
    key: ['period', 'enterprise_code'],
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
        id: 'accounts-balance',
        column: 'equity_amount',
        message: '资产总额应等于负债总额 + 所有者权益；请核对这三列',
        holds: `abs(liability_amount + equity_amount - asset_amount) <= ${roundingYuan}`,
      },
      {
        id: 'tier-of-its-area',
        column: 'tier',
        message: '县（市、区）属企业的区域不应是市本级，市级企业的区域应是市本级；请核对两列',
        holds: "(tier = 'county') = (area_code <> '330300-CL')",
      },
    ],
  },
];
