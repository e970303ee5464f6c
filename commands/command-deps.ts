import { InvalidArgumentError } from 'commander';
import { build, type HousekeepingDeps } from '../housekeeping.ts';

/** What a command needs to do its work; the same as housekeeping, under the name the commands know it by. */
export type CommandDeps = HousekeepingDeps;

/**
 * Exit codes: 0 done · 1 something was refused or failed · 2 wrong use, or a wrong setting or layout · 3 the home is being written to · 4 nothing
 * was refused, but a delivery is held for a person.
 */
export const exit = { done: 0, failed: 1, usage: 2, busy: 3, held: 4 } as const;

/** Reads an option that is a whole number from `low` to `high`. */
export function whole(low: number, high: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < low || value > high)
      throw new InvalidArgumentError(`应为 ${low} 到 ${high} 之间的整数`);
    return value;
  };
}

/** Builds, and tells by the exit code when nothing was published. */
export async function buildAndTell(deps: CommandDeps): Promise<void> {
  const outcome = await build(deps);
  if (outcome.kind === 'failed') process.exitCode = exit.failed;
}
