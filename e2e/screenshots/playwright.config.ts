import { defineConfig } from 'playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: ['take.ts', 'two-hundred.ts'],
  outputDir: '../../test-results/screenshots',
  workers: 1,
  // Whoever gives a long film waits until it is indexed.
  timeout: 3_600_000,
  expect: { timeout: 60_000 },
  reporter: [['list'], ['json']],
});
