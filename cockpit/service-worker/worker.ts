/**
 * The shell for when the server is away: the page and its files come from here, the figures from IndexedDB
 * (wire/shelf.ts). Nothing of the API passes through.
 */
import { askedFor, filesOf, outdated } from './shell.ts';

interface LifeEvent extends Event {
  readonly waitUntil: (work: Promise<unknown>) => void;
}
interface AskEvent extends LifeEvent {
  readonly request: Request;
  readonly respondWith: (answer: Promise<Response>) => void;
}
interface TellEvent extends LifeEvent {
  readonly data: unknown;
}
/** What is used of a worker's scope; the page's own types do not know it. */
interface WorkerScope {
  readonly caches: CacheStorage;
  readonly clients: { readonly claim: () => Promise<void> };
  readonly location: Location;
  readonly skipWaiting: () => Promise<void>;
  readonly addEventListener: <Name extends keyof Events>(
    name: Name,
    run: (event: Events[Name]) => void,
  ) => void;
}
interface Events {
  readonly install: LifeEvent;
  readonly activate: LifeEvent;
  readonly fetch: AskEvent;
  readonly message: TellEvent;
}

const scope = globalThis as unknown as WorkerScope;
const shell = (): Promise<Cache> => scope.caches.open('shell');
/** Every page is this one. */
const pageKey = '/screen';
/** A server that does not answer a page within this time is taken for lost, milliseconds. */
const patience = 4_000;

async function refresh(): Promise<void> {
  const cache = await shell();
  const answer = await fetch('/manifest.json', { cache: 'no-cache' });
  if (!answer.ok) return;
  const files = filesOf(await answer.json());
  const cached = (await cache.keys()).map(({ url }) => new URL(url).pathname);
  await cache.addAll(files.filter((file) => !cached.includes(file)));
  for (const path of outdated(cached, files)) await cache.delete(path);
}

/** Files that the page has read before there was a worker: its fonts above all. */
async function keep(paths: readonly unknown[]): Promise<void> {
  const cache = await shell();
  for (const path of paths)
    if (typeof path === 'string' && path.startsWith('/assets/') && (await cache.match(path)) === undefined)
      await cache.add(path).catch(() => undefined);
}

async function page(request: Request): Promise<Response> {
  const cache = await shell();
  const gaveUp = AbortSignal.timeout(patience);
  const answer = await fetch(request.url, { signal: gaveUp, credentials: 'same-origin' }).catch(() => null);
  if (answer?.ok === true) {
    await cache.put(pageKey, answer.clone());
    return answer;
  }
  return (await cache.match(pageKey)) ?? answer ?? Response.error();
}

async function asset(request: Request): Promise<Response> {
  const cache = await shell();
  const kept = await cache.match(request, { ignoreVary: true });
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

scope.addEventListener('install', (event) => {
  const work = async (): Promise<void> => {
    await (await shell()).addAll([pageKey, '/icon.svg']);
    await refresh();
    await scope.skipWaiting();
  };
  event.waitUntil(work());
});
scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()));
scope.addEventListener('message', (event) => {
  const { data } = event;
  if (Array.isArray(data)) event.waitUntil(Promise.all([refresh().catch(() => undefined), keep(data)]));
});
scope.addEventListener('fetch', (event) => {
  const asked = askedFor(event.request, scope.location.origin);
  if (asked === 'page') event.respondWith(page(event.request));
  if (asked === 'asset') event.respondWith(asset(event.request));
});
