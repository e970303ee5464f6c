import { readFile, stat } from 'node:fs/promises';
import { cityMapSchema, type MapAnswer } from './contracts/map.ts';

/** A map of a city is a few megabytes at the most; more would hold up every wall. */
const largestBytes = 20_000_000;

/** What changes when the file does; null while there is none. */
export async function mapStamp(path: string): Promise<{ bytes: number; changedMs: number } | null> {
  try {
    const { size, mtimeMs } = await stat(path);
    return { bytes: size, changedMs: mtimeMs };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

const unusable = (why: string): MapAnswer => ({
  map: null,
  problem: `map.geojson 不能使用：${why}。大屏仍用示意图；请更正文件，或将其移走`,
});

/** Reads the office's map. A wrong one is not shown, and it is said what is wrong with it and where. */
export async function readMap(path: string): Promise<MapAnswer> {
  const stamp = await mapStamp(path);
  if (stamp === null) return { map: null, problem: null };
  if (stamp.bytes > largestBytes)
    return unusable(`文件 ${stamp.bytes} 字节，最多 ${largestBytes} 字节；请先简化边界`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    return unusable(`不是 JSON（${error instanceof Error ? error.message : String(error)}）`);
  }
  const checked = cityMapSchema.safeParse(parsed);
  if (checked.success) return { map: checked.data, problem: null };
  const [issue] = checked.error.issues;
  return unusable(`${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
}
