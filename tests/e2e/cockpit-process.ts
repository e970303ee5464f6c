import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const top = join(import.meta.dirname, '..', '..');
const startWithinMs = 120_000;
const stopWithinMs = 20_000;

/** The developer's own settings are not the tests' business. */
function environment(own: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(COCKPIT_.*|PORT|HOST|LOG_LEVEL)$/.test(name),
  );
  return { ...Object.fromEntries(inherited), ...own };
}

export interface CommandResult {
  readonly code: number | null;
  /** What it said, both streams. */
  readonly output: string;
}

/** Runs `cockpit …` on a home to its end. */
export async function cockpit(home: string, ...words: string[]): Promise<CommandResult> {
  const child = spawn(process.execPath, [join(top, 'bin', 'cockpit.mjs'), ...words], {
    cwd: top,
    env: environment({ COCKPIT_HOME: home }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, output };
}

export interface Server {
  /** `http://localhost:8080`, without a path. */
  readonly url: string;
  readonly port: number;
  /** Asks it to end as a service manager would. @throws when it does not, or not in order */
  readonly stop: () => Promise<void>;
}

/**
 * Starts the server on a home, port 0 being any free one, and waits until it names its address. It keeps no clock
 * unless `jobs` says so: these tests build by hand, and a build of its own must not come between.
 */
export async function startServer(home: string, port = 0, jobs: 'on' | 'off' = 'off'): Promise<Server> {
  const child = spawn(process.execPath, [join(top, 'bin', 'start.mjs')], {
    cwd: top,
    env: environment({
      COCKPIT_HOME: home,
      PORT: String(port),
      LOG_LEVEL: 'warn',
      COCKPIT_REQUESTS_PER_MINUTE: '100000',
      COCKPIT_JOBS: jobs,
    }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  const address = new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the server named no address in time; it said:\n${said.join('\n')}`));
    }, startWithinMs);
    const listen = (line: string) => {
      said.push(line);
      const found = /请打开 (http:\S+)/.exec(line)?.[1];
      if (found === undefined) return;
      clearTimeout(late);
      resolve(found);
    };
    createInterface(child.stdout).on('line', listen);
    createInterface(child.stderr).on('line', listen);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`the server ended with code ${code ?? 'none'}; it said:\n${said.join('\n')}`));
    });
  });
  const url = await address;
  return { url, port: Number(new URL(url).port), stop: () => stop(child, said) };
}

async function stop(child: ChildProcess, said: readonly string[]): Promise<void> {
  const ended = child.exitCode ?? child.signalCode;
  if (ended !== null)
    throw new Error(`the server had ended by itself (${ended}); it said:\n${said.join('\n')}`);
  const code = await new Promise<number | null>((resolve) => {
    const late = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
    child.once('exit', (exitCode) => {
      clearTimeout(late);
      resolve(exitCode);
    });
    child.kill('SIGTERM');
  });
  if (code !== 0)
    throw new Error(`the server did not end in order (${code ?? 'killed'}):\n${said.join('\n')}`);
}
