import type { MetricQuery } from '../../../wire/metric-query.ts';
import type { RankSpec } from '../../ranking/ranked-rows.ts';
import { shortDepartment } from '../../rows.ts';

export const auditQueries = {
  rate: { metric: 'audit_rectification_rate' },
  found: { metric: 'audit_findings' },
  rectified: { metric: 'audit_rectified' },
  overdue: { metric: 'audit_overdue' },
  repeated: { metric: 'audit_repeated' },
} as const satisfies Record<string, MetricQuery>;

export const yearSpec: RankSpec = {
  query: { metric: 'audit_rectification_rate', by: ['year'] },
  second: { metric: 'audit_findings', by: ['year'] },
  order: 'given',
  full: 1,
  tone: 'neutral',
};

export const overdueDepartmentSpec: RankSpec = {
  query: { metric: 'audit_overdue_days', by: ['department'] },
  second: { metric: 'audit_overdue', by: ['department'] },
  order: 'largest',
  onlyAbove: 0,
  tone: 'alert',
  short: shortDepartment,
  judged: 'second',
};

export const departmentSpec: RankSpec = {
  query: { metric: 'audit_findings', by: ['department'] },
  second: { metric: 'audit_rectification_rate', by: ['department'] },
  order: 'largest',
  tone: 'neutral',
  short: shortDepartment,
};

export const categorySpec: RankSpec = {
  query: { metric: 'audit_findings', by: ['category'] },
  second: { metric: 'audit_rectification_rate', by: ['category'] },
  order: 'largest',
  tone: 'neutral',
};

export const overdueCategorySpec: RankSpec = {
  query: { metric: 'audit_overdue', by: ['category'] },
  second: { metric: 'audit_overdue_days', by: ['category'] },
  order: 'largest',
  onlyAbove: 0,
  atLeast: 5,
  tone: 'alert',
};
