import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readJson, type Home } from '../home.ts';
import { denseModelSchema, type DenseModel } from './dense-model.ts';

/** The second model for a provider, or why there is none. */
export type ChosenDenseModel =
  | { readonly model: DenseModel; readonly withoutModel: null }
  | { readonly model: null; readonly withoutModel: string };

const nameOfFile = /^dense-model.*\.json$/;
const toTrain = '可用 cockpit duplicates train-meaning 训练';

/** Where the model of a provider is kept: each has its own file. */
export function denseModelFile(home: Home, provider: string): string {
  return join(home.duplicates, `dense-model-${encodeURIComponent(provider)}.json`);
}

/** The newest model of the home that was learned with this provider and on this first model. */
export async function readDenseModel(
  home: Home,
  provider: string,
  firstModel: string,
): Promise<ChosenDenseModel> {
  const { models, unusable } = await modelsOf(home);
  const own = models.filter((model) => model.provider === provider);
  const fitting = own
    .filter((model) => model.firstModel === firstModel)
    .sort((a, b) => (a.version < b.version ? 1 : -1));
  const [model] = fitting;
  if (model !== undefined) return { model, withoutModel: null };
  const [outdated] = own;
  const others = [...new Set(models.map((other) => other.provider))];
  const why =
    outdated !== undefined
      ? `其校准模型是按文字模型 ${outdated.firstModel} 训练的，现用 ${firstModel}，没有采用`
      : others.length > 0
        ? `已有的校准模型属于 ${others.join('、')}，不属于 ${provider}，没有采用`
        : unusable.length > 0
          ? `${unusable.join('、')} 无法读作校准模型`
          : '语义尚无自己的校准模型';
  return { model: null, withoutModel: `${why}，概率由文字模型给出；${toTrain}` };
}

async function modelsOf(
  home: Home,
): Promise<{ readonly models: readonly DenseModel[]; readonly unusable: readonly string[] }> {
  const names = await readdir(home.duplicates).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  const models: DenseModel[] = [];
  const unusable: string[] = [];
  for (const name of names.filter((each) => nameOfFile.test(each)).sort()) {
    const read = await readJson(join(home.duplicates, name)).catch((error: unknown) => {
      if (error instanceof SyntaxError) return null;
      throw error;
    });
    const parsed = denseModelSchema.safeParse(read);
    if (parsed.success) models.push(parsed.data);
    else unusable.push(name);
  }
  return { models, unusable };
}
