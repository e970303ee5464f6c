import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { seedsFolder } from '../seeds-folder.ts';
import { Gazetteer, type AreaName } from './gazetteer.ts';
import { foldForWords } from './normalise.ts';

const areaRow = z.object({
  code: z.string(),
  name: z.string(),
  aliases: z.string(),
  level: z.string(),
  parent_code: z.string(),
});
const townshipRow = z.object({
  code: z.string(),
  name: z.string(),
  aliases: z.string(),
  county_code: z.string(),
});

/** The city's areas and townships by name, from the seeds. City level and functional zones are budgets, not places. */
export async function gazetteerOfSeeds(folder = seedsFolder): Promise<Gazetteer> {
  const read = async (file: string): Promise<unknown> =>
    parse(await readFile(join(folder, file), 'utf8'), { columns: true });
  const areas = z.array(areaRow).parse(await read('area.csv'));
  const townships = z.array(townshipRow).parse(await read('township.csv'));
  const folded = (name: string, aliases: string): Pick<AreaName, 'name' | 'aliases'> => ({
    name: foldForWords(name),
    aliases: aliases === '' ? [] : aliases.split('|').map((alias) => foldForWords(alias)),
  });
  return new Gazetteer([
    ...areas
      .filter(({ level }) => level === 'city' || level === 'county')
      .map(({ code, name, aliases, parent_code }) => ({
        ...folded(name, aliases),
        key: code,
        parent: parent_code === '' ? null : parent_code,
      })),
    ...townships.map(({ code, name, aliases, county_code }) => ({
      ...folded(name, aliases),
      key: code,
      parent: county_code,
    })),
  ]);
}
