import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addCompositeIndexCommands } from '../../commands/composite-index.ts';
import { readSettings } from '../../settings.ts';
import { runOn } from '../../warehouse/connection.ts';
import { Home } from '../../warehouse/home.ts';
import { backCastSchema, type BackCast } from '../../warehouse/stations/back-cast.ts';
import { definitionsFolder, readDefinitions } from '../../warehouse/stations/definition.ts';
import { openSampleStations } from '../fixtures/sample-stations.ts';

/** A new definition on the sample city's records, from the command to the folder a build reads. */

const id = '20261103T020000Z-00000000';
const records = ['fct_station', 'fct_opinion', 'fct_activity', 'fct_duty', 'mart_station_month', 'dim_month'];

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'index-release-'));
  const home = new Home(root);
  await mkdir(home.warehouse, { recursive: true });
  const sample = await openSampleStations([]);
  await sample.using(async (connection) => {
    await runOn(connection, `attach '${home.buildFile(id)}' as build`);
    await runOn(connection, 'create schema build.marts');
    for (const name of [...records, 'dim_vitality_period'])
      await runOn(connection, `create table build.marts.${name} as from marts.${name}`);
    await runOn(connection, 'detach build');
  });
  sample.close();
  await writeFile(home.currentBuild, JSON.stringify({ build: id, publishedAt: '2026-11-03T02:00:00Z' }));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function release(document: unknown, ...more: readonly string[]): Promise<readonly string[]> {
  const said: string[] = [];
  const file = join(root, 'new.json');
  await writeFile(file, JSON.stringify(document));
  const program = new Command('cockpit').exitOverride();
  const deps = {
    settings: readSettings({ COCKPIT_HOME: root }),
    clock: () => new Date(0),
    say: (line: string) => void said.push(line),
  };
  addCompositeIndexCommands(program, deps);
  await program.parseAsync(['index', 'release', '--definition', file, ...more], { from: 'user' });
  return said;
}

const shipped = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(join(definitionsFolder, name), 'utf8'));

interface Document {
  index: {
    version: string;
    changelog: { version: string; text: string }[];
    indicators: { code: string; parent: string }[];
    aggregates: { code: string }[];
  };
}

test('what is shipped was released: its record is what the command makes again of the same records', async () => {
  const out = await mkdtemp(join(root, 'out-'));
  for (const version of ['1.0.0', '1.1.0']) {
    await release(await shipped(`${version}.json`), '--out', out);
    const made = backCastSchema.parse(
      JSON.parse(await readFile(join(out, `${version}.back-cast.json`), 'utf8')),
    );
    const kept = backCastSchema.parse(await shipped(`${version}.back-cast.json`));
    const bare = ({ build, ...rest }: BackCast) => ({ ...rest, isBuilt: build !== '' });
    expect(bare(made)).toEqual(bare(kept));
  }
  expect(readDefinitions(out).map(({ version }) => version)).toEqual(['1.1.0', '1.0.0']);
});

test('a definition without a changelog entry, one that follows size, or one that rewrites a version is refused, and nothing is written', async () => {
  const out = await mkdtemp(join(root, 'out-'));
  for (const name of await readdir(definitionsFolder))
    await writeFile(join(out, name), await readFile(join(definitionsFolder, name)));
  const before = await readdir(out);
  const refused = (changed: unknown) => expect(release(changed, '--out', out)).rejects;
  const document = (await shipped('1.1.0.json')) as Document;
  const renamed = { ...document, index: { ...document.index, version: '1.2.0' } };
  await refused(renamed).toThrow(/changelog 没有 1\.2\.0/);
  const logged = {
    ...renamed,
    index: {
      ...renamed.index,
      changelog: [{ version: '1.2.0', text: '不折算规模' }, ...renamed.index.changelog],
    },
  };
  // A pillar that only says how many deputies a station has.
  const bench = {
    column: 'topics_exposure',
    goalposts: { lower: 5, upper: 20 },
    direction: 1,
    counts: undefined,
  };
  const sized = {
    ...logged,
    index: {
      ...logged.index,
      indicators: logged.index.indicators.map((each) =>
        each.parent === 'duty' ? { ...each, ...bench } : each,
      ),
      aggregates: logged.index.aggregates.map((each) =>
        each.code === 'duty' ? { ...each, weight: 5 } : each,
      ),
    },
  };
  await refused(sized).toThrow(/未通过回溯[^]*Spearman/);
  await refused({ ...document, effective_from: '2027-01-01' }).toThrow(/已经发布过/);
  await refused({ ...logged, back_cast: ['2023', '2024'] }).toThrow(/R2026-10/);
  const said = await release(logged, '--dry-run', '--out', out);
  expect(said.join()).toMatch(/与 1\.1\.0 相比：名次相关 1\.000，移动的中位数 0 位/);
  expect(await readdir(out)).toEqual(before);
});
