import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** Where a server listens that answers the API while one develops. */
const server = process.env.HUBBUB_SERVER ?? 'http://localhost:8080';

/** Tells the service worker which files there are. */
function shell(): Plugin {
  return {
    name: 'hubbub-shell',
    enforce: 'post',
    generateBundle(_, bundle) {
      const worker = bundle['sw.js'];
      if (worker?.type !== 'chunk') return;
      const assets = Object.keys(bundle).filter((name) => name.startsWith('assets/')).sort();
      const name = `shell-${createHash('sha256').update(assets.join()).digest('hex').slice(0, 16)}`;
      const files = ['/', ...assets.map((asset) => `/${asset}`)];
      worker.code = worker.code.replace('__SHELL__', JSON.stringify({ name, files }));
    },
  };
}

export default defineConfig({
  base: '/',
  publicDir: 'public',
  plugins: [shell()],
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
    rollupOptions: {
      input: { index: 'index.html', sw: 'src/shell/sw.ts' },
      output: {
        // A service worker answers for all paths below its own, and a browser finds a new one under the same name.
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
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
    setupFiles: ['test/setup.ts'],
    restoreMocks: true,
    testTimeout: 60_000,
  },
});
