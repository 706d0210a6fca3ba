import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLog } from './log';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-log-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('the log', () => {
  it('keeps lines over restarts, errors with their causes', () => {
    openLog(dir).info('Started.');
    openLog(dir).error('Could not save', new Error('outer', { cause: new Error('inner') }));
    const text = readFileSync(join(dir, 'longtake.log'), 'utf8');
    expect(text).toMatch(/^\d{4}-.*Z info Started\.\n\d{4}-.*Z error Could not save: Error: outer\n/);
    expect(text).toContain('caused by Error: inner');
  });

  it('never grows beyond two files of the size that it may have', () => {
    const log = openLog(dir, 200);
    for (let n = 0; n < 100; n += 1) log.info(`line ${n}`);
    expect(readdirSync(dir).sort()).toEqual(['longtake.1.log', 'longtake.log']);
    const sizes = readdirSync(dir).map((name) => readFileSync(join(dir, name)).length);
    expect(Math.max(...sizes)).toBeLessThan(250);
    expect(readFileSync(log.file, 'utf8') + readFileSync(join(dir, 'longtake.1.log'), 'utf8')).toContain(
      'line 99',
    );
  });
});
