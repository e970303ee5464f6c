import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('has written every line when the process ends by itself', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cockpit-log-'));
  const file = join(folder, 'log');
  const program = `
    const { serverLog } = await import(${JSON.stringify(join(import.meta.dirname, 'server-log.ts'))});
    const log = serverLog('info', ${JSON.stringify(file)});
    for (let line = 0; line < 100; line++) log.info({ line }, 'said');
  `;
  try {
    execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
      cwd: import.meta.dirname,
    });
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(100);
    expect(lines.at(-1)).toContain('"line":99');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
