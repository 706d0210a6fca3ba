import { defineConfig } from 'playwright/test';
import type { ProgramOptions } from '../fixtures';

// Run by nothing-leaves.spec.ts alone, where everything that is sent is counted.
export default defineConfig<object, ProgramOptions>({
  testDir: '.',
  testMatch: '*.inside.ts',
  outputDir: '../../test-results/sealed',
  workers: 1,
  forbidOnly: true,
  timeout: 300_000,
  expect: { timeout: 20_000 },
  reporter: 'line',
  use: { program: 'built' },
});
