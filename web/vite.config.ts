import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** https://vite.dev/config/: the page is served from the root of its own origin, and gets its settings from /config.json at run time. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: '../build/web',
    emptyOutDir: true,
    // What browsers of the last two years know.
    target: 'es2023',
    // Data URLs would need an exception in the Content-Security-Policy.
    assetsInlineLimit: 0,
  },
});
