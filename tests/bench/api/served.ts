import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';

const portSchema = z.object({ port: z.int().positive() });
const usageSchema = z.object({
  memory: z.number(),
  cpu: z.object({ user: z.number(), system: z.number() }),
});

/** A server in a process of its own. */
export class Served {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.url = `http://127.0.0.1:${port}`;
  }

  static async open(
    kind: 'bare' | 'hello' | 'cockpit' | 'uncached',
    home: string,
    bytes = 0,
  ): Promise<Served> {
    const child = fork(join(import.meta.dirname, 'server.ts'), [kind, home, String(bytes)]);
    const [message] = (await once(child, 'message')) as unknown[];
    return new Served(child, portSchema.parse(message).port);
  }

  /** Resident bytes, and processor seconds so far. */
  async usage(): Promise<{ readonly memory: number; readonly cpuSeconds: number }> {
    this.#child.send('usage');
    const [message] = (await once(this.#child, 'message')) as unknown[];
    const { memory, cpu } = usageSchema.parse(message);
    return { memory, cpuSeconds: (cpu.user + cpu.system) / 1e6 };
  }

  close(): void {
    this.#child.kill();
  }
}
