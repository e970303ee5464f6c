import { jobTasks } from './job-tasks.ts';
import { jobIds } from './jobs/house-jobs.ts';
import { TaskFailure } from './jobs/job.ts';
import { triggerSchema } from './jobs/run.ts';
import type { TaskMessage } from './jobs/task-process.ts';
import { z } from 'zod';
import { readSettings } from './settings.ts';
import { diskFault } from './warehouse/disk-fault.ts';
import { HomeBusy } from './warehouse/writer-lock.ts';

/** The process of one task: `task.mjs <job> <trigger>`. Lines go to the standard output, the end to the parent. */
const [job, trigger] = z.tuple([z.enum(jobIds), triggerSchema]).parse(process.argv.slice(2));
const stopping = new AbortController();
process.on('SIGTERM', () => stopping.abort());
// Ctrl-C reaches the whole group; the parent decides.
process.on('SIGINT', () => undefined);
// A parent that died cannot be told anything: an intake or a build that breaks off leaves the state before or after.
process.on('disconnect', () => process.exit(1));
// It may have died before anybody listened: while this process was starting.
if (process.send !== undefined && !process.connected) process.exit(1);

async function work(): Promise<TaskMessage> {
  try {
    const done = await jobTasks[job]({
      settings: readSettings(process.env),
      clock: () => new Date(),
      say: (line) => process.stdout.write(`${line}\n`),
      trigger,
      signal: stopping.signal,
    });
    return { kind: 'done', ...done };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (!(error instanceof TaskFailure) && error instanceof Error)
      process.stderr.write(`${error.stack ?? message}\n`);
    return {
      kind: 'failed',
      message: diskFault(error) ?? message,
      outputs: error instanceof TaskFailure ? error.outputs : {},
      isPassing: error instanceof HomeBusy || (error instanceof TaskFailure && error.isPassing),
    };
  }
}

const message = await work();
process.send?.(message, () => process.disconnect());
