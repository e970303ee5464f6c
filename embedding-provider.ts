import { SettingsError, type Settings } from './settings.ts';
import { serverProvider, type EmbeddingProvider } from './warehouse/duplicates/dense.ts';
import { LocalModelError, localProvider } from './warehouse/duplicates/local-provider.ts';

export const noProvider =
  '没有配置语义服务：请设 COCKPIT_EMBEDDINGS_URL（单位内网的服务）或 COCKPIT_EMBEDDINGS_ONNX（本机的模型文件夹）';

/**
 * What turns texts into vectors, as the settings say: a service on the intranet or a model on this machine; null where
 * neither is set up.
 * @throws SettingsError
 */
export async function embeddingProvider(settings: Settings): Promise<EmbeddingProvider | null> {
  const { COCKPIT_EMBEDDINGS_URL: url, COCKPIT_EMBEDDINGS_ONNX: folder } = settings;
  if (url !== undefined && folder !== undefined)
    throw new SettingsError('COCKPIT_EMBEDDINGS_URL 与 COCKPIT_EMBEDDINGS_ONNX 只能设一个');
  if (url !== undefined)
    return serverProvider({
      url,
      model: settings.COCKPIT_EMBEDDINGS_MODEL,
      key: settings.COCKPIT_EMBEDDINGS_KEY,
    });
  if (folder === undefined) return null;
  try {
    return await localProvider(folder, settings.COCKPIT_EMBEDDINGS_MODULE);
  } catch (error) {
    if (!(error instanceof LocalModelError)) throw error;
    throw new SettingsError(`COCKPIT_EMBEDDINGS_ONNX=“${folder}” 无法使用：${error.message}`, {
      cause: error,
    });
  }
}
