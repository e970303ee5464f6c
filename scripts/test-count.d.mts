export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}
export function summaryLine(counts: Counts): string;
export function sum(results: readonly Counts[]): Counts;
export function countTests(report: string, ok: boolean): Counts;
