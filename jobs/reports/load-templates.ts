import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseTemplate } from './parse-template.ts';
import { TemplateError, type Template } from './template.ts';

const own = join(import.meta.dirname, 'templates');

/** Ids of the templates there are: those of the house, and the office's own, which take their place by name. */
export async function templateIds(officeFolder: string): Promise<readonly string[]> {
  const names = [...(await readdir(own)), ...(await readdir(officeFolder).catch(() => []))];
  return [...new Set(names.flatMap((name) => /^([\w-]+)\.md$/.exec(name)?.[1] ?? []))].sort();
}

/** @throws TemplateError */
export async function loadTemplate(id: string, officeFolder: string): Promise<Template> {
  const known = await templateIds(officeFolder);
  if (!known.includes(id)) throw new TemplateError(`没有模板“${id}”；可用的模板：${known.join('、')}`);
  const office = await readFile(join(officeFolder, `${id}.md`), 'utf8').catch(() => null);
  return parseTemplate(id, office ?? (await readFile(join(own, `${id}.md`), 'utf8')));
}
