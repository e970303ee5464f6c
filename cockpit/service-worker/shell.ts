/**
 * page: a page of the cockpit, whose HTML is the same for all · asset: a file whose name carries a hash of its
 * content · other: not the shell's business (the API above all: what it says is never answered from a cache here).
 */
export type Asked = 'page' | 'asset' | 'other';

export function askedFor(
  request: { readonly method: string; readonly mode: string; readonly url: string },
  origin: string,
): Asked {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== origin || url.pathname.startsWith('/api/')) return 'other';
  if (request.mode === 'navigate')
    return /^\/(?:screen|desk|remote)?(?:\/|$)/.test(url.pathname) ? 'page' : 'other';
  return url.pathname.startsWith('/assets/') || url.pathname === '/icon.svg' ? 'asset' : 'other';
}

/** The scripts and styles of the bundle, from Vite's manifest: every scene's, also of those not yet seen. */
export function filesOf(manifest: unknown): readonly string[] {
  if (typeof manifest !== 'object' || manifest === null) return [];
  const files = Object.values(manifest as Record<string, unknown>).flatMap((chunk) => {
    if (typeof chunk !== 'object' || chunk === null) return [];
    const { file, css } = chunk as { file?: unknown; css?: unknown };
    return [file, ...(Array.isArray(css) ? (css as unknown[]) : [])];
  });
  const own = files.filter((file): file is string => typeof file === 'string' && /\.(js|css)$/.test(file));
  return [...new Set(own)].filter((file) => file.startsWith('assets/')).map((file) => `/${file}`);
}

/** What of the cache no longer belongs to this bundle. Fonts stay: they are not in the manifest, and seldom change. */
export const outdated = (cached: readonly string[], files: readonly string[]): readonly string[] =>
  cached.filter((path) => /\.(js|css)$/.test(path) && !files.includes(path));
