import type { Scope } from '../../warehouse/access/tokens.ts';

interface Opening {
  readonly path: RegExp;
  readonly scopes: readonly Scope[];
}

const everyone: readonly Scope[] = ['screen', 'desk', 'port'];

/** What opens what; the first that fits decides, `admin` opens all of it. A path named nowhere is the admin's. */
const openings: readonly Opening[] = [
  // Rows of ledgers: behind a value, and in the proof of a warning.
  { path: /^\/api\/v1\/(metrics\/[^/]+\/rows|warnings\/[^/]+)$/, scopes: ['desk'] },
  {
    path: /^\/api\/v1\/(metrics|warnings|vitality|places|map|events|openapi\.json|docs)(\/|$)/,
    scopes: everyone,
  },
  { path: /^\/api\/v1\/builds(\/current)?$/, scopes: everyone },
  { path: /^\/api\/v1\/deliveries$/, scopes: ['screen', 'desk'] },
  { path: /^\/api\/v1\/remote(\/|$)/, scopes: ['screen', 'port'] },
  // Two answers the wall shows a part of: what was asked again, and which job is late.
  { path: /^\/api\/v1\/suggestions\/matters$/, scopes: everyone },
  { path: /^\/api\/v1\/jobs$/, scopes: ['screen', 'desk'] },
  { path: /^\/api\/v1\/suggestions(\/|$)/, scopes: ['desk', 'port'] },
  { path: /^\/api\/v1\/(builds|explore|rejects|reports)(\/|$)/, scopes: ['desk'] },
  { path: /^\/api(\/|$)/, scopes: [] },
  // The cockpit's own files: pages without data.
  { path: /^\//, scopes: everyone },
];

/** As the router reads it: in whatever case, with or without a slash at the end. */
const routed = (path: string): string => path.toLowerCase().replace(/\/+$/, '') || '/';

export function mayOpen(scopes: readonly Scope[], path: string): boolean {
  if (scopes.includes('admin')) return true;
  const read = routed(path);
  const opening = openings.find((one) => one.path.test(read));
  return opening?.scopes.some((scope) => scopes.includes(scope)) ?? false;
}
