import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeptJson } from './kept-json';

let dir: string;
const failed: unknown[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-kept-'));
  failed.length = 0;
});
afterEach(() => rmSync(dir, { recursive: true }));
const kept = (name = 'kept.json') => new KeptJson(join(dir, name), (error) => failed.push(error));

describe('a small file of the program’s own', () => {
  it('is read as it was written last', async () => {
    const file = kept();
    expect(file.read()).toBeNull();
    for (const n of [1, 2, 3]) file.write({ n });
    await file.settled();
    expect(kept().read()).toEqual({ n: 3 });
    expect(failed).toEqual([]);
  });

  it('counts as not there where it is damaged', () => {
    writeFileSync(join(dir, 'kept.json'), '{"n":');
    expect(kept().read()).toBeNull();
  });

  it('is done without where it cannot be written, and that is told', async () => {
    mkdirSync(join(dir, 'there'));
    writeFileSync(join(dir, 'there', 'file'), 'x');
    const file = kept(join('there', 'file', 'kept.json'));
    file.write(1);
    await file.settled();
    expect(failed).toHaveLength(1);
    expect(readFileSync(join(dir, 'there', 'file'), 'utf8')).toBe('x');
  });
});
