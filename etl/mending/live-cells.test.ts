import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DuckDbEngine } from '../../warehouse/connection.ts';
import { loadCells } from '../cells/load-cells.ts';
import { guarded, unguarded } from '../../warehouse/columns/live-cells.ts';

const cells = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '＝', '1', '.', ',', 'a') }),
);

test('no cell is live once guarded, and none is changed for good', () => {
  fc.assert(
    fc.property(cells, (cell) => {
      expect(unguarded(guarded(cell))).toBe(cell);
      expect(guarded(cell)).not.toMatch(/^[=@\t\r＝＠]|^[+\-＋－](?![\d.,—–\-－%]*$)/);
    }),
  );
});

test('numbers and dashes stay as they are', () => {
  for (const cell of ['-1,234.50', '+3', '-.5', '-', '—', '--', '−']) expect(guarded(cell)).toBe(cell);
  expect(guarded('-1+cmd')).toBe("'-1+cmd");
  expect(guarded("'=1")).toBe("''=1");
});

test('SQL takes the guard off as JavaScript does', async () => {
  const engine = await DuckDbEngine.open(':memory:', { readOnly: false, prepare: loadCells });
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(cells, { minLength: 1, maxLength: 40 }), async (texts) => {
        const sane = texts.map((text) => text.replaceAll(String.fromCharCode(0), ''));
        const rows = await engine.rows('select cell_unguarded(unnest($sane)) as text', { sane });
        expect(rows.map(({ text }) => text)).toEqual(sane.map(unguarded));
      }),
      { numRuns: 30 },
    );
  } finally {
    engine.close();
  }
});
