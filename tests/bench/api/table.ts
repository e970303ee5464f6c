/** A row of a Markdown table. */
export function row(...cells: readonly (string | number)[]): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

/** The head of a Markdown table. */
export function head(...cells: readonly string[]): void {
  row(...cells);
  row(...cells.map(() => '---'));
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

export const ms = (value: number): string => value.toFixed(2);

/** Milliseconds by the clock. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Milliseconds of this process's processor time, all its threads together: other work on the machine counts little. */
export async function processorTime(work: () => Promise<unknown>): Promise<number> {
  const started = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1_000;
}
