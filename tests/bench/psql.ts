import { spawnSync } from 'node:child_process';

/**
 * Runs psql in a folder: `PSQL` with its connection (`PSQL="psql -h /run/postgresql -d peers"`), by default `psql`.
 * Null, with a line that says why, where there is no database.
 */
export function psql(folder: string, ...args: readonly string[]): string | null {
  const [command = 'psql', ...connection] = (process.env.PSQL ?? 'psql').split(' ');
  const { status, stdout, stderr } = spawnSync(
    command,
    [...connection, '-qAtX', '-v', 'ON_ERROR_STOP=1', ...args],
    { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  if (status === 0) return stdout;
  process.stdout.write(
    `PostgreSQL 没有测：${stderr || '找不到 psql'}（用 PSQL="psql -h 主机 -d 库" 指定连接）\n`,
  );
  return null;
}

/** The milliseconds that `\timing on` has written. */
export const psqlTimes = (output: string): number[] =>
  [...output.matchAll(/^Time: ([\d.]+) ms/gm)].map(([, time]) => Number(time));
