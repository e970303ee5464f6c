import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as house from './architecture/rules.ts';
import type { SourceFile } from './architecture/source-file.ts';

const top = join(import.meta.dirname, '..');
const notOurs = /^(node_modules|dist|coverage|docs)$|^\./;

function checkout(): SourceFile[] {
  return readdirSync(top, { withFileTypes: true })
    .filter((entry) => !notOurs.test(entry.name))
    .flatMap((entry) => (entry.isDirectory() ? under(entry.name) : [entry.name]))
    .filter((path) => /\.(ts|vue|sql|mjs|js|css)$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(top, path), 'utf8') }));
}

function under(folder: string): string[] {
  const paths = readdirSync(join(top, folder), { recursive: true, encoding: 'utf8' });
  return paths.map((path) => `${folder}/${path.split(sep).join('/')}`);
}

const manifest = createRequire(import.meta.url)('../package.json') as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};
const packages = house.packages(Object.keys(manifest.dependencies), Object.keys(manifest.devDependencies));
const rules: Record<string, house.HouseRule> = { ...house.rules, packages };

const files = checkout();

describe('the house', () => {
  it('is read as a whole', () => {
    const folders = new Set(files.map(({ path }) => path.split('/')[0]));
    expect([...folders]).toEqual(expect.arrayContaining(['api', 'cockpit', 'etl', 'sample', 'warehouse']));
  });

  it.each(Object.entries(rules))('holds its rule: %s', (_, rule) => {
    expect(house.findings(files, [rule])).toEqual([]);
  });
});

describe('a house gone wrong', () => {
  const line = 'export const x = 1;\n';
  const wrong: Record<string, readonly [path: string, text: string, finding: string]> = {
    'the warehouse reaches up': [
      'warehouse/build.ts',
      "import { intake } from '../etl/intake.ts';",
      'warehouse may not import etl',
    ],
    'the sample leans on the product': [
      'sample/city/areas.ts',
      "import type { Contract } from '../../etl/contract.ts';",
      'sample may not import etl',
    ],
    'the screen reaches past the contracts': [
      'cockpit/screen/Tile.vue',
      '<script setup lang="ts">\nimport { app } from \'../../api/app.ts\';\n</script>\n<template><p /></template>',
      'cockpit may not import api (api/app.ts)',
    ],
    'an import is hidden in a call': [
      'api/routes/builds.ts',
      "const jobs = await import('../../jobs/scheduler.ts');",
      'api may not import jobs',
    ],
    'somebody imports the entrance': [
      'jobs/tasks/night.ts',
      "import '../../main.ts';",
      'nobody imports main.ts',
    ],
    'the product imports a test': [
      'etl/intake.ts',
      "import '../tests/browser.ts';",
      'tests and tools are not part of the product',
    ],
    'the wire brings a package to the browser': [
      'api/contracts/builds.ts',
      "import { join } from 'node:path';",
      'Zod only',
    ],
    'a package of the tests is shipped': [
      'etl/readers/csv.ts',
      "import fc from 'fast-check';",
      'fast-check is not among the packages',
    ],
    'a package is nobody’s': [
      'tests/browser.ts',
      "import tar from 'tar-fs';",
      'tar-fs is not among the packages',
    ],
    'a file is too long': ['etl/intake.ts', line.repeat(401), '401 lines'],
    'a folder says nothing': ['api/utils/date.ts', line, '"utils" says nothing'],
    'a file says nothing': ['api/routes/helpers.ts', line, '"helpers.ts" says nothing'],
    'a barrel': [
      'etl/index.ts',
      "export * from './intake.ts';\nexport { a } from './a.ts';",
      'only re-exports',
    ],
    'a statement without its head': [
      'warehouse/checks/keys.sql',
      'select 1',
      'the first line must be a comment',
    ],
    'a model without its end': [
      'warehouse/models/marts/payments.sql',
      '-- One row a payment.\nselect * from staged',
      'a model must end with',
    ],
    'chance in the sample': ['sample/city/payments.ts', 'const a = Math.random();', 'Math.random'],
    'the clock in the sample': ['sample/city/payments.ts', 'const a = Date.now();', 'Date.now'],
    'today in the sample': ['sample/city/payments.ts', 'const a = new Date();', 'new Date()'],
  };

  it.each(Object.entries(wrong))('is seen: %s', (_, [path, text, finding]) => {
    expect(house.findings([{ path, text }], Object.values(rules)).join('\n')).toContain(finding);
  });

  it('is not seen where all is well', () => {
    const well: SourceFile[] = [
      {
        path: 'api/routes/builds.ts',
        text: "import { x } from '../contracts/builds.ts';\nexport { x };\nx();",
      },
      { path: 'sample/city/clock.ts', text: '// not Math.random()\nexport const day = new Date(0);' },
      { path: 'warehouse/models/marts/a.sql', text: '-- One row an area.\nselect * from final\n' },
      { path: 'etl/intake.test.ts', text: "import fc from 'fast-check';\nfc.assert(x);" },
      { path: 'main.ts', text: "import { createApp } from './api/app.ts';\ncreateApp();" },
    ];
    expect(house.findings(well, Object.values(rules))).toEqual([]);
  });
});
