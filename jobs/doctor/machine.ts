import { readdir, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { version } from '@duckdb/node-api';
import { diskFault } from '../../warehouse/disk-fault.ts';
import type { Home } from '../../warehouse/home.ts';
import { timezone } from '../due.ts';
import { ill, mind, well, type Finding } from './finding.ts';

const leastNode = [20, 19] as const;
/** A build is written beside the one that is served, and an intake spills: as much again must be free, and this. */
const spareBytes = 512 * 2 ** 20;
const mb = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;

export function versions(node: string): Finding {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  const isOld = major < leastNode[0] || (major === leastNode[0] && minor < leastNode[1]);
  const found = `Node ${node}，DuckDB ${version()}`;
  return isOld
    ? ill('版本', found, `需要 Node ${leastNode.join('.')} 或更新；请升级后重新 npm ci`)
    : well('版本', found);
}

/** Times are reckoned in the offices' zone whatever the machine's; what has to be there is the zone's table. */
export function zone(machine: string, at: Date): Finding {
  const shown = new Intl.DateTimeFormat('zh-CN', {
    timeZone: timezone,
    dateStyle: 'short',
    timeStyle: 'medium',
    hour12: false,
  });
  const found = `现在是 ${shown.format(at)}（${timezone}），本机时区 ${machine}`;
  return machine === timezone
    ? well('时区', found)
    : mind('时区', found, `不影响计算；日志和文件时间按本机时区显示，可设环境变量 TZ=${timezone}`);
}

/** A clock that stands before the newest delivery is wrong. */
export function clockAgainst(newest: string | null, at: Date): Finding {
  if (newest === null || newest <= at.toISOString()) return well('时钟', at.toISOString());
  return ill(
    '时钟',
    `本机时间 ${at.toISOString()} 早于最近一次接收 ${newest}`,
    '请校准本机时间（如启用 NTP），否则新的交付排在旧的前面',
  );
}

export async function disk(home: Home): Promise<Finding> {
  const { bavail, bsize } = await statfs(home.root);
  const free = bavail * bsize;
  const builds = (await readdir(home.warehouse).catch(() => [])).filter((name) => name.endsWith('.duckdb'));
  const sizes = await Promise.all(builds.map(async (name) => (await stat(join(home.warehouse, name))).size));
  const largest = Math.max(0, ...sizes);
  const used = sizes.reduce((sum, size) => sum + size, 0);
  const needed = 2 * largest + spareBytes;
  const found = `剩余 ${mb(free)}；${builds.length} 个构建占 ${mb(used)}，最大 ${mb(largest)}`;
  const advice = `接收和构建约需 ${mb(needed)}；请扩容，或减少 COCKPIT_KEEP_BUILDS 后运行 cockpit jobs run prune`;
  if (free < largest + spareBytes / 4) return ill('磁盘空间', found, advice);
  return free < needed ? mind('磁盘空间', found, advice) : well('磁盘空间', found);
}

/** Writes and removes a file in every folder that is written to. */
export async function permissions(home: Home): Promise<Finding> {
  const folders = [home.root, home.inbox, home.archivedFiles, home.receipts, home.warehouse, home.jobs];
  for (const folder of folders) {
    if ((await stat(folder).catch(() => null)) === null) continue;
    const probe = join(folder, `.doctor-${process.pid}`);
    try {
      await writeFile(probe, '');
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const advice = `大屏仍可显示已发布的数据，但不能接收和构建；请检查 ${folder} 的属主、权限和挂载方式`;
      return ill('写入权限', diskFault(error) ?? why, advice);
    } finally {
      await rm(probe, { force: true }).catch(() => undefined);
    }
  }
  return well('写入权限', `${home.root} 可以写入`);
}
