import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from '../../warehouse/home.ts';

/** A report that is being made, for who waits for it. */
const makingSchema = z.object({
  template: z.string(),
  title: z.string(),
  period: z.string(),
  by: z.string(),
  /** Blocks that are filled and formats that are written, of all there are. */
  done: z.int().nonnegative(),
  total: z.int().positive(),
  at: z.iso.datetime(),
});
export type Making = z.infer<typeof makingSchema>;

const folderOf = (reports: string): string => join(reports, '.making');
/** Without a word for so long, its maker has died. */
const silenceMs = 60_000;
/** It is not told more often. */
const tellEveryMs = 250;

/** Keeps a file about a report as long as it is being made; what is shown is nothing the making depends on. */
export class MakingNote {
  readonly #place: string;
  readonly #facts: Omit<Making, 'done' | 'total' | 'at'>;
  readonly #clock: () => Date;
  #toldAt = 0;

  constructor(reports: string, facts: Omit<Making, 'done' | 'total' | 'at'>, clock: () => Date) {
    this.#place = join(folderOf(reports), `${facts.template}.${facts.period}.json`);
    this.#facts = facts;
    this.#clock = clock;
  }

  async tell(done: number, total: number): Promise<void> {
    const at = this.#clock();
    if (at.getTime() - this.#toldAt < tellEveryMs) return;
    this.#toldAt = at.getTime();
    await writeJson(this.#place, { ...this.#facts, done, total, at: at.toISOString() }).catch(
      () => undefined,
    );
  }

  async end(): Promise<void> {
    await rm(this.#place, { force: true }).catch(() => undefined);
  }
}

/** The reports that are being made now, by whichever process. */
export async function beingMade(reports: string, at: Date): Promise<readonly Making[]> {
  const names = await readdir(folderOf(reports)).catch(() => []);
  const notes = await Promise.all(
    names
      .filter((name) => name.endsWith('.json'))
      .map(async (name) =>
        makingSchema.safeParse(await readJson(join(folderOf(reports), name)).catch(() => null)),
      ),
  );
  return notes
    .flatMap(({ data }) => data ?? [])
    .filter((note) => at.getTime() - Date.parse(note.at) < silenceMs)
    .sort((a, b) => `${a.template}.${a.period}`.localeCompare(`${b.template}.${b.period}`));
}
