import { defineConfig } from 'playwright/test';
import type { ProgramOptions } from './e2e/fixtures';
import { BUDGETS } from './e2e/patience';

export default defineConfig<object, ProgramOptions>({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  outputDir: 'test-results/e2e',
  // Every test has a user-data folder of its own, but the machine's processor is one: models run in each.
  workers: 1,
  forbidOnly: true,
  retries: 0,
  timeout: BUDGETS.test,
  expect: { timeout: BUDGETS.window },
  reporter: [['list'], ['json']],
  projects: [
    { name: 'built', use: { program: 'built' }, testIgnore: 'packed.spec.ts' },
    {
      name: 'packaged',
      use: { program: 'packaged' },
      testMatch: ['smoke.spec.ts', 'cli.spec.ts', 'packed.spec.ts'],
    },
  ],
});
