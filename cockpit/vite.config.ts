import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  plugins: [vue()],
  build: {
    outDir: here('../dist/cockpit'),
    emptyOutDir: true,
    // The service worker reads it to keep every scene; a test weighs the first load by it.
    manifest: 'manifest.json',
    rolldownOptions: {
      input: { main: here('index.html'), 'service-worker': here('service-worker/worker.ts') },
      output: {
        // Its scope is its folder, so it lies at the top, under a name that stays.
        entryFileNames: ({ name }) =>
          name === 'service-worker' ? 'service-worker.js' : 'assets/[name]-[hash].js',
      },
    },
    target: 'es2023',
    // The page is served under `font-src 'self'`: a font inlined as a data URL would be refused.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_200,
  },
  server: {
    port: 5173,
    proxy: { '/api': { target: 'http://127.0.0.1:8080', changeOrigin: false } },
  },
});
