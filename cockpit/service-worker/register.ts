/** The files this page has read, for the worker to keep. */
const read = (): readonly string[] =>
  performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/assets/'))
    .map(({ pathname }) => pathname);

/** How long after the start the fonts of the first scenes have come, milliseconds. */
const settled = 10_000;

/**
 * Has the page and its files kept for when the server is away. Browsers allow it on https and on localhost only;
 * elsewhere the wall works without.
 */
export async function keepShell(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register('/service-worker.js', { type: 'module', updateViaCache: 'none' });
  const { active } = await navigator.serviceWorker.ready;
  const tell = (): void => active?.postMessage(read());
  tell();
  window.setTimeout(tell, settled);
}
