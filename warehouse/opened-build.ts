import { access } from 'node:fs/promises';
import { buildReportSchema, type BuildReport } from './build-report.ts';
import { DuckDbEngine } from './connection.ts';
import type { ColumnEngine } from './engine.ts';
import { readJson, type Home } from './home.ts';

/** A published build, open for reading. */
export interface PublishedBuild {
  readonly id: string;
  readonly report: BuildReport;
  readonly engine: ColumnEngine;
}

export interface OpenLimits {
  readonly connections: number;
  readonly threads: number;
}

/** A build's file, open as long as somebody reads it, or may. */
export class OpenedBuild {
  readonly build: PublishedBuild;
  readonly #database: DuckDbEngine;
  #readers = 0;
  #retired = false;

  private constructor(build: PublishedBuild, database: DuckDbEngine) {
    this.build = build;
    this.#database = database;
  }

  static async open(home: Home, id: string, limits: OpenLimits): Promise<OpenedBuild> {
    const file = home.buildFile(id);
    await access(file);
    const report = buildReportSchema.parse(await readJson(home.buildReport(id)));
    const database = await DuckDbEngine.open(file, { readOnly: true, ...limits });
    return new OpenedBuild({ id, report, engine: database }, database);
  }

  get isRetired(): boolean {
    return this.#retired;
  }

  async use<T>(work: (build: PublishedBuild) => Promise<T>): Promise<T> {
    this.#readers += 1;
    try {
      return await work(this.build);
    } finally {
      this.#readers -= 1;
      this.#closeIfDone();
    }
  }

  /** Closes the file as soon as its last reader is done. */
  retire(): void {
    this.#retired = true;
    this.#closeIfDone();
  }

  #closeIfDone(): void {
    if (this.#retired && this.#readers === 0) this.#database.close();
  }
}
