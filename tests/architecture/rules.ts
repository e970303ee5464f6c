import ts from 'typescript';
import { objection, packageObjection, roomOf } from '../../scripts/lint-rooms.mjs';
import { importsOf, isCode, syntaxOf, type SourceFile } from './source-file.ts';

/** A rule says what is wrong with one file; nothing: it is in order. */
export type HouseRule = (file: SourceFile) => readonly string[];

const maxLines = 400;
const namelessNames = /^(utils?|common|helpers?)$/;

/** Who may import whom: the table in scripts/lint-rooms.mjs. */
const imports: HouseRule = (file) => {
  if (!isCode(file.path)) return [];
  return importsOf(file)
    .map((found) =>
      found.kind === 'file' ? objection(file.path, found.path) : packageObjection(file.path, found.name),
    )
    .filter((reason) => reason !== undefined);
};

/** What runs imports packages of `dependencies` only; nothing leans on a package that package.json does not name. */
export function packages(dependencies: readonly string[], devDependencies: readonly string[]): HouseRule {
  return (file) => {
    if (!isCode(file.path)) return [];
    const known = new Set(
      roomOf(file.path) === undefined ? [...dependencies, ...devDependencies] : dependencies,
    );
    return importsOf(file)
      .filter((found) => found.kind === 'package')
      .filter(({ name }) => !/^(node|virtual):/.test(name))
      .map(({ name }) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name)
      .filter((name) => !known.has(name))
      .map((name) => `${name} is not among the packages it may use; see package.json`);
  };
}

const length: HouseRule = ({ path, text }) => {
  const lines = text.trimEnd().split('\n').length;
  return (isCode(path) || /\.(mjs|js|sql|css)$/.test(path)) && lines > maxLines
    ? [`${lines} lines; ${maxLines} at most, better 120`]
    : [];
};

/** A folder is named for what it knows, not for what it is. */
const names: HouseRule = ({ path }) =>
  path
    .split('/')
    .filter((part) => namelessNames.test(part.replace(/\..*$/, '')))
    .map((part) => `"${part}" says nothing about what is inside`);

/** A file that only passes on what others export hides where things are. */
const barrels: HouseRule = (file) => {
  if (!isCode(file.path) || file.path.endsWith('.vue')) return [];
  const { statements } = syntaxOf(file);
  const passesOn = statements.some(ts.isExportDeclaration);
  return passesOn && statements.every((it) => ts.isExportDeclaration(it) || ts.isImportDeclaration(it))
    ? ['it only re-exports; import from the files themselves']
    : [];
};

/** A statement says first, in a comment, its grain and purpose; a model ends by showing its result. */
const statements: HouseRule = ({ path, text }) => {
  if (!path.startsWith('warehouse/') || !path.endsWith('.sql')) return [];
  const wrong: string[] = [];
  if (!/^--\s*\S/.test(text)) wrong.push('the first line must be a comment: grain and purpose');
  if (path.startsWith('warehouse/models/') && !/\nselect \* from final;?\s*$/.test(text)) {
    wrong.push('a model must end with "select * from final"');
  }
  return wrong;
};

/** The sample city is the same every time: chance and the clock come in as arguments. */
const determinism: HouseRule = (file) => {
  if (roomOf(file.path) !== 'sample' || !isCode(file.path)) return [];
  const wrong: string[] = [];
  const visit = (node: ts.Node): void => {
    const text = node.getText();
    if (ts.isPropertyAccessExpression(node) && /^(Math\.random|Date\.now|performance\.now)$/.test(text)) {
      wrong.push(`${text} gives another city every time`);
    }
    const isClock = ts.isNewExpression(node) && (node.arguments ?? []).length === 0;
    if (isClock && node.expression.getText() === 'Date') wrong.push(`${text} gives another city every time`);
    ts.forEachChild(node, visit);
  };
  visit(syntaxOf(file));
  return wrong;
};

/** Every rule that needs nothing but the file. */
export const rules: Readonly<Record<string, HouseRule>> = {
  imports,
  length,
  names,
  barrels,
  statements,
  determinism,
};

/** Everything that is wrong, one line for each: `path: what`. */
export function findings(files: Iterable<SourceFile>, rules: readonly HouseRule[]): string[] {
  return [...files].flatMap((file) =>
    rules.flatMap((rule) => rule(file)).map((wrong) => `${file.path}: ${wrong}`),
  );
}
