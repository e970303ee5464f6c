import { fork, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { TaskFailure, type Task, type TaskResult } from './job.ts';
import { outputsSchema } from './run.ts';

/** How long a process may take to end by itself once it is told to. */
const endWithinMs = 6_000;

/** What the process of a task says at its end; its lines come before, on its standard output. */
export const taskMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), message: z.string(), outputs: outputsSchema }),
  z.object({
    kind: z.literal('failed'),
    message: z.string(),
    outputs: outputsSchema,
    isPassing: z.boolean(),
  }),
]);
export type TaskMessage = z.infer<typeof taskMessageSchema>;

/**
 * A task in a process of its own: the server keeps its latency, and whatever hangs or grows can be killed. The
 * process is asked to end by SIGTERM, which it hears at its next safe point, and killed when it does not.
 * @param entry the module to start
 * @param words what it is told
 */
export function inProcess(entry: string, words: readonly string[]): Task {
  return async ({ say, signal }) => {
    const child = fork(entry, [...words], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], execArgv: [] });
    for (const stream of [child.stdout, child.stderr]) if (stream) createInterface(stream).on('line', say);
    const end = () => {
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), endWithinMs).unref();
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
    try {
      return await ending(child);
    } finally {
      signal.removeEventListener('abort', end);
    }
  };
}

async function ending(child: ChildProcess): Promise<TaskResult> {
  let said: TaskMessage | null = null;
  child.on('message', (message) => {
    said = taskMessageSchema.parse(message);
  });
  const how = await new Promise<string>((resolve, reject) => {
    child.once('error', (cause) =>
      reject(
        new TaskFailure(`无法启动任务进程（${cause.message}）；请检查内存和进程数`, {
          isPassing: true,
          cause,
        }),
      ),
    );
    child.once('close', (code, signal) => resolve(signal ?? `退出码 ${code ?? '?'}`));
  });
  const last = said as TaskMessage | null;
  if (last === null)
    throw new TaskFailure(
      `任务进程中途结束（${how}），什么也没有交代；请看日志。若是 SIGKILL，多半是内存不够`,
      {
        isPassing: true,
      },
    );
  if (last.kind === 'done') return { message: last.message, outputs: last.outputs };
  throw new TaskFailure(last.message, { isPassing: last.isPassing, outputs: last.outputs });
}
