import { stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { Receipt } from '../../warehouse/deliveries.ts';
import type { Home } from '../../warehouse/home.ts';
import { archiveFile, copyIn, findArchived } from '../archive.ts';
import type { Contract } from '../contract.ts';
import type { Layout } from '../layout.ts';
import { deriveLayout } from './derive-layout.ts';
import { DescriptorError, descriptorName, readDescriptor, resourceOf } from './descriptor.ts';

/** A file that came with a package's descriptor. */
export interface Packaged {
  /** Where the descriptor is; null when the archive has lost it. */
  readonly descriptor: string | null;
  /** The file's path within the package. */
  readonly member: string;
}

/** Folders above a file in which its package may begin. */
const deepest = 2;

export async function isRegular(place: string): Promise<boolean> {
  return (await stat(place).catch(() => null))?.isFile() ?? false;
}

/** The descriptor in a file's own folder or the nearest above it, and the file's path from there; null without one. */
export async function packageOf(file: string): Promise<Packaged | null> {
  let folder = dirname(file);
  for (let up = 0; up <= deepest; up++) {
    const descriptor = join(folder, descriptorName);
    if (await isRegular(descriptor))
      return { descriptor, member: relative(folder, file).split(sep).join('/') };
    folder = dirname(folder);
  }
  return null;
}

/** Keeps the descriptor of a delivered file, as delivered. */
export async function archivePackage(
  home: Home,
  file: string,
  delivery: string,
): Promise<Pick<Receipt, 'packaged'>> {
  const found = await packageOf(file);
  if (found?.descriptor == null) return {};
  const arrived = await copyIn(found.descriptor, join(home.scratch, `${delivery}-${descriptorName}`));
  const { sha256 } = await archiveFile(home, arrived, descriptorName);
  return { packaged: { descriptor: sha256, member: found.member } };
}

/** The package a delivery came in, from the archive. */
export async function archivedPackage(
  home: Home,
  { packaged }: Pick<Receipt, 'packaged'>,
): Promise<Packaged | null> {
  if (!packaged) return null;
  const archived = await findArchived(home, packaged.descriptor);
  return { descriptor: archived?.path ?? null, member: packaged.member };
}

/** A layout made of the descriptor, or why none can be made. */
export type PackageLayout = { readonly layout: Layout } | { readonly fault: string };

export async function layoutOfPackage(
  { descriptor, member }: Packaged,
  contracts: ReadonlyMap<string, Contract>,
): Promise<PackageLayout> {
  if (descriptor === null) return { fault: `归档里缺少和 ${member} 一起报送的 ${descriptorName}` };
  try {
    const read = await readDescriptor(descriptor);
    return { layout: deriveLayout(read, resourceOf(read, member), contracts) };
  } catch (error) {
    if (!(error instanceof DescriptorError)) throw error;
    return { fault: `随文件报送的 ${descriptorName} 有误：${error.message}` };
  }
}
