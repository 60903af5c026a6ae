import { defineConfig } from 'vitest/config';

/** Where a server listens that answers the API while one develops. */
const server = process.env.HUBBUB_SERVER ?? 'http://localhost:8080';

export default defineConfig({
  base: '/',
  publicDir: 'public',
  build: {
    // The Maven build says where in its target directory the client belongs.
    outDir: process.env.HUBBUB_WEB_OUT ?? 'dist',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    // The Content-Security-Policy has no inline script, and asks for no data URIs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: true,
  },
  worker: { format: 'es' },
  server: {
    proxy: {
      '/api': { target: server, ws: true },
    },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
    restoreMocks: true,
  },
});
