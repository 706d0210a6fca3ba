import { describe, expect, it } from 'vitest';
import { checked, countPlaywright, countVitest } from './tests.mjs';

describe('counting test results', () => {
  it('counts what vitest skipped as failed', () => {
    const report = { numPassedTests: 7, numFailedTests: 1, numPendingTests: 2, numTotalTests: 10 };
    expect(countVitest(report)).toEqual({ passed: 7, failed: 3 });
  });

  it('counts what Playwright skipped, retried or could not load as failed', () => {
    const report = {
      stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 1 },
      errors: [{ message: 'no such file' }],
    };
    expect(countPlaywright(report)).toEqual({ passed: 5, failed: 4 });
  });

  it('fails when a runner leaves no report', () => {
    expect(countVitest(undefined).failed).toBe(1);
    expect(countPlaywright(undefined).failed).toBe(1);
  });

  it('fails when a runner ends badly or ran nothing, whatever its report says', () => {
    expect(checked(0, { passed: 3, failed: 0 })).toEqual({ passed: 3, failed: 0 });
    expect(checked(1, { passed: 3, failed: 0 })).toEqual({ passed: 3, failed: 1 });
    expect(checked(1, { passed: 3, failed: 2 })).toEqual({ passed: 3, failed: 2 });
    expect(checked(0, { passed: 0, failed: 0 })).toEqual({ passed: 0, failed: 1 });
  });
});
