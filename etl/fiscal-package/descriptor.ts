import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { layoutFaults } from '../layout-faults.ts';

/**
 * The descriptor of a Fiscal Data Package (version 0.3, https://specs.frictionlessdata.io/fiscal-data-package/): which
 * files a package holds, and which of their columns are amounts and classifications. Only what a layout can be made
 * of is read; nothing in it is ever fetched.
 */

export const descriptorName = 'datapackage.json';

/** Megabytes of description would not describe anything. */
export const largestDescriptor = 1 << 20;

/** A descriptor of which no layout can be made; the message names the key. */
export class DescriptorError extends Error {
  override readonly name = 'DescriptorError';
}

const short = z.string().min(1).max(500);
const many = 500;

const field = z.object({
  name: short,
  type: z.string().optional(),
  format: z.string().optional(),
  decimalChar: z.string().optional(),
  groupChar: z.string().optional(),
});

const resource = z.object({
  name: short.optional(),
  /** Older packages may give a `url` in its place. */
  path: z.union([short, z.array(short).min(1).max(many)]).optional(),
  format: z.string().optional(),
  encoding: z.string().optional(),
  dialect: z.object({ delimiter: z.string().optional(), header: z.boolean().optional() }).optional(),
  schema: z.object({ fields: z.array(field).min(1).max(many) }).optional(),
});

const measure = z.object({
  source: short,
  resource: short.optional(),
  currency: z.string().optional(),
  factor: z.number().optional(),
  direction: z.enum(['expenditure', 'revenue']).optional(),
  phase: z.enum(['proposed', 'approved', 'adjusted', 'executed']).optional(),
});

const attribute = z
  .object({
    source: short.optional(),
    constant: z.union([short, z.number()]).optional(),
    resource: short.optional(),
    parent: z.string().optional(),
    labelfor: z.string().optional(),
  })
  .refine(({ source, constant }) => source !== undefined || constant !== undefined, {
    error: '应有 source（列名）或 constant（固定值）',
  });

const dimension = z.object({
  attributes: z.record(short, attribute),
  primaryKey: z.union([short, z.array(short).min(1)]).optional(),
  dimensionType: z.string().optional(),
  classificationType: z.string().optional(),
});

const model = z.object({
  measures: z.record(short, measure),
  dimensions: z.record(short, dimension).default({}),
});

const descriptorSchema = z
  .object({
    name: short,
    title: z.string().optional(),
    countryCode: z.union([z.string(), z.array(z.string())]).optional(),
    granularity: z.string().optional(),
    resources: z.array(resource).min(1).max(many),
    model: model.optional(),
    /** What `model` was called before version 0.3. */
    mapping: model.optional(),
  })
  .refine((whole) => whole.model !== undefined || whole.mapping !== undefined, {
    path: ['model'],
    error: '缺少这个键（旧版叫 mapping），应写明 measures（金额列）和 dimensions（分类列）',
  });

export type Descriptor = z.infer<typeof descriptorSchema>;
export type Resource = z.infer<typeof resource>;
export type Measure = z.infer<typeof measure>;
export type Dimension = z.infer<typeof dimension>;

/** @throws DescriptorError naming every key at fault */
export function parseDescriptor(text: string): Descriptor {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new DescriptorError(`不是有效的 JSON：${error instanceof Error ? error.message : ''}`);
  }
  const parsed = descriptorSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const faults = layoutFaults(parsed.error.issues, json, null);
  const more = faults.length > 5 ? ` 等 ${faults.length} 处` : '';
  throw new DescriptorError(`${faults.slice(0, 5).join('；')}${more}`);
}

/** @throws DescriptorError */
export async function readDescriptor(place: string): Promise<Descriptor> {
  const { size } = await stat(place);
  if (size > largestDescriptor)
    throw new DescriptorError(`有 ${size} 字节，超过上限 ${largestDescriptor} 字节；请只保留对文件的说明`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(place));
  } catch {
    throw new DescriptorError('不是 UTF-8 编码；请另存为 UTF-8 后重新报送');
  }
  return parseDescriptor(text);
}

/** The files a resource names, as written. */
export function pathsOf({ path }: Resource): readonly string[] {
  return path === undefined ? [] : typeof path === 'string' ? [path] : path;
}

export const isAddress = (path: string) => /^[a-z][a-z0-9+.-]*:/i.test(path);

/** Inside the package's folder, as the specification has it: neither absolute nor upwards. */
export const isInside = (path: string) =>
  !isAddress(path) && !/^[\\/]/.test(path) && !path.split(/[\\/]/).includes('..');

/** A path within a package as it is compared: without `./` and `.gz`, in one spelling. */
export const plainPath = (path: string) =>
  path
    .normalize('NFC')
    .replaceAll('\\', '/')
    .replace(/^(\.\/)+/, '')
    .replace(/\.gz$/i, '');

const baseOf = (path: string) => plainPath(path).split('/').at(-1) ?? '';

/**
 * The index of the resource a delivered file is; by its path within the package, or else by its name alone: packages
 * are delivered without their folders, too.
 * @throws DescriptorError when there is none, or more than one
 */
export function resourceOf({ resources }: Descriptor, member: string): number {
  const named = (matches: (path: string) => boolean) =>
    resources.flatMap((one, index) => (pathsOf(one).some(matches) ? [index] : []));
  const exact = named((path) => plainPath(path) === plainPath(member));
  const found = exact.length > 0 ? exact : named((path) => baseOf(path) === baseOf(member));
  const [first] = found;
  if (first === undefined) {
    const known = resources.flatMap(pathsOf);
    const shown = known.slice(0, 8).join('、') + (known.length > 8 ? ' 等' : '');
    throw new DescriptorError(`resources：没有一项的 path 是这个文件 ${member}（有：${shown || '无'}）`);
  }
  if (found.length > 1)
    throw new DescriptorError(
      `resources：第 ${found.map((index) => index + 1).join('、')} 项的 path 都是 ${baseOf(member)}；请写出所在文件夹`,
    );
  return first;
}
