import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { figureKinds, spans } from './template.ts';
import { readJson, settle, writeJson } from '../../warehouse/home.ts';

/** 草稿 → 已审 → 已发布. */
export const reportStates = ['draft', 'reviewed', 'published'] as const;
export const formats = ['docx', 'pdf', 'xlsx', 'html'] as const;
export type Format = (typeof formats)[number];

/** `reports/<id>/report.json` */
export const storedFigureSchema = z.object({
  metric: z.string(),
  name: z.string(),
  kind: z.enum(figureKinds),
  span: z.enum(spans),
  filters: z.record(z.string(), z.string()),
  value: z.number().nullable(),
  text: z.string(),
});
export type StoredFigure = z.infer<typeof storedFigureSchema>;

export const storedReportSchema = z.object({
  /** `<template>.<period>.<build>` */
  id: z.string(),
  template: z.string(),
  title: z.string(),
  period: z.string(),
  build: z.string(),
  state: z.enum(reportStates),
  /** Every figure of its text, in order. */
  figures: z.array(storedFigureSchema),
  files: z.array(z.object({ name: z.string(), sha256: z.string(), bytes: z.int() })),
  history: z.array(
    z.object({ at: z.iso.datetime(), by: z.string(), action: z.enum(['made', 'reviewed', 'published']) }),
  ),
});
export type StoredReport = z.infer<typeof storedReportSchema>;

/** What was asked for does not fit the report's state; the message says why and what to do. */
export class ReportError extends Error {
  override readonly name = 'ReportError';
}

/** A report whose record cannot be read, and why. */
export interface UnreadableReport {
  readonly id: string;
  readonly why: string;
}

export interface ReportList {
  readonly reports: readonly StoredReport[];
  readonly unreadable: readonly UnreadableReport[];
}

/** A file of a report, with what the report is called and of which period it is. */
export interface KeptFile {
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly title: string;
  readonly period: string;
}

export interface Acting {
  readonly at: Date;
  readonly by: string;
}

export const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Reports of a home: each a folder of its files, with its state and its sums. A published one never changes. */
export class ReportStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The newest made first; a record that cannot be read (of another version, or damaged) hides no other. */
  async list(): Promise<ReportList> {
    const names = await readdir(this.#folder).catch(() => []);
    const unreadable: UnreadableReport[] = [];
    const found = await Promise.all(
      names.sort().map((name) =>
        this.find(name).catch((error: unknown) => {
          unreadable.push({ id: name, why: error instanceof Error ? error.message : String(error) });
          return null;
        }),
      ),
    );
    const madeAt = ({ history }: StoredReport) =>
      history.findLast(({ action }) => action === 'made')?.at ?? '';
    const reports = found
      .filter((report) => report !== null)
      .sort((a, b) => madeAt(b).localeCompare(madeAt(a)) || a.id.localeCompare(b.id));
    return { reports, unreadable: unreadable.sort((a, b) => a.id.localeCompare(b.id)) };
  }

  /** @throws ReportError when its record cannot be read */
  async find(id: string): Promise<StoredReport | null> {
    if (!/^[\w.-]{1,200}$/.test(id) || id.startsWith('.')) return null;
    const place = join(this.#folder, id, 'report.json');
    const unreadable = (why: string, cause: unknown) =>
      new ReportError(
        `报告 ${id} 的记录 ${place} 无法读取（${why}）；它的文件还在，请移走整个文件夹后重新生成，或用原来的版本打开`,
        { cause },
      );
    const read = await readJson(place).catch((cause: unknown) => {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ENOTDIR') return null;
      throw unreadable('不是 JSON', cause);
    });
    if (read === null) return null;
    const parsed = storedReportSchema.safeParse(read);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw unreadable(`${issue?.path.join('.') ?? ''}：${issue?.message ?? ''}`, parsed.error);
  }

  /**
   * Keeps a report that was made. Files that it had in other formats stay; it is a draft again when one is another.
   * @throws ReportError when it is published and the bytes are not the same
   */
  async keep(
    made: Pick<StoredReport, 'id' | 'template' | 'title' | 'period' | 'build' | 'figures'>,
    files: ReadonlyMap<string, Buffer>,
    { at, by }: Acting,
  ): Promise<StoredReport> {
    const earlier = await this.find(made.id);
    const fresh = [...files].map(([name, bytes]) => ({ name, sha256: sha256Of(bytes), bytes: bytes.length }));
    const isSame = fresh.every(({ name, sha256 }) =>
      earlier?.files.some((file) => file.name === name && file.sha256 === sha256),
    );
    if (earlier !== null && isSame) return earlier;
    if (earlier?.state === 'published')
      throw new ReportError(`报告 ${made.id} 已发布，不能改动；这次做出的与它不同，没有保存`);
    const folder = join(this.#folder, made.id);
    await mkdir(folder, { recursive: true });
    for (const [name, bytes] of files) {
      const temporary = join(folder, `.${name}.tmp`);
      await writeFile(temporary, bytes);
      await settle(temporary, join(folder, name));
    }
    const others = earlier?.files.filter(({ name }) => !files.has(name)) ?? [];
    const report: StoredReport = {
      ...made,
      state: 'draft',
      files: [...others, ...fresh].sort((a, b) => a.name.localeCompare(b.name)),
      history: [...(earlier?.history ?? []), { at: at.toISOString(), by, action: 'made' }],
    };
    await writeJson(join(folder, 'report.json'), report);
    return report;
  }

  /** @throws ReportError when it is not the state before, or a file is not what it was */
  async advance(id: string, action: 'reviewed' | 'published', { at, by }: Acting): Promise<StoredReport> {
    const report = await this.find(id);
    if (report === null) throw new ReportError(`没有编号为 ${id} 的报告；cockpit report list 列出全部`);
    const before = action === 'reviewed' ? 'draft' : 'reviewed';
    if (report.state !== before)
      throw new ReportError(
        `报告 ${id} 现在是“${stateWords[report.state]}”，只有“${stateWords[before]}”才能${action === 'reviewed' ? '审定' : '发布'}`,
      );
    for (const { name, sha256 } of report.files)
      if (sha256Of(await readFile(join(this.#folder, id, name))) !== sha256)
        throw new ReportError(`报告 ${id} 的 ${name} 被改动过（校验和不符）；请重新生成`);
    const next: StoredReport = {
      ...report,
      state: action,
      history: [...report.history, { at: at.toISOString(), by, action }],
    };
    await writeJson(join(this.#folder, id, 'report.json'), next);
    return next;
  }

  /** A file of a report, as long as it is what was kept; null otherwise. */
  async file(id: string, name: string): Promise<KeptFile | null> {
    const report = await this.find(id);
    const known = report?.files.find((file) => file.name === name);
    if (!report || !known) return null;
    const bytes = await readFile(join(this.#folder, id, known.name));
    const { title, period } = report;
    return sha256Of(bytes) === known.sha256 ? { bytes, sha256: known.sha256, title, period } : null;
  }

  /** The reports a file is of, by the SHA-256 of its content; none: it is none of ours, or it was altered. */
  async verify(sum: string): Promise<readonly { readonly report: StoredReport; readonly name: string }[]> {
    return (await this.list()).reports.flatMap((report) =>
      report.files.flatMap(({ name, sha256 }) => (sha256 === sum ? [{ report, name }] : [])),
    );
  }
}

export const stateWords: Readonly<Record<StoredReport['state'], string>> = {
  draft: '草稿',
  reviewed: '已审',
  published: '已发布',
};
