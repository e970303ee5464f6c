import { readFile } from 'node:fs/promises';

/** What a running process has used so far. */
export interface Usage {
  readonly cpuSeconds: number;
  readonly residentBytes: number;
}

const pageBytes = 4_096;
/** The kernel's USER_HZ, 100 on every platform Node runs on. */
const ticksPerSecond = 100;

/** From Linux' /proc; null where there is none, or the process is gone. */
export async function usageOf(pid: number): Promise<Usage | null> {
  try {
    const [stat, statm] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/statm`, 'utf8'),
    ]);
    // The name in parentheses may hold spaces: fields are counted after it. utime and stime are the 14th and 15th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return {
      cpuSeconds: ticks / ticksPerSecond,
      residentBytes: Number(statm.split(' ')[1]) * pageBytes,
    };
  } catch {
    return null;
  }
}
