import { defineConfig } from 'playwright/test';
import type { ProgramOptions } from '../fixtures';
import { BUDGETS } from '../patience';

// Run by nothing-leaves.spec.ts alone, where everything that is sent is counted.
export default defineConfig<object, ProgramOptions>({
  testDir: '.',
  testMatch: '*.inside.ts',
  outputDir: '../../test-results/sealed',
  workers: 1,
  forbidOnly: true,
  timeout: BUDGETS.test,
  expect: { timeout: BUDGETS.window },
  reporter: 'line',
  use: { program: 'built' },
});
