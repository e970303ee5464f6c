import type { Report } from '../../../api/contracts/reports.ts';

/** Where a file of a report is. */
export const addressOf = ({ id }: Pick<Report, 'id'>, name: string): string =>
  `/api/v1/reports/${encodeURIComponent(id)}/${encodeURIComponent(name)}`;
