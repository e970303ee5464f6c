import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const root = import.meta.dirname;
const output = join(root, 'dist', 'cockpit');
const stamp = join(output, '.sources');

/** SHA-256 over everything the bundle is made of. */
async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  const files = ['package-lock.json'];
  for (const folder of ['cockpit', join('api', 'contracts')])
    for (const entry of await readdir(join(root, folder), { recursive: true, withFileTypes: true }))
      if (entry.isFile()) files.push(join(entry.parentPath.slice(root.length + 1), entry.name));
  for (const file of files.sort()) {
    hash.update(file);
    hash.update(await readFile(join(root, file)));
  }
  return hash.digest('hex');
}

/**
 * Bundles the cockpit for the browser unless the bundle there is of these very sources. In a process of its own,
 * so that it runs beside the first ingest.
 * @returns the folder to serve
 */
export async function bundleCockpit(say: (line: string) => void): Promise<string> {
  const sources = await hashSources();
  if ((await readFile(stamp, 'utf8').catch(() => '')) === sources) return output;
  const began = performance.now();
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');
  const child = spawn(
    process.execPath,
    [vite, 'build', '--config', join(root, 'cockpit', 'vite.config.ts'), '--logLevel', 'warn'],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0) throw new Error('页面打包没有成功；请看上面的输出');
  await writeFile(stamp, sources);
  say(`页面已打包，${((performance.now() - began) / 1_000).toFixed(1)} 秒`);
  return output;
}
