import { DuckDBInstance } from '@duckdb/node-api';
import type { Home } from './home.ts';

/** Another process, or another command of this one, is writing to the home. */
export class HomeBusy extends Error {
  override readonly name = 'HomeBusy';
}

/** The home cannot be written to at all. */
export class HomeNotWritable extends Error {
  override readonly name = 'HomeNotWritable';
}

const heldHere = new Set<string>();

/**
 * Runs `work` as the only writer of the home. The lock is DuckDB's own lock on a file of its own: the kernel
 * lets go of it when the process ends, however it ends, so a killed command never leaves a home locked. Two
 * opens in one process both succeed, hence the set.
 * @throws HomeBusy
 */
export async function asOnlyWriter<T>(home: Home, work: () => Promise<T>): Promise<T> {
  if (heldHere.has(home.lock)) throw new HomeBusy('本进程里已有一个写入任务在进行；请等它结束后再试');
  heldHere.add(home.lock);
  try {
    const instance = await openLock(home);
    try {
      return await work();
    } finally {
      instance.closeSync();
    }
  } finally {
    heldHere.delete(home.lock);
  }
}

async function openLock(home: Home): Promise<DuckDBInstance> {
  try {
    return await DuckDBInstance.create(home.lock, { threads: '1', memory_limit: '64MB' });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const holder = /PID (\d+)/.exec(message)?.[1];
    if (!/could not set lock|conflicting lock/i.test(message))
      throw new HomeNotWritable(
        `无法写入数据目录 ${home.root}（${message}）；请检查目录权限和磁盘空间，或用 COCKPIT_HOME 换一个目录`,
        { cause: error },
      );
    throw new HomeBusy(
      `数据目录 ${home.root} 正被另一个进程写入${holder ? `（进程号 ${holder}）` : ''}；请等它结束，或结束该进程后再试`,
      { cause: error },
    );
  }
}
