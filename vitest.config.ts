import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Milliseconds. Tests start ffmpeg, and a busy machine is no failure: a test that hangs still ends. */
const testTimeout = 30_000;

export default defineConfig({
  test: {
    // Said outright: the test scripts unset what vitest knows a build machine by.
    allowOnly: false,
    projects: [
      {
        test: {
          name: 'main',
          include: [
            'src-main/**/*.test.ts',
            'src-shared/**/*.test.ts',
            'scripts/**/*.test.{ts,mjs}',
            'bench/**/*.test.ts',
            'eval/**/*.test.ts',
            'e2e/**/*.test.ts',
          ],
          environment: 'node',
          testTimeout,
          pool: 'forks',
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'renderer',
          include: ['src-renderer/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
          setupFiles: ['src-renderer/testing/patience.ts'],
          testTimeout,
          pool: 'forks',
        },
      },
    ],
  },
});
