import type { Column } from '../../contract.ts';

export const projectId: Column = {
  name: 'project_id',
  title: '项目编号',
  type: 'code',
  description: 'Number of the project.',
};

export const projectYear: Column = {
  name: 'project_year',
  title: '实施年度',
  type: 'year',
  min: 2000,
  max: 2100,
  description: 'Year in which it is to be done.',
};
