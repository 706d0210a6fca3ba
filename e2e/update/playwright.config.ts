import { defineConfig } from 'playwright/test';
import { BUDGETS } from '../patience';

// Run by scripts/update-check.mjs, which makes the packages.
export default defineConfig({
  testDir: '.',
  testMatch: 'replace.ts',
  outputDir: '../../test-results/update',
  workers: 1,
  timeout: BUDGETS.test,
  expect: { timeout: BUDGETS.install },
  reporter: [['list'], ['json']],
});
