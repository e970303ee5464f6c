/** Words of the scene 预算执行. */
export const budgetTexts = {
  accounts: {
    title: '四本预算',
    note: '各账本不相加 · 总计含转移性支出',
    spent: '一般公共预算支出执行率（全市）',
    revenue: '收入',
    rate: '收入执行率',
    budget: '支出预算总计',
    short: {
      general: '一般公共预算',
      fund: '政府性基金',
      capital: '国有资本经营',
      social: '社会保险基金',
    },
  },
  slowest: { title: '最慢的部门', note: '执行率、偏差' },
  departments: { title: '部门支出执行', note: '市本级 · 执行率、偏差 · 竖线为时间进度' },
  functions: {
    title: '支出功能分类',
    note: '执行率、支出 · 浅色为落后时间进度的部分',
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
    note: '余额占限额、余额',
    balance: '余额',
    limit: '限额',
    used: '占限额',
  },
} as const;
