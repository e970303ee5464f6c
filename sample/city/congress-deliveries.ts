import { join } from 'node:path';
import { budgetOpinionColumns } from './budget-opinion-files.ts';
import { budgetOpinionsOf, type BudgetOpinion } from './budget-opinions.ts';
import { versionsOf, type BudgetRow, type Version } from './budget.ts';
import { completeTo, lastYear } from './calendar.ts';
import { writeTextTable, writeWorkbookTable } from './congress-files.ts';
import {
  clauseColumns,
  clauseRows,
  draftColumns,
  draftOpinionColumns,
  reservationColumns,
  versionColumns,
} from './legislation-files.ts';
import { draftOpinionsOf, draftsOf, reservationsOf, type Draft, type DraftOpinion } from './legislation.ts';
import {
  evaluationColumns,
  ideaColumns,
  milestoneColumns,
  monthlyProgressColumns,
  partsOf,
  progressColumns,
  projectColumns,
  voteColumns,
} from './livelihood-files.ts';
import { ideasOf, projectsOf, type Project } from './livelihood.ts';
import type { Style } from './station-files.ts';
import type { Station } from './stations.ts';

const utf8: Style = { encoding: 'utf-8', separator: ',' };
const bom: Style = { encoding: 'utf-8-bom', separator: ',' };
const gb: Style = { encoding: 'gb18030', separator: ',' };

/** Legislation, livelihood projects and opinions on the budget: what the congress and the government's office deliver. */
export class CongressDesk {
  readonly drafts: readonly Draft[];
  readonly projects: Project[] = [];
  readonly budgetOpinions: BudgetOpinion[] = [];
  readonly #draftOpinions: readonly DraftOpinion[];
  readonly #seed: number;
  readonly #folder: string;
  readonly #wrote: (name: string, rows: number) => void;

  constructor(
    seed: number,
    stations: readonly Station[],
    folder: string,
    wrote: (name: string, rows: number) => void,
  ) {
    this.#seed = seed;
    this.#folder = folder;
    this.#wrote = wrote;
    this.drafts = draftsOf(seed);
    this.#draftOpinions = draftOpinionsOf(seed, this.drafts, stations);
  }

  #write(name: string, writer: (file: string) => number): void {
    this.#wrote(name, writer(join(this.#folder, name)));
  }

  /** All drafts in their present state, their clauses, and what was said of them. */
  deliverDrafts(): void {
    const folder = '人大法工委';
    const versions = this.drafts.flatMap((draft) => draft.versions);
    this.#write(`${folder}/地方性法规项目表.xlsx`, (file) =>
      writeWorkbookTable(file, {
        sheet: '法规项目',
        title: '地方性法规项目表',
        unit: '件',
        columns: draftColumns,
        rows: this.drafts,
      }),
    );
    this.#write(`${folder}/法规草案各稿一览.csv`, (file) =>
      writeTextTable(file, bom, versionColumns, versions),
    );
    this.#write(`${folder}/法规草案条款.csv`, (file) =>
      writeTextTable(file, gb, clauseColumns, versions.flatMap(clauseRows)),
    );
    this.#write(`${folder}/立法意见汇总.csv`, (file) =>
      writeTextTable(file, utf8, draftOpinionColumns, this.#draftOpinions),
    );
  }

  /** Reservations and livelihood projects of some years, and the ideas solicited in them for the next. */
  deliverYears(years: readonly number[], label: string): void {
    const seed = this.#seed;
    const projects = years.flatMap((year) => projectsOf(seed, year));
    this.projects.push(...projects);
    this.#write(`人大代表工委/${label}代表预约议题.csv`, (file) =>
      writeTextTable(
        file,
        utf8,
        reservationColumns,
        years.flatMap((year) => reservationsOf(seed, this.drafts, year)),
      ),
    );
    this.#write(`市政府办公室/${label}民生实事项目库.xlsx`, (file) =>
      writeWorkbookTable(file, {
        sheet: '项目库',
        title: `${label}民生实事项目库`,
        unit: '万元',
        columns: projectColumns,
        rows: projects,
        totalOf: '计划投资',
      }),
    );
    this.#write(`人大代表工委/${label}民生实事票决结果.xlsx`, (file) =>
      writeWorkbookTable(file, {
        sheet: '票决结果',
        title: `${label}民生实事项目票决结果`,
        unit: '票',
        columns: voteColumns,
        rows: partsOf(projects, ({ votes }) => votes),
      }),
    );
    this.#write(`市政府办公室/${label}民生实事节点.csv`, (file) =>
      writeTextTable(
        file,
        gb,
        milestoneColumns,
        partsOf(projects, ({ milestones }) => milestones),
      ),
    );
    this.#deliverProgress(projects, label);
    const evaluations = partsOf(projects, (project) => project.evaluations);
    if (evaluations.length > 0)
      this.#write(`人大代表工委/${label}民生实事满意度测评.csv`, (file) =>
        writeTextTable(file, utf8, evaluationColumns, evaluations),
      );
    this.#write(`人大代表工委/${label}民生实事征集.csv`, (file) =>
      writeTextTable(
        file,
        utf8,
        ideaColumns,
        years.flatMap((year) => ideasOf(seed, year + 1, year === lastYear ? [] : projectsOf(seed, year + 1))),
      ),
    );
  }

  /** Months in one text file; the last month of the data in a workbook, as it has just come in. */
  #deliverProgress(projects: readonly Project[], label: string): void {
    const months = partsOf(projects, (project) => project.months);
    const latest = completeTo.slice(0, 7);
    this.#write(`市政府办公室/${label}民生实事月度进度.csv`, (file) =>
      writeTextTable(
        file,
        bom,
        progressColumns,
        months.filter(({ part }) => part.period !== latest),
      ),
    );
    const rows = months.filter(({ part }) => part.period === latest);
    const title = `${latest.slice(0, 4)}年${Number(latest.slice(5))}月民生实事进度`;
    if (rows.length > 0)
      this.#write(`市政府办公室/${title}.xlsx`, (file) =>
        writeWorkbookTable(file, {
          sheet: '进度',
          title,
          unit: '万元',
          columns: monthlyProgressColumns,
          rows,
        }),
      );
  }

  /** Opinions on every version of some years' budgets; the running year's in a workbook. */
  deliverBudgetOpinions(
    years: readonly number[],
    label: string,
    rows: (year: number, version: Version) => readonly BudgetRow[],
  ): void {
    const opinions = years.flatMap((year) =>
      versionsOf(year).flatMap((version) => budgetOpinionsOf(this.#seed, year, version, rows(year, version))),
    );
    this.budgetOpinions.push(...opinions);
    const isRunning = years.includes(lastYear);
    this.#write(`人大预算工委/${label}预算审查意见.${isRunning ? 'xlsx' : 'csv'}`, (file) =>
      isRunning
        ? writeWorkbookTable(file, {
            sheet: '审查意见',
            title: `${label}预算审查意见台账`,
            unit: '万元',
            columns: budgetOpinionColumns,
            rows: opinions,
          })
        : writeTextTable(file, bom, budgetOpinionColumns, opinions),
    );
  }
}
