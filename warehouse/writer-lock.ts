import { diskFault } from './disk-fault.ts';
import { tryLock, type FileLock, type LockBusy } from './file-lock.ts';
import type { Home } from './home.ts';

/** Another process, or another command of this one, is writing to the home. */
export class HomeBusy extends Error {
  override readonly name = 'HomeBusy';
}

/** The home cannot be written to at all. */
export class HomeNotWritable extends Error {
  override readonly name = 'HomeNotWritable';
}

/**
 * Runs `work` as the only writer of the home.
 * @throws HomeBusy, HomeNotWritable
 */
export async function asOnlyWriter<T>(home: Home, work: () => Promise<T>): Promise<T> {
  const lock = await lockOf(home);
  if (!('release' in lock)) throw new HomeBusy(whoHolds(home, lock));
  try {
    return await work();
  } finally {
    lock.release();
  }
}

async function lockOf(home: Home): Promise<FileLock | LockBusy> {
  try {
    return await tryLock(home.lock);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const why = diskFault(error) ?? '请检查目录权限和磁盘空间，或用 COCKPIT_HOME 换一个目录';
    throw new HomeNotWritable(`无法写入数据目录 ${home.root}（${message}）；${why}`, { cause: error });
  }
}

function whoHolds(home: Home, { holder }: LockBusy): string {
  if (holder === 'here') return '本进程里已有一个写入任务在进行；请等它结束后再试';
  const process = holder.pid === null ? '' : `（进程号 ${holder.pid}）`;
  return `数据目录 ${home.root} 正被另一个进程写入${process}；请等它结束，或结束该进程后再试`;
}
