/** Words of the scene 审计整改. */
export const auditTexts = {
  rate: {
    title: '整改总况',
    rate: '整改率',
    found: '查出问题',
    rectified: '已整改',
    overdue: '逾期未整改',
    repeated: '屡审屡犯',
    unit: '个',
  },
  years: { title: '各审计年度整改率', note: '查出问题（个）' },
  overdueDepartments: { title: '逾期未整改的部门', note: '平均逾期、个数', none: '没有逾期未整改的问题' },
  departments: { title: '问题最多的部门', note: '查出（个）、整改率' },
  categories: { title: '问题类型', note: '查出（个）、整改率' },
  overdueCategories: { title: '逾期的问题类型', note: '个、平均逾期', none: '没有逾期未整改的问题' },
  trend: {
    title: '逾期未整改逐月',
    note: '个',
    end: (count: string) => `${count} 个`,
    describe: (period: string) => `${period}逾期未整改的问题数`,
  },
} as const;
