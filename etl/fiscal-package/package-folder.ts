import { basename, dirname, join } from 'node:path';
import {
  DescriptorError,
  descriptorName,
  isAddress,
  isInside,
  pathsOf,
  readDescriptor,
  type Descriptor,
} from './descriptor.ts';
import { isRegular } from './packaged.ts';

/** The file a descriptor means by a path, beside it or in its folder of the package; null when it is not there. */
async function fileAt(folder: string, path: string): Promise<string | null> {
  const places = [...(isInside(path) ? [join(folder, path)] : []), join(folder, basename(path))];
  for (const place of places)
    for (const file of [place, `${place}.gz`]) if (await isRegular(file)) return file;
  return null;
}

async function read(descriptor: string): Promise<Descriptor | DescriptorError> {
  try {
    return await readDescriptor(descriptor);
  } catch (error) {
    if (error instanceof DescriptorError) return error;
    throw error;
  }
}

/** The files of a package that are there. */
export async function packageFiles(descriptor: string): Promise<readonly string[]> {
  const known = await read(descriptor);
  if (known instanceof DescriptorError) return [];
  const files: string[] = [];
  for (const path of known.resources.flatMap(pathsOf)) {
    const file = await fileAt(dirname(descriptor), path);
    if (file !== null) files.push(file);
  }
  return files;
}

/** What the descriptor of a folder says that is not so, for the person who delivers it. */
export async function packageFaults(descriptor: string): Promise<readonly string[]> {
  const known = await read(descriptor);
  if (known instanceof DescriptorError) return [known.message];
  const faults: string[] = [];
  for (const [index, resource] of known.resources.entries()) {
    const key = `resources.${index}.path`;
    if (resource.path === undefined) faults.push(`${key}：缺少这个键，应为文件在包里的路径`);
    for (const path of pathsOf(resource)) {
      const fault = await pathFault(dirname(descriptor), path);
      if (fault !== null) faults.push(`${key}：${fault}`);
    }
  }
  return faults;
}

async function pathFault(folder: string, path: string): Promise<string | null> {
  if (!isAddress(path) && !isInside(path)) return `${path} 指到了包的文件夹之外；应为包里的路径`;
  if ((await fileAt(folder, path)) !== null) return null;
  return isAddress(path)
    ? `${path} 是网址，本系统不会下载；请把文件和 ${descriptorName} 一起报送`
    : `没有 ${path} 这个文件；请把文件和 ${descriptorName} 一起报送`;
}
