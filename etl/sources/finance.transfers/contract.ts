import type { Contract } from '../../contract.ts';

export const contracts: readonly Contract[] = [
  {
    id: 'finance.transfers',
    title: '转移支付下达',
    owner: '财政局',
    grain: '指标文号 × 接收区域',
    columns: [
      { name: 'fiscal_year', title: '预算年度', type: 'year', description: 'Year whose budget it is of.' },
      {
        name: 'transfer_id',
        title: '指标文号',
        type: 'code',
        description: 'Number of the document that allocates it.',
      },
      {
        name: 'transfer_kind',
        title: '转移支付类型',
        type: 'code',
        codes: {
          general: ['一般性转移支付', '一般性', '一般转移支付'],
          special: ['专项转移支付', '专项'],
        },
        description: 'General: at the receiver’s disposal; special: for one purpose.',
      },
      { name: 'item_name', title: '项目名称', type: 'text', description: 'What it is for.' },
      {
        name: 'area_code',
        title: '接收区域',
        type: 'code',
        reference: 'area',
        description: 'Leaf area that receives it; never city level, which hands it down.',
      },
      { name: 'amount', title: '金额', type: 'amount', description: 'Amount for this area, yuan.' },
      {
        name: 'received_on',
        title: '收到日期',
        type: 'date',
        description:
          'The day the time runs from: the upper level’s document was received, or the congress approved the city’s own budget.',
      },
      {
        name: 'allocated_on',
        title: '下达日期',
        type: 'date',
        optional: true,
        description: 'Handed down to the area on; empty while it is not.',
      },
      {
        name: 'reported_on',
        title: '统计截止日期',
        type: 'date',
        description: 'The day the ledger speaks of.',
      },
    ],
    key: ['transfer_id', 'area_code'],
    partition: [{ name: 'fiscal_year', value: 'cast(fiscal_year as varchar)' }],
    asOf: 'reported_on',
    rules: [
      {
        id: 'not-in-the-future',
        column: 'reported_on',
        message: '“统计截止日期”晚于报送日期；请核对年份',
        holds: "reported_on <= getvariable('delivered_on')",
      },
      {
        id: 'received-before-report',
        column: 'received_on',
        message: '收到日期晚于统计截止日期；请核对两个日期',
        holds: 'received_on <= reported_on',
      },
      {
        id: 'allocated-after-received',
        column: 'allocated_on',
        message: '下达日期早于收到日期；请核对两个日期',
        holds: 'allocated_on >= received_on',
      },
      {
        id: 'allocated-before-report',
        column: 'allocated_on',
        message: '下达日期晚于统计截止日期；还没有下达的应留空或填“—”',
        holds: 'allocated_on <= reported_on',
      },
      {
        id: 'to-a-lower-level',
        column: 'area_code',
        message: '市本级不能是接收区域：本表只登记对下转移支付；请改为接收的功能区或县（市、区）',
        holds: "area_code <> '330300-CL'",
      },
      {
        id: 'amount-not-zero',
        column: 'amount',
        message: '金额为零；请填写金额，或删除这一行（收回填负数）',
        holds: 'amount <> 0',
      },
    ],
  },
];
