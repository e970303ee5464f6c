import { join } from 'node:path';
import {
  expectedWarnings,
  everyWarning,
  foundWarnings,
  isAbout,
  isFound,
} from '../tests/fixtures/planted-warnings.ts';
import { currentSchema } from '../warehouse/build-report.ts';
import { DuckDbEngine } from '../warehouse/connection.ts';
import { Home, readJson } from '../warehouse/home.ts';
import { warningRules } from '../warehouse/warnings/registry.ts';

/** `npm run warnings-report`: what the rules find of a sample city in COCKPIT_HOME, planted and not, as a table. */
const home = new Home(process.env.COCKPIT_HOME ?? '.cockpit');
const { build } = currentSchema.parse(await readJson(home.currentBuild));
const expected = await expectedWarnings(join(home.root, 'planted.json'));
const engine = await DuckDbEngine.open(home.buildFile(build), { readOnly: true });
const found = foundWarnings(await engine.rows(everyWarning));
engine.close();

const distinct = (subjects: readonly { readonly rule: string; readonly subject: string }[]): number =>
  new Set(subjects.map(({ rule, subject }) => `${rule}/${subject}`)).size;

const lines = [
  '| rule | planted | found | others standing | others, all months (subjects) |',
  '| --- | ---: | ---: | ---: | ---: |',
];
for (const { id, name } of warningRules.values()) {
  const planted = expected.filter(({ rule }) => rule === id);
  const own = found.filter(({ rule }) => rule === id);
  const others = own.filter((warning) => !planted.some((each) => isAbout(each, warning)));
  lines.push(
    `| ${name} \`${id}\` | ${planted.length} | ${planted.filter((each) => own.some((warning) => isFound(each, warning))).length} | ${others.filter(({ stands }) => stands).length} | ${others.length} (${distinct(others)}) |`,
  );
}
process.stdout.write(`${lines.join('\n')}\n`);
