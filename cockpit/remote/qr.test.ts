import { expect, it } from 'vitest';
import { qrPath } from './qr.ts';

it('draws the three corners a reader looks for, inside a quiet zone', () => {
  const { path, size } = qrPath('http://10.0.0.8:8080/remote?code=ABCD2345');
  const dark = new Set(path.split('M').map((square) => square.split('h')[0]));
  const last = size - 5;
  for (const corner of [`4 4`, `${last} 4`, `4 ${last}`]) expect(dark.has(corner), corner).toBe(true);
  expect(
    dark.has(`${last} ${last}`) && dark.has(`${last - 6} ${last - 6}`) && dark.has(`${last} ${last - 6}`),
  ).toBe(false);
  expect(
    [...dark].every(
      (at) =>
        at === '' ||
        at === undefined ||
        at.split(' ').every((part) => Number(part) >= 4 && Number(part) <= last),
    ),
  ).toBe(true);
});
