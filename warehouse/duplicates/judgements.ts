import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, readdir, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { writeJson, type Home } from '../home.ts';
import { calibrationError, type Scored } from './measures.ts';
import { logistic, type Model } from './model.ts';
import { refitPlatt } from './platt.ts';

/** What a member of staff says of a draft and a match. */
export const verdicts = ['重复', '相关', '无关'] as const;

export const judgementSchema = z.object({
  /** ISO time. */
  at: z.string(),
  by: z.string(),
  draft: z.string(),
  match: z.string(),
  verdict: z.enum(verdicts),
  /** 并案: the two were joined into one case. */
  joined: z.boolean(),
  /** What was shown, and the model's log-odds behind it: a later calibration is fitted on these. */
  probability: z.number(),
  score: z.number(),
  model: z.string(),
});
export type StaffJudgement = z.infer<typeof judgementSchema>;

export const calibrationSchema = z.object({
  version: z.number().int().positive(),
  made: z.string(),
  model: z.string(),
  slope: z.number().positive(),
  offset: z.number(),
  judgements: z.number().int(),
  /** Expected calibration error on the judgements: as shown so far, and with this calibration, cross-validated. */
  errorBefore: z.number(),
  errorAfter: z.number(),
});
export type Calibration = z.infer<typeof calibrationSchema>;

/** Fewer judgements, or fewer of either kind, are no ground to change a calibration. */
const fewest = { all: 50, each: 10 };

const judgementsFile = (home: Home): string => join(home.duplicates, 'judgements.jsonl');

/** Adds a judgement to the file; nothing in it is ever changed. A later judgement of the same pair takes its place. */
export async function keepJudgement(home: Home, judgement: StaffJudgement): Promise<void> {
  const file = judgementsFile(home);
  const line = `${JSON.stringify(judgementSchema.parse(judgement))}\n`;
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(file, 'a+');
  try {
    // A line that a crash cut short stays by itself: what is said now is not lost with it.
    await handle.appendFile((await endsALine(handle)) ? line : `\n${line}`);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

async function endsALine(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return true;
  const { buffer } = await handle.read({ buffer: Buffer.alloc(1), position: size - 1 });
  return buffer.toString('latin1') === '\n';
}

/** All judgements, in the order they were made. A line cut short by a crash is left out. */
export async function readJudgements(home: Home): Promise<readonly StaffJudgement[]> {
  let text: string;
  try {
    text = await readFile(judgementsFile(home), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  return text.split('\n').flatMap((line) => {
    try {
      const parsed = judgementSchema.safeParse(JSON.parse(line));
      return parsed.success ? [parsed.data] : [];
    } catch {
      return [];
    }
  });
}

/** The last word on each pair, whichever way round it was judged. */
export function lastWords(judgements: readonly StaffJudgement[]): readonly StaffJudgement[] {
  const key = ({ draft, match }: StaffJudgement): string => JSON.stringify([draft, match].sort());
  return [...new Map(judgements.map((judgement) => [key(judgement), judgement])).values()];
}

/**
 * A calibration refitted from judgements of this model's scores; null while there are too few. It starts from the
 * calibration in force and moves as far as the judgements warrant.
 */
export function recalibrate(
  model: Model,
  judgements: readonly StaffJudgement[],
  named: { readonly version: number; readonly made: string },
): Calibration | null {
  const judged = lastWords(judgements)
    .filter((judgement) => judgement.model === model.version)
    .map(({ score, verdict }) => ({ score, label: verdict === '重复' ? (1 as const) : (0 as const) }));
  const duplicates = judged.filter(({ label }) => label === 1).length;
  if (judged.length < fewest.all || Math.min(duplicates, judged.length - duplicates) < fewest.each)
    return null;
  const scored = (calibration: { slope: number; offset: number }, pairs: typeof judged): readonly Scored[] =>
    pairs.map(({ score, label }) => ({
      label,
      probability: logistic(calibration.slope * score + calibration.offset),
    }));
  const folds = 5;
  const unseen = Array.from({ length: folds }, (_, fold) =>
    scored(
      refitPlatt(
        model.calibration,
        judged.filter((__, at) => at % folds !== fold),
      ),
      judged.filter((__, at) => at % folds === fold),
    ),
  ).flat();
  return {
    ...named,
    ...refitPlatt(model.calibration, judged),
    model: model.version,
    judgements: judged.length,
    errorBefore: calibrationError(scored(model.calibration, judged)),
    errorAfter: calibrationError(unseen),
  };
}

const calibrationName = /^calibration-(\d{4})\.json$/;

/** The calibrations of a home, oldest first. */
export async function readCalibrations(home: Home): Promise<readonly Calibration[]> {
  let names: string[];
  try {
    names = await readdir(home.duplicates);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  const files = names.filter((name) => calibrationName.test(name)).sort();
  return Promise.all(
    files.map(async (name) =>
      calibrationSchema.parse(JSON.parse(await readFile(join(home.duplicates, name), 'utf8'))),
    ),
  );
}

/**
 * Keeps a calibration beside the older ones; none is ever written over.
 * @returns false when there is one of this number already
 */
export async function keepCalibration(home: Home, calibration: Calibration): Promise<boolean> {
  const name = `calibration-${String(calibration.version).padStart(4, '0')}.json`;
  const draft = join(home.duplicates, `${name}.${randomUUID()}`);
  await writeJson(draft, calibrationSchema.parse(calibration));
  try {
    await link(draft, join(home.duplicates, name));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** The model with the newest calibration that was made for it. */
export function withCalibration(model: Model, calibrations: readonly Calibration[]): Model {
  const newest = calibrations.filter((calibration) => calibration.model === model.version).at(-1);
  if (newest === undefined) return model;
  return { ...model, calibration: { slope: newest.slope, offset: newest.offset } };
}
