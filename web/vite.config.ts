import { svelte } from '@sveltejs/vite-plugin-svelte';
import { loadEnv } from 'vite';
import { defineConfig } from 'vitest/config';

export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  build: {
    target: 'es2022',
    // Every supported browser preloads modules by itself; the polyfill would be dead weight.
    modulePreload: { polyfill: false },
    // The page's policy allows no inline style or script, so assets stay files.
    assetsInlineLimit: 0,
    reportCompressedSize: true,
  },
  server: {
    proxy: { '/api': loadEnv(mode, '.', 'GAINSAY_').GAINSAY_API ?? 'http://127.0.0.1:7878' },
  },
  test: {
    include: ['tests/unit/**/*.test.ts'],
    environment: 'node',
    // The palette's test reads its colours from the style sheet.
    css: { include: /tokens\.css/ },
  },
}));
