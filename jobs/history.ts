import { randomUUID } from 'node:crypto';
import { appendFile, link, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jsonText, writeJson } from '../warehouse/home.ts';
import { isOver, runSchema, type Run } from './run.ts';

/** A log longer than this says so and stops: a task that talks without end must not fill the disk. */
const logLimit = 1 << 20;

/** Ids come in from outside too (API, command line): only what we write is a name. */
const isId = (id: string): boolean => /^[\w.-]{1,200}$/.test(id) && !id.startsWith('.');

/**
 * What was run, one file a run: claiming a key is creating the file of its name, which the file system grants once,
 * to one process. Files are written whole and never in two steps, so that a kill leaves the state before or after.
 */
export class RunHistory {
  readonly #runs: string;
  readonly #logs: string;
  /** Runs that are over do not change any more. */
  readonly #over = new Map<string, Run>();
  readonly #logged = new Map<string, number>();

  constructor(folder: string) {
    this.#runs = join(folder, 'runs');
    this.#logs = join(folder, 'logs');
  }

  /** Puts a new run on record; false when its key was claimed before, by whomever. */
  async claim(run: Run): Promise<boolean> {
    await mkdir(this.#runs, { recursive: true });
    const place = this.#place(run.id);
    const temporary = `${place}.${randomUUID()}.tmp`;
    await writeFile(temporary, jsonText(run), { flush: true });
    try {
      await link(temporary, place);
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
      throw error;
    } finally {
      await rm(temporary, { force: true });
    }
  }

  async save(run: Run): Promise<void> {
    await writeJson(this.#place(run.id), run);
  }

  /** The run of an id, or null, of a word that is no id too. A file that is no run is an error that names it. */
  async find(id: string): Promise<Run | null> {
    if (!isId(id)) return null;
    const known = this.#over.get(id);
    if (known) return known;
    let text: string;
    try {
      text = await readFile(this.#place(id), 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
    try {
      const run = runSchema.parse(JSON.parse(text));
      if (isOver(run)) this.#over.set(id, run);
      return run;
    } catch (cause) {
      throw new Error(`任务记录 ${this.#place(id)} 无法读取；请移走这个文件`, { cause });
    }
  }

  /** Runs, the latest begun first; of one job when it is named. */
  async list(job?: string): Promise<readonly Run[]> {
    const names = await readdir(this.#runs).catch(() => []);
    const ids = names.flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -'.json'.length)] : []));
    const wanted = job === undefined ? ids : ids.filter((id) => id.startsWith(`${job}.`));
    const runs = await Promise.all(wanted.map((id) => this.find(id)));
    return runs
      .filter((run) => run !== null)
      .sort((a, b) => b.startedAt.localeCompare(a.startedAt) || b.id.localeCompare(a.id));
  }

  async log(id: string, at: Date, line: string): Promise<void> {
    const text = `${at.toISOString()} ${line.replace(/\r?\n/g, '\n  ')}\n`;
    const before = this.#logged.get(id) ?? 0;
    if (before > logLimit) return;
    const after = before + Buffer.byteLength(text);
    this.#logged.set(id, after);
    await mkdir(this.#logs, { recursive: true });
    const last = after > logLimit ? `${text}（日志太长，其余从略）\n` : text;
    await appendFile(join(this.#logs, `${id}.log`), last);
  }

  /** Its lines, in order; none when it said nothing. */
  async logOf(id: string): Promise<readonly string[]> {
    const text = await readFile(join(this.#logs, `${id}.log`), 'utf8').catch(() => '');
    return text.split('\n').filter((line) => line !== '');
  }

  /**
   * Forgets runs that are over, of each job all but the newest `keep`: as long as a key may come up again, its run is
   * among them.
   * @returns how many went
   */
  async prune(keep: number): Promise<number> {
    const kept = new Map<string, number>();
    let gone = 0;
    for (const run of await this.list()) {
      const newer = kept.get(run.job) ?? 0;
      kept.set(run.job, newer + 1);
      if (newer < keep || !isOver(run)) continue;
      await rm(join(this.#logs, `${run.id}.log`), { force: true });
      await rm(this.#place(run.id), { force: true });
      this.#over.delete(run.id);
      gone += 1;
    }
    return gone;
  }

  #place(id: string): string {
    if (!isId(id)) throw new RangeError(`不是任务记录的编号：${id}`);
    return join(this.#runs, `${id}.json`);
  }
}
