import './wire/without-eval.ts';
import '@fontsource-variable/noto-sans-sc';
import './theme/tokens.css';
import './theme/base.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { createWebHistory } from 'vue-router';
import App from './App.vue';
import { registerCharts } from './charts/register.ts';
import { keepShell } from './service-worker/register.ts';
import { createCockpitRouter } from './router/router.ts';

registerCharts();
const router = createCockpitRouter(createWebHistory());
const app = createApp(App).use(createPinia()).use(router);
// The page is drawn once, under the address it will have.
void router.isReady().then(() => app.mount('#app'));
// While developing, the files change all the time; a shell that keeps them would be in the way.
if (import.meta.env.MODE === 'production') void keepShell();
