import './wire/without-eval.ts';
import '@fontsource-variable/noto-sans-sc';
import './theme/tokens.css';
import './theme/base.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { registerCharts } from './charts/register.ts';

registerCharts();
createApp(App).use(createPinia()).mount('#app');
