import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addCompositeIndexCommands } from '../../commands/composite-index.ts';
import { readSettings } from '../../settings.ts';
import { DefinitionError } from '../../warehouse/vitality/definition.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'index-command-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function cockpit(...args: readonly string[]): Promise<readonly string[]> {
  const said: string[] = [];
  const program = new Command('cockpit').exitOverride();
  const deps = {
    settings: readSettings({}),
    clock: () => new Date(0),
    say: (line: string) => void said.push(line),
  };
  addCompositeIndexCommands(program, deps);
  await program.parseAsync(['index', ...args], { from: 'user' });
  return said;
}

async function file(name: string, content: string | object): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const json = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));

const definition = {
  id: 'test',
  version: '1.0.0',
  indicators: [
    { code: 'rate', sql: 'opinions * 10000.0 / residents', parent: 'x' },
    { code: 'deputies', parent: 'x', direction: -1 },
  ],
  aggregates: [{ code: 'x' }],
  normalise: { f_n: 'n_minmax' },
};
const data = 'uCode,opinions,residents,deputies\nB,40,2000,8\nA,10,1000,5\nC,5,5000,NA\n';

describe('cockpit index', () => {
  it('runs a definition over any table, SQL columns included, and writes every stage', async () => {
    const out = join(folder, 'out.json');
    const said = await cockpit(
      'run',
      '--definition',
      await file('d.json', definition),
      '--data',
      await file('d.csv', data),
      '--out',
      out,
    );
    expect(said.join()).toContain('3 行，2 个指标');
    expect(await json(out)).toMatchObject({
      units: ['A', 'B', 'C'],
      stages: {
        raw: { rate: [100, 200, 10], deputies: [5, 8, null] },
        normalised: { rate: [expect.closeTo(47.3684), 100, 0], deputies: [100, 0, null] },
        aggregated: { x: [expect.closeTo(73.6842), 50, 0] },
      },
      status: { raw: { deputies: ['ok', 'ok', 'missing'] } },
      ranks: { x: [1, 2, 3] },
    });
  });

  it('takes COINr’s iMeta and denominators from a file of their own', async () => {
    const meta =
      'iCode,Type,Level,Parent,Direction,Weight,Denominator\nopinions,Indicator,1,x,1,1,people\nx,Aggregate,2,NA,1,1,NA\n';
    const out = join(folder, 'meta.json');
    await cockpit(
      'run',
      ...['--definition', await file('m.json', { id: 'm', version: '1.0.0', denominate: true })],
      ...['--data', await file('d.csv', data), '--meta', await file('meta.csv', meta)],
      ...['--denominators', await file('people.csv', 'uCode,people\nC,5\nB,8\nA,0\n'), '--out', out],
    );
    expect(await json(out)).toMatchObject({
      stages: { denominated: { opinions: [null, 5, 1] }, aggregated: { x: [null, 5, 1] } },
      status: {
        denominated: { opinions: ['zero_denominator', 'ok', 'ok'] },
        aggregated: { x: ['no_children', 'ok', 'ok'] },
      },
    });
  });

  it('explains changes of rank between two deliveries', async () => {
    const out = join(folder, 'changes.json');
    const later = data.replace('C,5,5000', 'C,900,5000');
    await cockpit(
      'compare',
      ...['--definition', await file('d.json', definition), '--data', await file('new.csv', later)],
      ...['--before', await file('old.csv', data), '--out', out],
    );
    const { changes } = (await json(out)) as {
      changes: { unit: string; after: number; before: number; own: number }[];
    };
    expect(changes.find(({ unit }) => unit === 'C')).toMatchObject({
      before: 3,
      after: 1,
      own: -2,
      definition: 0,
    });
  });

  it('names the key, the column or the file that is wrong', async () => {
    const table = await file('d.csv', data);
    const attempt = async (content: object | string) =>
      cockpit(
        'run',
        '--definition',
        await file('w.json', content),
        '--data',
        table,
        '--out',
        join(folder, 'w-out.json'),
      );
    await expect(attempt('{')).rejects.toThrow(/不是有效的 JSON/);
    await expect(attempt({ ...definition, treet: {} })).rejects.toThrow(/treet/);
    await expect(attempt({ ...definition, indicators: [{ code: 'nope' }] })).rejects.toThrow(/缺少列 nope/);
    await expect(
      attempt({ ...definition, indicators: [{ code: 'a', parent: 'y', column: 'opinions' }] }),
    ).rejects.toThrow(/没有合成项 y/);
    await expect(
      attempt({ ...definition, indicators: [{ code: 'a', parent: 'x', sql: 'no_such + 1' }] }),
    ).rejects.toThrow(/指标 a 的 sql/);
    // The engine that evaluates expressions holds the data and reaches nothing else.
    const reaching = { code: 'a', parent: 'x', sql: `(select count(*) from read_csv('${table}'))` };
    await expect(attempt({ ...definition, indicators: [reaching] })).rejects.toThrow(DefinitionError);
    await expect(
      cockpit(
        'run',
        '--definition',
        join(folder, 'none.json'),
        '--data',
        table,
        '--out',
        join(folder, 'x.json'),
      ),
    ).rejects.toThrow(/none\.json 读不出来/);
  });
});
