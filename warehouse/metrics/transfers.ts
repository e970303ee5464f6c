import type { MetricDefinition } from './definition.ts';

const shared = {
  dimensions: ['period', 'area', 'transfer_kind'],
  required: [],
  sources: ['finance.transfers'],
  owner: '市人大常委会预算工作委员会',
  legalBasis: '《中华人民共和国预算法》第五十二条',
} satisfies Partial<MetricDefinition>;

const scope = '仅计市对功能区和县（市、区）的一般性、专项转移支付，按接收区域计，不含税收返还；收回为负数。';
const deadline =
  '下达期限自收到日期起算：一般性转移支付 30 日，专项转移支付 60 日（代码表 legal_term，按收到之日生效的期限）。';

/** 转移支付：收到、下达与是否按期。 */
export const transferMetrics: readonly MetricDefinition[] = [
  {
    ...shared,
    id: 'transfers_received',
    name: '应下达转移支付',
    nameEn: 'Transfers to be handed down',
    unit: 'yuan',
    definition: `期内收到、应向下级下达的转移支付，按收到日期归月，已经下达的也计入。${scope}`,
    formula: '收到日期在期内的转移支付金额之和',
    time: 'flow',
    direction: 'neither',
  },
  {
    ...shared,
    id: 'transfers_allocated',
    name: '已下达转移支付',
    nameEn: 'Transfers handed down',
    unit: 'yuan',
    definition: `期内实际下达到下级的转移支付，按下达日期归月，与哪年收到无关。${scope}`,
    formula: '下达日期在期内的转移支付金额之和',
    time: 'flow',
    direction: 'neither',
  },
  {
    ...shared,
    id: 'transfers_on_time_rate',
    name: '转移支付按期下达率',
    nameEn: 'Transfers handed down in time',
    unit: 'ratio',
    definition: `本年收到的转移支付中，到月末已经下达或已过下达期限的，其中在期限内下达的比例，按金额计；还没有下达也没有到期的不计入。${deadline}${scope}`,
    formula: '在期限内下达的金额 ÷ 已下达或已到期的金额',
    time: 'cumulative',
    direction: 'higher',
  },
  {
    ...shared,
    id: 'transfers_overdue',
    name: '逾期未下达转移支付笔数',
    nameEn: 'Transfers past their date',
    unit: 'count',
    definition: `到月末已过下达期限而仍未下达的转移支付，一个文号对一个区域为一笔，不论哪年收到。${deadline}${scope}`,
    formula: '月末逾期未下达的笔数',
    time: 'stock',
    direction: 'lower',
  },
  {
    ...shared,
    id: 'transfers_overdue_amount',
    name: '逾期未下达转移支付金额',
    nameEn: 'Amount of transfers past their date',
    unit: 'yuan',
    definition: `到月末已过下达期限而仍未下达的转移支付金额，不论哪年收到。${deadline}${scope}`,
    formula: '月末逾期未下达的金额之和',
    time: 'stock',
    direction: 'lower',
  },
];
