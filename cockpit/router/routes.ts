import type { RouteRecordRaw } from 'vue-router';
import ScreenPage from '../screen/ScreenPage.vue';
import { deskTexts } from '../locale/desk.ts';
import { duplicateTexts } from '../locale/duplicates.ts';
import { jobTexts } from '../locale/jobs.ts';
import { reportTexts } from '../locale/reports.ts';
import { matterTexts } from '../locale/matters.ts';
import { remoteTexts } from '../locale/remote.ts';
import { vitalityTexts } from '../locale/vitality.ts';
import { warningTexts } from '../locale/warnings.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** wall: everything on one screen, in units of it · page: text of reading size, and it scrolls. */
    readonly layout?: 'wall' | 'page';
    /** What the desk's list of pages and the browser's tab call it; a page without one is in no list. */
    readonly title?: string;
    /** One line on what the page is for. */
    readonly purpose?: string;
  }
}

/** The pages of the desk in the order of its list, each loaded when it is first opened. */
export const deskPages: readonly RouteRecordRaw[] = [
  {
    path: 'warnings',
    name: 'warnings',
    component: () => import('../desk/warnings/WarningsPage.vue'),
    meta: { title: warningTexts.title, purpose: warningTexts.purpose },
  },
  {
    path: 'warnings/:id',
    name: 'warning',
    component: () => import('../desk/warnings/WarningPage.vue'),
  },
  {
    path: 'duplicates',
    name: 'duplicates',
    component: () => import('../desk/duplicates/DuplicatesPage.vue'),
    meta: { title: duplicateTexts.title, purpose: duplicateTexts.purpose },
  },
  {
    path: 'matters',
    name: 'matters',
    component: () => import('../desk/matters/MattersPage.vue'),
    meta: { title: matterTexts.title, purpose: matterTexts.purpose },
  },
  {
    path: 'vitality',
    name: 'vitality',
    component: () => import('../desk/vitality/VitalityPage.vue'),
    meta: { title: vitalityTexts.title, purpose: vitalityTexts.purpose },
  },
  {
    path: 'vitality/stations/:station',
    name: 'vitality-station',
    component: () => import('../desk/vitality/StationPage.vue'),
  },
  {
    path: 'vitality/stations/:station/sheet',
    name: 'vitality-sheet',
    component: () => import('../desk/vitality/StationPage.vue'),
  },
  {
    path: 'vitality/definition',
    name: 'vitality-definition',
    component: () => import('../desk/vitality/DefinitionPage.vue'),
  },
  {
    path: 'vitality/what-if',
    name: 'vitality-what-if',
    component: () => import('../desk/vitality/WhatIfPage.vue'),
  },
  {
    path: 'reports',
    name: 'reports',
    component: () => import('../desk/reports/ReportsPage.vue'),
    meta: { title: reportTexts.title, purpose: reportTexts.purpose },
  },
  {
    path: 'reports/verify',
    name: 'reports-verify',
    component: () => import('../desk/reports/VerifyPage.vue'),
  },
  {
    path: 'jobs',
    name: 'jobs',
    component: () => import('../desk/jobs/JobsPage.vue'),
    meta: { title: jobTexts.title, purpose: jobTexts.purpose },
  },
];

/** The wall is loaded with the shell, since a wall shows nothing else; whatever is not known is the wall. */
export const routes: readonly RouteRecordRaw[] = [
  { path: '/screen', name: 'screen', component: ScreenPage, meta: { layout: 'wall' } },
  {
    path: '/screen/calibrate',
    name: 'calibrate',
    component: () => import('../screen/calibrate/CalibratePage.vue'),
    meta: { layout: 'wall' },
  },
  {
    path: '/remote',
    name: 'remote',
    component: () => import('../remote/RemotePage.vue'),
    meta: { layout: 'page', title: remoteTexts.title },
  },
  {
    path: '/desk',
    component: () => import('../desk/DeskShell.vue'),
    meta: { layout: 'page' },
    children: [
      {
        path: '',
        name: 'desk',
        component: () => import('../desk/home/DeskHome.vue'),
        meta: { title: deskTexts.home },
      },
      ...deskPages,
    ],
  },
  { path: '/:any(.*)*', redirect: (to) => ({ path: '/screen', query: to.query }) },
];
