import type { Outputs, Run } from './run.ts';

export interface TaskContext {
  readonly run: Run;
  /** A line for the run's log. */
  readonly say: (line: string) => void;
  /** Aborted at the limit of time, and when the process is asked to end: the task stops at its next safe point. */
  readonly signal: AbortSignal;
}

export interface TaskResult {
  /** What came of it, in a line for a person. */
  readonly message: string;
  readonly outputs: Outputs;
}

/** It did not come to a good end; the message says why and what to do. */
export class TaskFailure extends Error {
  override readonly name = 'TaskFailure';
  /** Whether another try may help. */
  readonly isPassing: boolean;
  readonly outputs: Outputs;

  constructor(message: string, options: { isPassing?: boolean; outputs?: Outputs; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.isPassing = options.isPassing ?? false;
    this.outputs = options.outputs ?? {};
  }
}

export type Task = (context: TaskContext) => Promise<TaskResult>;

/** When and how a job runs; the office may say otherwise in jobs.json. */
export interface JobPlan {
  /** Five fields of cron in the offices' time; null: when there is something to do, or when somebody asks. */
  readonly schedule: string | null;
  readonly enabled: boolean;
  /** What becomes of a time that was missed while no server ran. */
  readonly missed: 'catch-up' | 'skip';
  /** Seconds after which a run is stopped. */
  readonly limitSeconds: number;
  /** Further tries where one may help, and the wait before the first; each wait is three times the one before. */
  readonly retries: number;
  readonly retryAfterSeconds: number;
}

export interface Job {
  readonly id: string;
  /** Its name for people. */
  readonly title: string;
  readonly purpose: string;
  readonly plan: JobPlan;
  /** Why it cannot run at all as things are set up, and what to set; null: it can. */
  readonly unavailable: string | null;
  readonly task: Task;
}
