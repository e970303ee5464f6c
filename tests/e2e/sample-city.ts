import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { cockpit, startServer } from './cockpit-process.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A home with the sample city, built; not to be changed: copy it. */
    sampleHome: string;
    /** Where that home is served, for tests that only look. */
    sampleUrl: string;
  }
}

/** Few payments: everything else of the sample city has its full size all the same. */
const payments = '4000';

/** Once for all tests of the run: makes the sample city and serves it. Returns how to clear it away. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'cockpit-e2e-'));
  const clear = () => rm(folder, { recursive: true, force: true });
  try {
    const home = join(folder, 'home');
    const made = await cockpit(home, 'sample', '--payments', payments);
    if (made.code !== 0)
      throw new Error(`cockpit sample ended with code ${made.code ?? 'none'}:\n${made.output}`);
    const server = await startServer(home);
    project.provide('sampleHome', home);
    project.provide('sampleUrl', server.url);
    return async () => {
      await server.stop();
      await clear();
    };
  } catch (error) {
    await clear();
    throw error;
  }
}
