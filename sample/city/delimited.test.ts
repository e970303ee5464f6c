import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DelimitedFile, encodeGb18030, quoted } from './delimited.ts';

const folder = mkdtempSync(join(tmpdir(), 'sample-delimited-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('encodeGb18030', () => {
  it('is read back as it was', () => {
    const text = '龙港市大峃镇百丈漈，１２３４．５６（示例）“引号”—\r\n';
    expect(new TextDecoder('gb18030', { fatal: true }).decode(encodeGb18030(text))).toBe(text);
  });

  it('refuses what it cannot write', () => {
    expect(() => encodeGb18030('😀')).toThrow(RangeError);
  });
});

describe('DelimitedFile', () => {
  it('quotes cells with separators and counts rows of data only', () => {
    const name = join(folder, 'one.csv');
    const file = new DelimitedFile(name, 'utf-16le', '\t');
    file.line(['标题']);
    file.row(['1,234.50', 'a"b']);
    file.close();
    const bytes = readFileSync(name);
    expect([bytes[0], bytes[1]]).toEqual([0xff, 0xfe]);
    expect(new TextDecoder('utf-16le').decode(bytes)).toBe('标题\r\n"1,234.50"\t"a""b"\r\n');
    expect(file.rows).toBe(1);
  });

  it('leaves plain cells alone', () => {
    expect(quoted('市本级')).toBe('市本级');
  });
});
