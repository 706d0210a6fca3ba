import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './root.mjs';
import { checked, countPlaywright, countVitest } from './tests.mjs';

describe('counting test results', () => {
  it('counts what vitest skipped as failed, and names it', () => {
    const report = {
      numPassedTests: 7,
      numTotalTests: 9,
      testResults: [
        {
          name: join(ROOT, 'src-main', 'a.test.ts'),
          message: '',
          assertionResults: [
            { fullName: 'a passes', status: 'passed', failureMessages: [] },
            {
              fullName: 'a fails',
              status: 'failed',
              failureMessages: ['\u001b[31mexpected 1 to be 2\u001b[0m\nat'],
            },
            { fullName: 'a is skipped', status: 'skipped', failureMessages: [] },
          ],
        },
      ],
    };
    expect(countVitest(report)).toEqual({
      passed: 7,
      failed: 2,
      failures: [
        `${join('src-main', 'a.test.ts')} › a fails › expected 1 to be 2`,
        `${join('src-main', 'a.test.ts')} › a is skipped › skipped`,
      ],
    });
  });

  it('names a file that vitest could not load', () => {
    const file = { name: join(ROOT, 'b.test.ts'), message: 'Cannot find module', assertionResults: [] };
    const report = { numPassedTests: 1, numTotalTests: 1, testResults: [file] };
    const count = checked(1, countVitest(report));
    expect(count.failed).toBe(1);
    expect(count.failures[0]).toBe('b.test.ts › Cannot find module');
  });

  it('counts what Playwright skipped, retried or could not load as failed, and names it', () => {
    const spec = (title, status, error) => ({
      file: 'a.spec.ts',
      title,
      tests: [{ status, results: [{ ...(error && { error: { message: error } }) }] }],
    });
    const report = {
      stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 1 },
      errors: [{ message: 'no such file' }],
      suites: [
        {
          specs: [spec('goes well', 'expected'), spec('fails', 'unexpected', 'Timed out\nCall log')],
          suites: [{ specs: [spec('wavers', 'flaky', 'once'), spec('waits', 'skipped')] }],
        },
      ],
    };
    expect(countPlaywright(report)).toEqual({
      passed: 5,
      failed: 4,
      failures: [
        'no such file',
        'a.spec.ts › fails › Timed out',
        'a.spec.ts › wavers › once',
        'a.spec.ts › waits › skipped',
      ],
    });
  });

  it('fails when a runner leaves no report', () => {
    expect(countVitest(undefined).failed).toBe(1);
    expect(countPlaywright(undefined).failed).toBe(1);
  });

  it('fails when a runner ends badly or ran nothing, whatever its report says', () => {
    const failures = [];
    expect(checked(0, { passed: 3, failed: 0, failures })).toEqual({ passed: 3, failed: 0, failures });
    expect(checked(1, { passed: 3, failed: 0, failures })).toMatchObject({
      passed: 3,
      failed: 1,
      failures: [expect.stringContaining('exit code 1')],
    });
    expect(checked(1, { passed: 3, failed: 2, failures: ['a', 'b'] })).toEqual({
      passed: 3,
      failed: 2,
      failures: ['a', 'b'],
    });
    expect(checked(0, { passed: 0, failed: 0, failures })).toMatchObject({ failed: 1 });
  });
});
