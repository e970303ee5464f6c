import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { evaluationFiles, hasEvaluation } from './corpora.ts';

// The shipped model is made by the command anybody can run on their own pairs; here it gets the evaluation set's.
if (hasEvaluation) {
  const command = join(import.meta.dirname, '..', '..', '..', 'bin', 'cockpit.mjs');
  const files = ['--pairs', evaluationFiles.pairs, '--corpus', evaluationFiles.messages];
  const { status } = spawnSync(process.execPath, [command, 'duplicates', 'train', ...files], {
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}
