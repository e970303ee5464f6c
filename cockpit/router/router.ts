import { createRouter, type Router, type RouterHistory } from 'vue-router';
import { routes } from './routes.ts';

/** The cockpit's router over a history: the browser's, or one in memory for tests. */
export const createCockpitRouter = (history: RouterHistory): Router =>
  createRouter({
    history,
    routes: [...routes],
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
  });
