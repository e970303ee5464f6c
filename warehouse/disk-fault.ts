/** What can be wrong with a disk, in words that say what to do. */
const faults: readonly (readonly [pattern: RegExp, text: string])[] = [
  [
    /ENOSPC|no space left on device|EDQUOT|disk quota exceeded|file too large|EFBIG/i,
    '磁盘已满（或超出配额），没有写完；原来的数据和构建没有动。请清理或扩容后重做，cockpit doctor 会列出占用',
  ],
  [
    /EROFS|read-only file system/i,
    '磁盘是只读的，无法写入；原来的数据和构建仍可使用。请检查磁盘和挂载方式后重做',
  ],
];

/** What a person should know of an error of the disk; null when it is none. */
export function diskFault(error: unknown): string | null {
  const texts: string[] = [];
  for (let at: unknown = error; at instanceof Error; at = at.cause)
    texts.push(at.message, 'code' in at && typeof at.code === 'string' ? at.code : '');
  const text = texts.join('\n');
  return faults.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
