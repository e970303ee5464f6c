import { createMemoryHistory } from 'vue-router';
import { describe, expect, it } from 'vitest';
import { createCockpitRouter } from './router.ts';
import { deskPages } from './routes.ts';

describe('the routes', () => {
  it.each(['/', '/nowhere', '/screen'])('%s is the wall, and keeps what the address says', async (path) => {
    const router = createCockpitRouter(createMemoryHistory());
    await router.push(`${path}?theme=light`);
    expect(router.currentRoute.value.fullPath).toBe('/screen?theme=light');
  });

  it('lists a title and a purpose for every page of the desk', () => {
    for (const { path, meta } of deskPages.filter(({ meta }) => meta?.title !== undefined))
      expect([path, meta?.purpose]).toEqual([path, expect.stringMatching(/./)]);
  });

  it('loads every page of the desk', async () => {
    const router = createCockpitRouter(createMemoryHistory());
    await router.push('/desk?theme=light');
    expect(router.currentRoute.value.name).toBe('desk');
    expect(router.currentRoute.value.meta.layout).toBe('page');
  });
});
