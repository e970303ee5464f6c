import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { lstat, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';

/** A Chromium that runs on this machine: its file and what its environment needs on top of ours. */
export interface Executable {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

const run = promisify(execFile);
const root = join(import.meta.dirname, '..');
const { devDependencies } = createRequire(import.meta.url)('../package.json') as {
  devDependencies: Record<string, string>;
};
const version = devDependencies['@sparticuz/chromium'] ?? 'unknown';
const unpacking = "await (await import('@sparticuz/chromium')).default.executablePath()";

// Nothing of the browser may reach out: a test that needs the network is a test of the network.
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];

/** Starts Chromium: that of CHROMIUM_PATH, or else the one inside the npm package @sparticuz/chromium. */
export async function launchBrowser(): Promise<Browser> {
  const { path, env } = await findExecutable(process.env);
  return chromium.launch({ executablePath: path, env: { ...process.env, ...env }, args: flags });
}

export async function findExecutable(env: NodeJS.ProcessEnv): Promise<Executable> {
  const named = env.CHROMIUM_PATH;
  if (named === undefined || named === '') return packaged(await unpack());
  if (!existsSync(named)) {
    throw new Error(`CHROMIUM_PATH 指向的文件不存在：${named}。请改为 Chromium 的完整路径，或取消该变量。`);
  }
  return { path: named, env: {} };
}

/**
 * The package brings the libraries and the font that a bare server lacks. The libraries are put in the way only
 * when Chromium does not start without them: mixing them with a system's own is asking for trouble. The font is
 * always the package's, so that a page which does not bring its Chinese glyphs looks wrong on every machine.
 */
async function packaged(folder: string): Promise<Executable> {
  const path = join(folder, 'chromium');
  const fonts = { FONTCONFIG_FILE: await fontsOf(folder) };
  if ((await complaint(path, {})) === undefined) return { path, env: fonts };

  const paths = [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean);
  const libraries = { LD_LIBRARY_PATH: paths.join(':') };
  const reason = await complaint(path, libraries);
  if (reason !== undefined) {
    throw new Error(`自带的 Chromium 无法启动：${reason}。请安装 Chromium，并用 CHROMIUM_PATH 指明其路径。`);
  }
  return { path, env: { ...fonts, ...libraries } };
}

/**
 * The configuration that names the package's font where it was unpacked: the package's own names /tmp/fonts, and
 * with no font at all Chromium loads none of the page's either.
 */
async function fontsOf(folder: string): Promise<string> {
  const file = join(folder, 'fonts-here.conf');
  if (existsSync(file)) return file;
  const unfinished = `${file}.${process.pid}`;
  await writeFile(
    unfinished,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`,
  );
  await rename(unfinished, file);
  return file;
}

/** Why this Chromium does not start, in the loader's words; undefined when it does. */
async function complaint(path: string, env: Record<string, string>): Promise<string | undefined> {
  try {
    await run(path, ['--version'], { env: { ...process.env, ...env }, timeout: 30_000 });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.trim() : String(error);
  }
}

/**
 * Unpacks the package once for each user and version, and returns the folder. Several test processes may come
 * here at the same time: each unpacks into a folder of its own, the first to rename wins, the rest use its work.
 */
export async function unpack(under = tmpdir()): Promise<string> {
  const folder = join(under, `cockpit-chromium-${version}-${userInfo().username}`);
  if (await isOurs(folder)) return folder;

  const unfinished = await mkdtemp(`${folder}.`);
  try {
    await run(process.execPath, ['--input-type=module', '--eval', unpacking], {
      cwd: root,
      // The runtime's name is how the package is told to bring its libraries along.
      env: { ...process.env, TMPDIR: unfinished, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' },
    });
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await isOurs(folder))) throw error;
  }
  return folder;
}

/** A folder that somebody else put at this name is not run from; `mkdtemp` made ours readable by us alone. */
async function isOurs(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  if (found === undefined) return false;
  if (found.isDirectory() && found.uid === userInfo().uid && (found.mode & 0o022) === 0) return true;
  throw new Error(`${folder} 不是本用户建立的目录，不能从中运行 Chromium。请删除它后再试。`);
}
