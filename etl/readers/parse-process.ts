import { fork, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { usageOf } from './process-usage.ts';
import { UnreadableFile } from './sheet.ts';

/**
 * Workbooks are parsed in a process of their own. A worker thread would not do: its limits bound the JavaScript heap
 * only, so buffers and long strings grow past them, and an array that is too large ends the whole process. A process
 * can be watched from outside and ended, and whatever a file does to `Object.prototype`, it does there.
 */

export interface ParseLimits {
  /** Processor seconds a file may take at most; a small one gets less, see `allowance`. */
  readonly seconds: number;
  /** Resident memory of the parsing process. */
  readonly memoryMb: number;
}

export const defaultParseLimits: ParseLimits = { seconds: 60, memoryMb: 1_024 };

const lookEveryMs = 50;
const baseSeconds = 4;
const secondsPerMegabyte = 2;
/** Where the processor's time cannot be read, the clock on the wall stands for it, on a busy machine. */
const wallFactor = 8;
/** A process that has grown beyond this is not used for another file. */
const retireAboveBytes = 300 * 1024 * 1024;
const heldIdle = 3;

const entry = join(import.meta.dirname, 'workbook-process.ts');
const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** Processor seconds for a file of this size. */
export function allowance(bytes: number, { seconds }: ParseLimits): number {
  return Math.min(seconds, baseSeconds + (bytes / 1024 / 1024) * secondsPerMegabyte);
}

const megabyte = 1024 * 1024;
/** What a process takes that has parsed nothing yet. */
const startMb = 96;
const baseGrowthMb = 144;
const growthPerMegabyte = 200;

/**
 * Megabytes a process may have grown by for a file of this size. A small file that asks for much is hostile: an honest
 * workbook of 1.8 MB took 80 MB, one of 11 MB 210 MB.
 */
export function growth(bytes: number): number {
  return baseGrowthMb + (bytes / megabyte) * growthPerMegabyte;
}

const idle: ParseProcess[] = [];

/** One process, asked one thing at a time. */
export class ParseProcess {
  readonly #child: ChildProcess;
  readonly #limits: ParseLimits;

  private constructor(limits: ParseLimits) {
    this.#limits = limits;
    this.#child = fork(entry, [], {
      execArgv: ['--import', loader, `--max-old-space-size=${limits.memoryMb}`],
      env: { TZ: 'Asia/Shanghai' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#hold(false);
    // What happens between requests is seen by the next request.
    this.#child.on('error', () => undefined);
  }

  /** A process that is free, or a new one. */
  static take(limits: ParseLimits): ParseProcess {
    for (;;) {
      const free = idle.pop();
      if (free === undefined) return new ParseProcess(limits);
      if (free.#child.connected && free.#limits.memoryMb === limits.memoryMb) return free;
      free.#child.kill('SIGKILL');
    }
  }

  /** Gives the process back for the next file, or ends it. */
  async release(): Promise<void> {
    const { pid, connected } = this.#child;
    const usage = pid === undefined || !connected ? null : await usageOf(pid);
    const isFit = connected && (usage === null || usage.residentBytes < retireAboveBytes);
    if (!isFit || idle.length >= heldIdle) {
      this.#child.kill('SIGKILL');
      return;
    }
    this.#child.send({ kind: 'forget' });
    idle.push(this);
  }

  /** An idle process does not keep ours alive. */
  #hold(isHeld: boolean): void {
    const { channel } = this.#child;
    if (isHeld) {
      this.#child.ref();
      channel?.ref();
    } else {
      this.#child.unref();
      channel?.unref();
    }
  }

  /**
   * Asks and waits for the answer.
   * @param cpuSeconds more than this of processor time, and the process is ended
   * @param growthMb so is one that has grown by more than this
   * @throws UnreadableFile when it took too long, grew too large, or broke down
   */
  async ask(request: unknown, cpuSeconds: number, growthMb: number): Promise<unknown> {
    const child = this.#child;
    this.#hold(true);
    const began = { cpu: null as number | null, limitMb: this.#limits.memoryMb, at: performance.now() };
    let verdict: UnreadableFile | null = null;
    const end = (error: UnreadableFile) => {
      verdict ??= error;
      child.kill('SIGKILL');
    };
    const look = async () => {
      const usage = child.pid === undefined ? null : await usageOf(child.pid);
      if (began.cpu === null && usage !== null)
        began.limitMb = Math.min(began.limitMb, Math.max(startMb, usage.residentBytes / megabyte) + growthMb);
      began.cpu ??= usage?.cpuSeconds ?? 0;
      const wall = (performance.now() - began.at) / 1_000;
      const spent = usage === null ? wall / wallFactor : usage.cpuSeconds - began.cpu;
      if (spent > cpuSeconds || wall > cpuSeconds * wallFactor) end(tooLong(cpuSeconds));
      if (usage !== null && usage.residentBytes > began.limitMb * megabyte) end(tooLarge(began.limitMb));
    };
    await look();
    const timer = setInterval(() => void look(), lookEveryMs);
    try {
      return await new Promise<unknown>((resolve, reject) => {
        const broken = () => reject(verdict ?? tooLarge(began.limitMb));
        child.once('message', resolve);
        child.once('exit', broken);
        child.once('error', broken);
        if (!child.connected) broken();
        else
          child.send(request as object, (error) => {
            if (error) broken();
          });
      });
    } finally {
      clearInterval(timer);
      for (const event of ['message', 'exit', 'error']) child.removeAllListeners(event);
      child.on('error', () => undefined);
      this.#hold(false);
    }
  }
}

function tooLong(seconds: number): UnreadableFile {
  return new UnreadableFile(
    'parse_too_long',
    `读取这份文件已用了 ${seconds.toFixed(0)} 秒，超过上限，已经停止；请拆成几个文件，或另存为 CSV 后再报送` +
      '（上限见设置 COCKPIT_PARSE_SECONDS）',
  );
}

function tooLarge(memoryMb: number): UnreadableFile {
  return new UnreadableFile(
    'parse_too_large',
    `读取这份文件所需的内存超过上限 ${memoryMb.toFixed(0)} MB，已经停止；请拆成几个文件，或另存为 CSV 后再报送` +
      '（上限随文件大小而定，最多为设置 COCKPIT_PARSE_MEMORY_MB）',
  );
}
