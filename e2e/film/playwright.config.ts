import { defineConfig } from 'playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: 'journey.ts',
  outputDir: '../../test-results/film',
  workers: 1,
  timeout: 3_600_000,
  expect: { timeout: 60_000 },
  reporter: [['list'], ['json']],
});
