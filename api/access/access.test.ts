import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createToken, readTokens, revokeToken, TokenError } from '../../warehouse/access/tokens.ts';
import { Home } from '../../warehouse/home.ts';
import { WatchedTokens } from './watched-tokens.ts';

let home: Home;
const now = new Date('2026-11-03T02:00:00Z');
beforeAll(async () => {
  home = new Home(await mkdtemp(join(tmpdir(), 'cockpit-access-')));
});
afterAll(() => rm(home.root, { recursive: true, force: true }));

const paths = {
  tile: '/api/v1/metrics/general_revenue',
  rows: '/api/v1/metrics/general_revenue/rows',
  warnings: '/api/v1/warnings',
  proof: '/api/v1/warnings/split_payments-202609-101',
  explore: '/api/v1/explore',
  jobs: '/api/v1/jobs',
  matters: '/api/v1/suggestions/matters',
  similar: '/api/v1/suggestions/JY2026-0001/similar',
  nowhere: '/api/v1/nowhere',
  page: '/desk/vitality',
};

it('keeps hashes only, and opens to each token what its scopes say', async () => {
  const screen = await createToken(home, { name: '大屏', scopes: ['screen'] }, now);
  const desk = await createToken(home, { name: '预算工委', scopes: ['desk'] }, now);
  const admin = await createToken(home, { name: '管理员', scopes: ['admin'] }, now);
  const kept = await readFile(home.tokens, 'utf8');
  for (const token of [screen, desk, admin]) expect(kept).not.toContain(token.slice(8));
  expect((await stat(home.tokens)).mode & 0o777).toBe(0o600);

  const watched = new WatchedTokens(home, (error) => expect(error).toBeNull());
  await watched.look();
  const opens = (authorization: string | undefined) =>
    Object.fromEntries(
      Object.entries(paths).map(([name, path]) => [name, watched.access.admit(authorization, path)]),
    );
  const [yes, no, unknown] = ['admitted', 'forbidden', 'unknown'];
  expect(opens(`Bearer ${screen}`)).toEqual({
    ...{ tile: yes, rows: no, warnings: yes, proof: no, explore: no, jobs: yes, page: yes },
    ...{ matters: yes, similar: no, nowhere: no },
  });
  expect(opens(`Bearer ${desk}`)).toEqual({
    ...{ tile: yes, rows: yes, warnings: yes, proof: yes, explore: yes, jobs: yes, page: yes },
    ...{ matters: yes, similar: yes, nowhere: no },
  });
  expect(opens(`Bearer ${admin}`)).toEqual({
    ...{ tile: yes, rows: yes, warnings: yes, proof: yes, explore: yes, jobs: yes, page: yes },
    ...{ matters: yes, similar: yes, nowhere: yes },
  });
  const basic = Buffer.from(`anyone:${screen}`).toString('base64');
  expect(watched.access.admit(`Basic ${basic}`, paths.tile)).toBe(yes);
  for (const wrong of [undefined, '', 'Bearer', `Bearer ${screen}x`, 'Basic !!', screen])
    expect(watched.access.admit(wrong, paths.tile)).toBe(unknown);
});

it('opens no more to a path that the router reads as another', async () => {
  const screen = await createToken(home, { name: '走廊大屏', scopes: ['screen'] }, now);
  const watched = new WatchedTokens(home, (error) => expect(error).toBeNull());
  await watched.look();
  const variants = (path: string) => [`${path}/`, path.toUpperCase(), path.replace('/api/v1', '/API/v1')];
  for (const path of [
    paths.rows,
    paths.proof,
    paths.explore,
    paths.similar,
    '/api/v1/builds/a/diff/b',
    '/api/v1/rejects',
  ])
    for (const variant of [path, ...variants(path)])
      expect(watched.access.admit(`Bearer ${screen}`, variant), variant).toBe('forbidden');
  for (const variant of variants(paths.tile))
    expect(watched.access.admit(`Bearer ${screen}`, variant), variant).toBe('admitted');
});

it('closes what a revoked token opened, and gives its name free', async () => {
  const token = await createToken(home, { name: '临时', scopes: ['screen'] }, now);
  const watched = new WatchedTokens(home, () => undefined);
  await watched.look();
  expect(watched.access.admit(`Bearer ${token}`, paths.tile)).toBe('admitted');
  await expect(createToken(home, { name: '临时', scopes: ['desk'] }, now)).rejects.toThrow(TokenError);
  await revokeToken(home, '临时', now);
  const after = new WatchedTokens(home, () => undefined);
  await after.look();
  expect(after.access.admit(`Bearer ${token}`, paths.tile)).toBe('unknown');
  await expect(revokeToken(home, '临时', now)).rejects.toThrow(TokenError);
  expect((await readTokens(home)).find(({ name }) => name === '临时')?.revokedAt).toBe(now.toISOString());
});
