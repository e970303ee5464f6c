import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DefinitionError, hashOf, parseDefinition, type IndexDefinition } from '../vitality/definition.ts';

const share = z.number().min(0).max(1);

/** How the stations' records become counts: one row of `seeds.vitality_definition`, read by the models. */
export const rulesSchema = z.strictObject({
  reference_year: z.int().describe('基准年：门柱与同类组先验由它确定，之后不再变动'),
  near_duplicate_days: z.int().min(1).max(366).describe('多少天之内的相近意见合计一条'),
  near_duplicate_similarity: z.number().min(0.5).max(1).describe('二字组 Jaccard 相似度达到多少算相近'),
  person_month_cap: z.int().min(1).describe('同一实名人在一站一月最多计几条'),
  unverified_credit: share.describe('没有实名标识的意见计多少'),
  open_credit: share.describe('期末尚无办理结果的意见计多少；有结果的计 1'),
  answer_days: z.int().min(1).max(366).describe('办理时限，自收到之日起的天数'),
  burst_history: z.int().min(3).max(24).describe('与本站此前至少几个月比较（最多取 24 个月）'),
  burst_ratio: z.number().min(1).describe('待核：达到历史月均的几倍'),
  burst_spreads: z.number().min(0).describe('待核：超出历史月均几个标准差'),
  burst_least: z.int().min(1).describe('待核：当月至少几条'),
  residents_base: z.number().positive().describe('折算服务人口的基准，人：等于它的站不折算'),
  residents_elasticity: share.describe('服务人口多一倍，期望的件数多 2 的这个次方倍'),
  deputies_base: z.number().positive().describe('折算代表数的基准，名'),
  deputies_elasticity: share.describe('代表数多一倍，期望的件数多 2 的这个次方倍'),
  least_peers: z.int().min(2).describe('同类组不足这么多站时，先验取全市'),
  prior_least: z.number().positive().describe('先验强度的下限，以平均规模为 1'),
  prior_most: z.number().positive().describe('先验强度的上限，以平均规模为 1'),
  satisfaction_z: z.number().min(0).max(4).describe('满意度 Wilson 下限的 z'),
});
export type StationRules = z.output<typeof rulesSchema>;

/** What one indicator means, for people: shown on the definition page and the station's card. */
const wordingSchema = z.strictObject({
  meaning: z.string(),
  formula: z.string(),
  source: z.string(),
  /** What a station can do to raise it. */
  advice: z.string(),
});

const priorSchema = z.strictObject({
  /** The peers' rate, share or days. */
  mean: z.number().min(0),
  /** How much of the indicator's exposure it is worth. */
  strength: z.number().min(0),
});

const documentSchema = z.strictObject({
  index: z.unknown().describe('指数引擎的定义，见 docs/vitality-engine.md'),
  rules: rulesSchema,
  /** By peer group and indicator: what the peers did in the reference year, frozen: the rows of marts.mart_vitality_prior of that year, held equal by a test. */
  priors: z.record(z.string(), z.record(z.string(), priorSchema)),
  bands: z
    .array(z.strictObject({ name: z.string(), from: z.number() }))
    .length(5)
    .describe('五档的下限，自高到低；最低一档为 0'),
  effective_from: z.iso.date(),
  /** Periods the definition was tried on before it was put in force; at least two. */
  back_cast: z.array(z.string()).min(2),
  wording: z.record(z.string(), wordingSchema),
});

/** A version of the stations' index: the engine's definition, the rules that count, the bands and the words. */
export interface StationDefinition extends z.output<typeof documentSchema> {
  readonly engine: IndexDefinition;
  readonly version: string;
  /** SHA-256 of the whole document in canonical JSON. */
  readonly hash: string;
}

/** Where the versions are that this checkout knows. */
export const definitionsFolder = join(import.meta.dirname, 'definitions');

/** The record of a version's back-cast, beside the version. */
export const backCastFile = (folder: string, version: string): string =>
  join(folder, `${version}.back-cast.json`);

/** Reads one document. @throws DefinitionError saying what is wrong, where */
export function parseStationDefinition(document: unknown): StationDefinition {
  const parsed = documentSchema.safeParse(document, { error: z.locales.zhCN().localeError });
  if (!parsed.success)
    throw new DefinitionError(
      `站点活力指数定义有误：\n${parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}：${message}`).join('\n')}`,
    );
  const engine = parseDefinition(parsed.data.index);
  const indicators = engine.definition.indicators ?? [];
  const unworded = indicators.filter(({ code }) => !(code in parsed.data.wording)).map(({ code }) => code);
  if (unworded.length > 0) throw new DefinitionError(`wording 缺少指标 ${unworded.join('、')} 的说明`);
  const { changelog = [], version } = engine.definition;
  if (!changelog.some((entry) => entry.version === version && entry.text.trim() !== ''))
    throw new DefinitionError(`index.changelog 没有 ${version} 的改动记录；请写明改了什么、为什么`);
  if (new Set(parsed.data.back_cast).size < 2)
    throw new DefinitionError('back_cast 应有两个不同的时期：新定义要先在两个已知的时期上试算');
  const { bands } = parsed.data;
  if (bands.some(({ from }, at) => at > 0 && from >= (bands[at - 1]?.from ?? 0)) || bands.at(-1)?.from !== 0)
    throw new DefinitionError('bands 应自高到低，最后一档从 0 起');
  return { ...parsed.data, engine, version, hash: hashOf(document) };
}

export const newestFirst = (a: StationDefinition, b: StationDefinition): number =>
  b.version.localeCompare(a.version, 'en', { numeric: true });

const recordSchema = z.looseObject({
  definition: z.object({ hash: z.string() }),
  periods: z.array(z.unknown()).min(2),
});

/** @throws DefinitionError when a version was not tried on two periods as it stands */
function checkBackCast(folder: string, { version, hash }: StationDefinition): void {
  const file = backCastFile(folder, version);
  const record = existsSync(file)
    ? recordSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data
    : undefined;
  if (record?.definition.hash !== hash)
    throw new DefinitionError(
      `定义 ${version} 没有与其文本（${hash.slice(0, 12)}）相符的回溯记录 ${file}；请用 cockpit index release 发布，不要直接放入或改动文件`,
    );
}

/**
 * The versions of a folder, the newest first.
 * @throws DefinitionError for one that is wrong, or was not released: without a back-cast of the very text
 */
export function readDefinitions(folder: string): readonly StationDefinition[] {
  const definitions = readdirSync(folder)
    .filter((file) => file.endsWith('.json') && !file.endsWith('.back-cast.json'))
    .map((file) => parseStationDefinition(JSON.parse(readFileSync(join(folder, file), 'utf8'))))
    .sort(newestFirst);
  for (const definition of definitions) checkBackCast(folder, definition);
  return definitions;
}

/** The version that was in force when a period ended, for periods before the first version the first. */
export function definitionAt(
  periodTo: string,
  definitions: readonly StationDefinition[] = stationDefinitions(),
): StationDefinition | undefined {
  const next = new Date(Date.parse(periodTo) + 86_400_000).toISOString().slice(0, 10);
  return definitions.find((each) => each.effective_from <= next) ?? definitions.at(-1);
}

let known: readonly StationDefinition[] | undefined;

/** Every version there is, the newest, which is in force, first. Read once. */
export function stationDefinitions(): readonly StationDefinition[] {
  known ??= readDefinitions(definitionsFolder);
  return known;
}
