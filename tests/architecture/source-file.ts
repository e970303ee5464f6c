import { posix } from 'node:path';
import ts from 'typescript';
import { parse } from 'vue/compiler-sfc';

/** A file of the checkout: its path from the top, with forward slashes, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** An import as a file of ours (path from the top) or as a package (the name as written). */
export type Import =
  { readonly kind: 'file'; readonly path: string } | { readonly kind: 'package'; readonly name: string };

export const isCode = (path: string): boolean => /\.(ts|vue)$/.test(path);

/** The TypeScript of a file: all of a .ts file, the script blocks of a .vue file. */
export function codeOf({ path, text }: SourceFile): string {
  if (!path.endsWith('.vue')) return text;
  const { script, scriptSetup } = parse(text, { filename: path, sourceMap: false }).descriptor;
  return [script?.content, scriptSetup?.content].filter((block) => block !== undefined).join('\n');
}

/** Every import of a file: static, dynamic, of types, re-exports. */
export function importsOf(file: SourceFile): Import[] {
  return ts.preProcessFile(codeOf(file), true, true).importedFiles.map(({ fileName }) => {
    const name = fileName.replace(/\?.*$/, '');
    if (!name.startsWith('.')) return { kind: 'package', name };
    return { kind: 'file', path: posix.join(posix.dirname(file.path), name) };
  });
}

export function syntaxOf(file: SourceFile): ts.SourceFile {
  return ts.createSourceFile(file.path, codeOf(file), ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
}
