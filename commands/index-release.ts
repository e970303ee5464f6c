import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { currentSchema } from '../warehouse/build-report.ts';
import { Home, readJson } from '../warehouse/home.ts';
import type { BackCast } from '../warehouse/stations/back-cast.ts';
import {
  backCastFile,
  definitionsFolder,
  newestFirst,
  parseStationDefinition,
  readDefinitions,
  type StationDefinition,
} from '../warehouse/stations/definition.ts';
import { tryDefinition } from '../warehouse/stations/trial.ts';
import { DefinitionError } from '../warehouse/vitality/definition.ts';
import type { CommandDeps } from './command-deps.ts';

interface ReleaseOptions {
  readonly definition: string;
  readonly out: string;
  readonly dryRun?: boolean;
}

async function readDocument(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new DefinitionError(
      `定义 ${file} 读不出来：${error instanceof Error ? error.message : String(error)}`,
    );
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DefinitionError(
      `定义 ${file} 不是有效的 JSON：${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** The definition a new one is held against: the newest older one. @throws DefinitionError when it was released otherwise before */
function predecessorOf(definition: StationDefinition, folder: string): StationDefinition | null {
  const released = readDefinitions(folder);
  const same = released.find(({ version }) => version === definition.version);
  if (same !== undefined && same.hash !== definition.hash)
    throw new DefinitionError(
      `版本 ${definition.version} 已经发布过，内容不同（${same.hash.slice(0, 12)} 与 ${definition.hash.slice(0, 12)}）；发布过的定义不能改，请换一个更高的版本号`,
    );
  return released.find((each) => newestFirst(each, definition) > 0) ?? null;
}

function told({ periods, against }: BackCast): string[] {
  return periods.map(({ period, stations, bands, residents, deputies, against: beside }) =>
    [
      `${period}：${stations} 个站；五档 ${bands.join('、')}；与服务人口、代表数相关 ${residents.toFixed(3)}、${deputies.toFixed(3)}`,
      ...(beside === null || against === null
        ? []
        : [
            `与 ${against.version} 相比：名次相关 ${beside.ranks.toFixed(3)}，移动的中位数 ${beside.medianShift} 位、最多 ${beside.largestShift} 位；升档 ${beside.bandsUp}、不变 ${beside.bandsSame}、降档 ${beside.bandsDown}`,
          ]),
    ].join('；'),
  );
}

async function release(
  { definition: file, out, dryRun }: ReleaseOptions,
  { settings, say }: CommandDeps,
): Promise<void> {
  const document = await readDocument(file);
  const definition = parseStationDefinition(document);
  const predecessor = predecessorOf(definition, out);
  const home = new Home(settings.COCKPIT_HOME);
  const read = await readJson(home.currentBuild);
  if (read === null)
    throw new DefinitionError(`${settings.COCKPIT_HOME} 还没有发布过数据；请先 cockpit build，再回溯定义`);
  const { build: id } = currentSchema.parse(read);
  const made = await tryDefinition(definition, predecessor, { id, file: home.buildFile(id) });
  for (const line of told(made)) say(line);
  if (dryRun === true) {
    say(`定义 ${definition.version} 可以发布（${definition.hash.slice(0, 12)}）；没有写入任何文件`);
    return;
  }
  const place = join(out, `${definition.version}.json`);
  await writeFile(place, `${JSON.stringify(document, null, 2)}\n`);
  await writeFile(backCastFile(out, definition.version), `${JSON.stringify(made, null, 2)}\n`);
  say(`定义 ${definition.version} 已写到 ${place}，回溯记录在旁；重新构建后生效`);
}

/** `index release`: a new definition of the stations' index, tried on the last two periods before it is put in force. */
export function addReleaseCommand(group: Command, deps: CommandDeps): void {
  group
    .command('release')
    .description(
      '发布联络站活力指数的新定义：以最近两个时期回溯，与前一版比较；没有改动记录或不合要求的不发布',
    )
    .requiredOption('--definition <file>', '新定义（JSON）；写法同 warehouse/stations/definitions')
    .option('--out <folder>', '写到哪里', definitionsFolder)
    .option('--dry-run', '只回溯，不写文件')
    .action((options: ReleaseOptions) => release(options, deps));
}
