import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { definitionAt, definitionsFolder, parseStationDefinition, readDefinitions } from './definition.ts';

interface Document {
  index: { version: string; changelog: { version: string; text: string }[] };
  back_cast: string[];
  bands: { name: string; from: number }[];
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'definitions-'));
  await cp(definitionsFolder, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

const read = async (): Promise<Document> =>
  JSON.parse(await readFile(join(folder, '1.1.0.json'), 'utf8')) as Document;

describe('a definition of the stations’ index', () => {
  it('is refused without an entry of its own in the changelog, and without two periods it was tried on', async () => {
    const document = await read();
    expect(parseStationDefinition(document).version).toBe('1.1.0');
    const { changelog } = document.index;
    const unlogged = { ...document, index: { ...document.index, changelog: changelog.slice(1) } };
    expect(() => parseStationDefinition(unlogged)).toThrow(/changelog 没有 1\.1\.0/);
    expect(() => parseStationDefinition({ ...document, back_cast: ['2025', '2025'] })).toThrow(
      /两个不同的时期/,
    );
    expect(() => parseStationDefinition({ ...document, back_cast: ['2025'] })).toThrow(/back_cast/);
  });

  it('is not read from the folder when its text was changed after it was tried, or it was never tried', async () => {
    expect(readDefinitions(folder).map(({ version }) => version)).toEqual(['1.1.0', '1.0.0']);
    const document = await read();
    document.bands = document.bands.map((band, at) => (at === 0 ? { ...band, from: band.from + 1 } : band));
    await writeFile(join(folder, '1.1.0.json'), JSON.stringify(document));
    expect(() => readDefinitions(folder)).toThrow(/没有与其文本.*cockpit index release/);
    await rm(join(folder, '1.1.0.json'));
    await rm(join(folder, '1.0.0.back-cast.json'));
    expect(() => readDefinitions(folder)).toThrow(/定义 1\.0\.0 没有/);
  });

  it('is in force for periods that end on the eve of its first day or later', () => {
    const definitions = readDefinitions(folder);
    expect(definitionAt('2026-10-31', definitions)?.version).toBe('1.1.0');
    expect(definitionAt('2026-09-30', definitions)?.version).toBe('1.0.0');
    expect(definitionAt('2019-12-31', definitions)?.version).toBe('1.0.0');
  });
});
