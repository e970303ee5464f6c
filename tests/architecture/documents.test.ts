import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../../settings.ts';

const top = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(top, path), 'utf8');

/** The Markdown files at the top and below docs, from the top of the checkout. */
const documents = [
  ...readdirSync(top),
  ...readdirSync(join(top, 'docs'), { recursive: true, encoding: 'utf8' }).map((path) => `docs/${path}`),
].filter((path) => path.endsWith('.md'));

const found = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? '');

describe('the documents', () => {
  it.each(documents)('%s links to files that exist', (document) => {
    const missing = found(read(document), /\]\(([^)#]+)(?:#[^)]*)?\)/g)
      .filter((link) => !/^https?:/.test(link))
      .filter((link) => !existsSync(join(top, dirname(document), link)));
    expect(missing).toEqual([]);
  });

  it.each(['ARCHITECTURE.md', 'CONTRIBUTING.md', ...documents.filter((it) => it.includes('decisions/'))])(
    '%s names files of the checkout by their real names',
    (document) => {
      const paths = /`((?:api|cockpit|etl|sample|scripts|tests|warehouse)\/[\w./-]*\.(?:ts|vue|sql|mjs))`/g;
      expect(found(read(document), paths).filter((path) => !existsSync(join(top, path)))).toEqual([]);
    },
  );

  it('README lists every setting with its default', () => {
    const listed = [...read('README.md').matchAll(/^\| `([A-Z_]+)`\s*\| `([^`]*)`/gm)];
    const defaults = Object.entries(settingsSchema.parse({})).map(([name, value]) => [name, String(value)]);
    expect(Object.fromEntries(listed.map(([, name, value]) => [name, value]))).toEqual(
      Object.fromEntries(defaults),
    );
  });
});
