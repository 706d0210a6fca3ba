import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { noteBundledPackages } from './scripts/licences/bundled.mjs';

// The oldest Electron that set-up may install (42): its Node and its Chromium.
const NODE = 'node24.15';
const CHROMIUM = 'chrome148';

export default defineConfig({
  main: {
    plugins: [noteBundledPackages('main')],
    build: {
      target: NODE,
      externalizeDeps: { include: ['ffmpeg-static'] },
      rolldownOptions: {
        input: {
          start: resolve('src-main/start.ts'),
          worker: resolve('src-main/worker.ts'),
        },
        // Shared chunks lie beside the entries, so that import.meta.dirname is out/main wherever it is asked.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    plugins: [noteBundledPackages('preload')],
    build: {
      target: NODE,
      // A sandboxed preload can load nothing but Electron: one CommonJS file with everything in it.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: resolve('src-renderer/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [react(), noteBundledPackages('renderer')],
    build: {
      target: CHROMIUM,
      minify: true,
      outDir: resolve('out/renderer'),
      rolldownOptions: { input: resolve('src-renderer/index.html') },
    },
  },
});
