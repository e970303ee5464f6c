import { dirname, posix, relative, sep } from 'node:path';

/**
 * Who may import whom. `*` stands for every room. A path belongs to the longest room that begins it; paths in no
 * room (tests, scripts, configuration of tools) are free to import, and not there to be imported.
 */
export const rooms = {
  warehouse: [],
  etl: ['warehouse'],
  api: ['warehouse', 'api/contracts'],
  'api/contracts': [],
  jobs: ['etl', 'warehouse'],
  cockpit: ['api/contracts'],
  sample: [],
  commands: ['*'],
  root: ['*'],
};

/** Nobody imports these: they put the house together. */
const entrances = ['main.ts', 'cli.ts', 'task-main.ts'];

/** The room of a path from the top of the checkout; undefined for a path that is free. */
export function roomOf(path) {
  if (/\.test\.ts$|\.config\.ts$/.test(path)) return undefined;
  if (!path.includes('/')) return path.endsWith('.ts') ? 'root' : undefined;
  return Object.keys(rooms)
    .filter((room) => path.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0];
}

/** Why one file may not import another (paths from the top of the checkout); undefined when it may. */
export function objection(from, to) {
  const room = roomOf(from);
  if (room === undefined) return undefined;
  if (entrances.includes(to)) return `nobody imports ${to}: it puts the house together`;
  const target = roomOf(to);
  if (target === room) return undefined;
  if (target === undefined)
    return `${room} may not import ${to}: tests and tools are not part of the product`;
  if (rooms[room].includes('*') || rooms[room].includes(target)) return undefined;
  const allowed = rooms[room].length === 0 ? 'nothing of ours' : `only ${rooms[room].join(', ')}`;
  return `${room} may not import ${target} (${to}): it may import ${allowed}`;
}

/** Why a file may not import a package (the name as written); undefined when it may. */
export function packageObjection(from, name) {
  if (roomOf(from) !== 'api/contracts' || name === 'zod') return undefined;
  return `api/contracts may not import ${name}: the browser reads it too, so Zod only`;
}

/** The table above as an ESLint rule. */
export const rule = {
  meta: { type: 'problem', schema: [], messages: { objection: '{{ objection }}.' } },
  create(context) {
    const top = context.cwd;
    const path = (file) => relative(top, file).split(sep).join('/');
    const from = path(context.filename);
    const check = (source) => {
      if (typeof source?.value !== 'string') return;
      const name = source.value.replace(/\?.*$/, '');
      const found = name.startsWith('.')
        ? objection(from, path(posix.join(dirname(context.filename), name)))
        : packageObjection(from, name);
      if (found !== undefined)
        context.report({ node: source, messageId: 'objection', data: { objection: found } });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      TSImportType: (node) => check(node.source ?? node.argument?.literal),
    };
  },
};
