/** Puts numbers (rows, mostly) together by what they are called, in order of first mention. */
export function grouped<K>(rows: Iterable<number>, keyOf: (row: number) => K | undefined): Map<K, number[]> {
  const groups = new Map<K, number[]>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key === undefined) continue;
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [row]);
    else members.push(row);
  }
  return groups;
}
