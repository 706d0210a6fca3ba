import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Milliseconds. Tests start ffmpeg, and a busy machine is no failure: a test that hangs still ends. */
const testTimeout = 60_000;
const LIMITS = { testTimeout, hookTimeout: testTimeout };

const OF_MAIN = [
  'src-main/**/*.test.ts',
  'src-shared/**/*.test.ts',
  'scripts/**/*.test.{ts,mjs}',
  'bench/**/*.test.ts',
  'eval/**/*.test.ts',
  'e2e/**/*.test.ts',
];
/** Those that put another module in a module's place: in a process of their own, as modules are loaded once. */
const APART = globSync(OF_MAIN).filter((file) => readFileSync(file, 'utf8').includes('vi.mock('));

/** @param isolate whether each file is run in a process of its own: starting one and loading all anew takes longer than most tests */
function ofMain(name: string, isolate: boolean, files: { include: string[]; exclude?: string[] }) {
  return {
    test: { name, isolate, ...files, environment: 'node' as const, ...LIMITS, pool: 'forks' as const },
  };
}

export default defineConfig({
  test: {
    // Said outright: the test scripts unset what vitest knows a build machine by.
    allowOnly: false,
    // One fewer by default, which is one alone on two cores: most tests wait for a process that they started.
    maxWorkers: availableParallelism(),
    projects: [
      ofMain('main', false, { include: OF_MAIN, exclude: APART }),
      ofMain('apart', true, { include: APART }),
      {
        plugins: [react()],
        test: {
          name: 'renderer',
          include: ['src-renderer/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
          setupFiles: ['src-renderer/testing/patience.ts'],
          ...LIMITS,
          pool: 'forks',
        },
      },
    ],
  },
});
