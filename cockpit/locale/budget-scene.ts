/** Words of the scene 预算执行. */
export const budgetTexts = {
  accounts: {
    title: '四本预算',
    note: '各账本不相加',
    revenue: '收入',
    rate: '收入执行率',
    budget: '全年支出预算',
    short: {
      general: '一般公共预算',
      fund: '政府性基金',
      capital: '国有资本经营',
      social: '社会保险基金',
    },
  },
  slowest: { title: '最慢的部门', note: '支出执行率' },
  departments: { title: '部门支出执行', note: '市本级，竖线为时间进度' },
  functions: {
    title: '支出功能分类',
    note: '面积为支出，颜色为进度',
    behind: '慢于时间进度',
    ahead: '快于时间进度',
    suffix: /(等)?支出$/,
  },
  rush: {
    title: '十二月支出占全年',
    note: '市本级部门',
    byYear: (year: string) => `${year}年`,
    whole: '全市',
  },
  debt: {
    title: '债务余额与限额',
    note: (unit: string) => `余额占限额、余额（${unit}）`,
    balance: '余额',
    limit: '限额',
    used: '占限额',
  },
} as const;
