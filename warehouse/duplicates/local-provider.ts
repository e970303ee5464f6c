import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { unit, type EmbeddingProvider } from './dense.ts';
import { readJson } from '../home.ts';

/** A local model that cannot be run; the message says what is missing and what to do. */
export class LocalModelError extends Error {
  override readonly name = 'LocalModelError';
}

/** Runs ONNX models; an optional peer dependency of the house. */
export const onnxPackage = '@huggingface/transformers';

type Extract = (texts: string[], options: object) => Promise<{ tolist: () => unknown }>;

/** As much of Transformers.js as is used; another module with the same exports will do. */
interface Runner {
  readonly env: object;
  readonly pipeline: (task: 'feature-extraction', model: string, options: object) => Promise<Extract>;
}
const runnerSchema = z.custom<Runner>(
  (value) =>
    z.object({ env: z.object({}), pipeline: z.custom((it) => typeof it === 'function') }).safeParse(value)
      .success,
);
const vectorsSchema = z.array(z.array(z.number()).min(1));
const poolingSchema = z.looseObject({ pooling_mode_cls_token: z.boolean() });

/** Where the weights may lie in the folder, as Transformers.js lays them out, and what it calls them. */
const weights = [
  { file: 'onnx/model.onnx', dtype: 'fp32' },
  { file: 'onnx/model_quantized.onnx', dtype: 'q8' },
] as const;

/**
 * Embeddings by an ONNX model in a folder of this machine (`config.json`, `tokenizer.json`, `onnx/model.onnx` or
 * `onnx/model_quantized.onnx`). Nothing is fetched. The name carries a hash of the weights, so that vectors of
 * different ones are told apart.
 * @param module the package that runs it, or a file with the same exports
 * @throws LocalModelError
 */
export async function localProvider(
  folder: string,
  module: string = onnxPackage,
): Promise<EmbeddingProvider> {
  const place = resolve(folder);
  for (const file of ['config.json', 'tokenizer.json'])
    if (!(await exists(join(place, file)))) throw new LocalModelError(`模型文件夹 ${place} 里没有 ${file}`);
  const found = await firstOf(place);
  const pooling = await poolingOf(place);
  const { env, pipeline } = await load(module);
  Object.assign(env, {
    allowRemoteModels: false,
    allowLocalModels: true,
    localModelPath: dirname(place),
    useFSCache: false,
  });
  let extract: Extract;
  try {
    extract = await pipeline('feature-extraction', basename(place), {
      dtype: found.dtype,
      local_files_only: true,
    });
  } catch (error) {
    throw new LocalModelError(`模型 ${place} 无法载入：${messageOf(error)}`, { cause: error });
  }
  const hash = (await hashOf(join(place, found.file))).slice(0, 8);
  return {
    name: `${basename(place)}@onnx-${pooling}-${hash}`,
    async embed(texts) {
      const output = await extract([...texts], { pooling, normalize: true });
      const vectors = vectorsSchema.parse(output.tolist());
      if (vectors.length !== texts.length)
        throw new Error(`模型应返回 ${texts.length} 个向量，实际 ${vectors.length} 个`);
      return vectors.map(unit);
    },
  };
}

async function load(module: string): Promise<Runner> {
  const isFile = module.startsWith('.') || isAbsolute(module);
  let loaded: unknown;
  try {
    loaded = await import(isFile ? pathToFileURL(resolve(module)).href : module);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    const advice = isFile ? `请检查文件 ${module}` : `请安装：npm install --no-save ${module}`;
    const what = code === 'ERR_MODULE_NOT_FOUND' ? '没有找到' : '无法载入';
    throw new LocalModelError(`${what}运行本地语义模型的 ${module}；${advice}（${messageOf(error)}）`, {
      cause: error,
    });
  }
  const parsed = runnerSchema.safeParse(loaded);
  if (!parsed.success) throw new LocalModelError(`${module} 应导出 env 和 pipeline，与 ${onnxPackage} 相同`);
  return parsed.data;
}

/** As the model was trained (sentence-transformers writes it down); the mean where nothing is said. */
async function poolingOf(folder: string): Promise<'cls' | 'mean'> {
  const said = poolingSchema.safeParse(await readJson(join(folder, '1_Pooling', 'config.json')));
  return said.data?.pooling_mode_cls_token === true ? 'cls' : 'mean';
}

async function firstOf(folder: string): Promise<(typeof weights)[number]> {
  for (const each of weights) if (await exists(join(folder, each.file))) return each;
  throw new LocalModelError(`模型文件夹 ${folder} 里没有 ${weights.map(({ file }) => file).join(' 或 ')}`);
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(z.instanceof(Buffer).parse(chunk));
  return hash.digest('hex');
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
