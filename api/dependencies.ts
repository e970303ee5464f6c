import type { Logger } from 'pino';
import type { Home } from '../warehouse/home.ts';
import type { LiveWarehouse } from '../warehouse/live.ts';
import type { DuplicateRegister } from '../warehouse/register/duplicate-register.ts';
import type { JobRunLog, Jobs } from './contracts/jobs.ts';
import type { Access } from './access/access.ts';
import type { Reports, ReportVerification } from './contracts/reports.ts';
import type { EventStream } from './event-stream.ts';
import type { RemoteWalls } from './remote/remote-walls.ts';

/** What the API asks of the warehouse it serves. */
export type ServedWarehouse = Pick<LiveWarehouse, 'buildId' | 'use' | 'useBuild' | 'lastAttempt'>;

export interface Limits {
  /** Milliseconds a request may spend on its queries, waiting for a connection included. */
  readonly queryTimeoutMs: number;
  /** Requests to /api a minute and client address. */
  readonly requestsPerMinute: number;
  /** Requests that may query at the same time; more are turned away at once. Default 64. */
  readonly concurrentQueries?: number;
  /** Analysts' requests (explore, rows, differences of builds) that query at the same time. Default 2. */
  readonly concurrentAnalyses?: number;
  /** Analysts' requests that wait for their turn; more are turned away at once. Default 32. */
  readonly waitingAnalyses?: number;
  /** Milliseconds an export of all rows may take, its client's reading included. Default ten minutes. */
  readonly exportTimeoutMs?: number;
  /** Rows an export may have. Default three million. */
  readonly exportRows?: number;
}

/** A file for a department, or why there is none. */
export type ReturnedFile = (
  delivery: string,
) => Promise<
  { readonly fileName: string; readonly mediaType: string; readonly bytes: Buffer } | { readonly why: string }
>;

/** The clock's jobs, which the API shows and does not run. */
export interface JobsKnown {
  readonly jobs: () => Promise<Jobs>;
  /** A run with its log; null when there is none of that id. */
  readonly run: (id: string) => Promise<JobRunLog | null>;
}

/** Reports that were made; the API shows them. */
export interface ReportsKnown {
  readonly reports: () => Promise<Reports>;
  /** The reports that have a file of a content, by its SHA-256. */
  readonly verify: (sha256: string) => Promise<ReportVerification['matches']>;
  /** A file of a report as it was kept, with the report's title and period; null when there is none of that name. */
  readonly file: (
    id: string,
    name: string,
  ) => Promise<{
    readonly bytes: Buffer;
    readonly sha256: string;
    readonly title: string;
    readonly period: string;
  } | null>;
}

export interface ApiDependencies {
  readonly warehouse: ServedWarehouse;
  readonly home: Home;
  readonly logger: Logger;
  readonly clock: () => Date;
  /** Who may read what; absent: everybody everything. */
  readonly access?: Access;
  /** The suggestions in force, and the search over them. */
  readonly register: DuplicateRegister;
  /** What the server tells of its own accord; the owner of the process feeds and closes it. */
  readonly events: EventStream;
  /** Makes the file of a delivery's returned rows (it needs the readers, which the API does not know); absent: there are none. */
  readonly returnedFile?: ReturnedFile;
  /** The clock's jobs; absent: they are not shown. */
  readonly jobs?: JobsKnown;
  /** Periodic reports; absent: they are not shown. */
  readonly reports?: ReportsKnown;
  /** Walls and the phones that lead them; absent: no phone does. The owner of the process has it swept. */
  readonly remote?: RemoteWalls;
  /** The built cockpit; null serves the API alone. */
  readonly assetsFolder: string | null;
  readonly limits: Limits;
}
