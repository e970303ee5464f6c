import vue from '@vitejs/plugin-vue';
import { configDefaults, defineConfig } from 'vitest/config';

const second = 1000;
const never = [...configDefaults.exclude, '.cockpit/**', 'coverage/**'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...never, 'cockpit/**', 'tests/integration/**', 'tests/e2e/**', 'tests/browser.test.ts'],
          testTimeout: 20 * second,
        },
      },
      {
        plugins: [vue()],
        test: {
          name: 'cockpit',
          environment: 'happy-dom',
          include: ['cockpit/**/*.test.ts'],
          exclude: never,
          testTimeout: 20 * second,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          exclude: never,
          testTimeout: 300 * second,
          hookTimeout: 300 * second,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts', 'tests/browser.test.ts'],
          globalSetup: ['tests/e2e/sample-city.ts'],
          exclude: never,
          testTimeout: 120 * second,
          hookTimeout: 300 * second,
          // One browser and one server at a time: on two cores a second pair would only make both late.
          fileParallelism: false,
        },
      },
    ],
  },
});
