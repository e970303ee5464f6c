import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDuplicatesCommands } from '../../commands/duplicates.ts';
import { embeddingProvider } from '../../embedding-provider.ts';
import { planSuggestions } from '../../sample/city/suggestion-plan.ts';
import { readSettings, SettingsError } from '../../settings.ts';
import { readDenseModel } from '../../warehouse/duplicates/dense-model-files.ts';
import { loadModel } from '../../warehouse/duplicates/load-model.ts';
import { Home } from '../../warehouse/home.ts';
import { fakeTransformers, makeModelFolder } from '../fixtures/embeddings/model-folder.ts';

let folder: string;
let environment: Record<string, string>;
let pairsFile: string;
let corpusFile: string;

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** The sample city's suggestions, and pairs of which it is known whether they are one matter. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duplicates-meaning-'));
  environment = {
    COCKPIT_HOME: join(folder, 'home'),
    COCKPIT_EMBEDDINGS_ONNX: await makeModelFolder(folder),
    COCKPIT_EMBEDDINGS_MODULE: fakeTransformers,
  };
  const suggestions = planSuggestions(20_260_101).map((plan, number) => ({ ...plan, id: `s${number}` }));
  const grouped = suggestions.filter(({ group }) => group?.kind === 'duplicate');
  const same = grouped.flatMap((a, at) =>
    grouped.slice(at + 1).flatMap((b) => (b.group?.id === a.group?.id ? [[a.id, b.id, 1]] : [])),
  );
  const other = suggestions.slice(0, 80).flatMap((a, at) => {
    const b = suggestions[at + 100];
    return b === undefined ? [] : [[a.id, b.id, 0]];
  });
  pairsFile = join(folder, 'pairs.csv');
  corpusFile = join(folder, 'corpus.csv');
  await writeFile(
    pairsFile,
    ['message_a,message_b,label', ...[...same, ...other].map((row) => row.join(','))].join('\n'),
  );
  await writeFile(
    corpusFile,
    [
      'message_id,title,body',
      ...suggestions.map(({ id, title, body }) => [id, quoted(title), quoted(body)].join(',')),
    ].join('\n'),
  );
});
afterAll(() => rm(folder, { recursive: true }));

async function train(
  settings: Record<string, string>,
  ...options: readonly string[]
): Promise<readonly string[]> {
  const said: string[] = [];
  const program = new Command('cockpit').exitOverride();
  addDuplicatesCommands(program, {
    settings: readSettings(settings),
    clock: () => new Date(0),
    say: (line: string) => void said.push(line),
  });
  const args = ['duplicates', 'train-meaning', '--pairs', pairsFile, '--corpus', corpusFile, ...options];
  await program.parseAsync(args, { from: 'user' });
  return said;
}

describe('cockpit duplicates train-meaning', () => {
  it('learns a model for the local provider, where the server reads it, and prints its figures', async () => {
    const said = await train(environment);
    expect(said[0]).toMatch(/对为 tiny-zh@onnx-cls-[0-9a-f]{8} 训练，写入/);
    expect(said[1]).toMatch(/calibration_error/);
    const home = new Home(join(folder, 'home'));
    const [name = ''] = await readdir(home.duplicates);
    const provider = await embeddingProvider(readSettings(environment));
    const version = loadModel().version;
    const { model } = await readDenseModel(home, provider?.name ?? '', version);
    expect(model?.provider).toBe(provider?.name);
    expect(model?.cosine).toBeGreaterThan(0);
    // The same pairs give the same model.
    const out = join(folder, 'again.json');
    await train(environment, '--out', out);
    expect(await readFile(out, 'utf8')).toBe(await readFile(join(home.duplicates, name), 'utf8'));
    expect((await readDenseModel(home, 'another', version)).withoutModel).toMatch(/没有采用/);
  });

  it('says what to set when no provider is, and what is wrong with the one that is', async () => {
    await expect(train({})).rejects.toThrow(SettingsError);
    await expect(train({ ...environment, COCKPIT_EMBEDDINGS_URL: 'http://10.0.0.8/v1' })).rejects.toThrow(
      /只能设一个/,
    );
    await expect(
      train({ ...environment, COCKPIT_EMBEDDINGS_MODULE: '@congress/no-such-runner' }),
    ).rejects.toThrow(/COCKPIT_EMBEDDINGS_ONNX=.*npm install --no-save @congress\/no-such-runner/);
  });
});
