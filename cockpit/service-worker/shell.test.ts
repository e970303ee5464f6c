import { describe, expect, it } from 'vitest';
import { askedFor, filesOf, outdated } from './shell.ts';

const origin = 'http://wall';
const get = (path: string, mode = 'cors') => ({ method: 'GET', mode, url: `${origin}${path}` });

describe('the shell', () => {
  it.each([
    [get('/screen?scene=audit', 'navigate'), 'page'],
    [get('/', 'navigate'), 'page'],
    [get('/desk/vitality', 'navigate'), 'page'],
    [get('/readyz', 'navigate'), 'other'],
    [get('/assets/main-1a2b.js'), 'asset'],
    [get('/icon.svg'), 'asset'],
    [get('/api/v1/builds/current'), 'other'],
    [get('/api/v1/rejects/x/file', 'navigate'), 'other'],
    [{ ...get('/assets/a.js'), method: 'POST' }, 'other'],
    [{ method: 'GET', mode: 'cors', url: 'http://elsewhere/assets/a.js' }, 'other'],
  ])('takes %j for %s', (request, asked) => {
    expect(askedFor(request, origin)).toBe(asked);
  });

  it('is every script and style of the bundle, once', () => {
    const manifest = {
      'index.html': { file: 'assets/main-1.js', css: ['assets/main-1.css'], assets: ['assets/a.woff2'] },
      'screen/scenes/A.vue': { file: 'assets/A-2.js', css: ['assets/main-1.css'] },
      'service-worker/worker.ts': { file: 'service-worker.js' },
    };
    expect(filesOf(manifest)).toEqual(['/assets/main-1.js', '/assets/main-1.css', '/assets/A-2.js']);
    expect(filesOf('nonsense')).toEqual([]);
  });

  it('drops the scripts of an earlier bundle, and no font', () => {
    const cached = ['/assets/main-1.js', '/assets/main-0.js', '/assets/a.woff2', '/screen'];
    expect(outdated(cached, ['/assets/main-1.js'])).toEqual(['/assets/main-0.js']);
  });
});
