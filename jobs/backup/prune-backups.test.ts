import { expect, test } from 'vitest';
import { backupsToDrop } from './prune-backups.ts';

test('backups go by age, the last of a month stays for a year', () => {
  const days = (month: string, ...all: string[]) => all.map((day) => `2026${month}${day}T013000Z`);
  const stamps = [...days('08', '01', '31'), ...days('09', '30'), ...days('10', '01', '02', '03', '04')];
  expect(backupsToDrop(stamps, 2)).toEqual([...days('08', '01'), ...days('10', '01', '02')]);
  expect(backupsToDrop(stamps, 99)).toEqual([]);
});
