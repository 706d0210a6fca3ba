import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lastLines } from './last-lines';

let passedOn: string;
beforeEach(() => {
  passedOn = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((piece) => {
    passedOn += String(piece);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

describe('the last lines of a process', () => {
  it('are waited for until all has come, are passed on, and empty ones are left out', async () => {
    const stream = new PassThrough();
    const said = lastLines(stream, 'index');
    stream.write('one\n\n  \r\ntwo\r\n');
    const lines = said();
    stream.end('three');
    expect(await lines).toEqual(['one', 'two', 'three']);
    expect(passedOn).toBe('one\n\n  \r\ntwo\r\nthree');
  });

  it('are the last twenty, none of them endless', async () => {
    const stream = new PassThrough();
    const said = lastLines(stream, 'index');
    stream.end(`${Array.from({ length: 30 }, (_, n) => `line ${n}`).join('\n')}\n${'x'.repeat(2000)}`);
    const lines = await said();
    expect(lines).toHaveLength(20);
    expect(lines[0]).toBe('line 11');
    expect(lines.at(-1)).toBe('x'.repeat(500));
  });

  it('of a process in which a device is tried are kept alone', async () => {
    const stream = new PassThrough();
    const said = lastLines(stream, 'probe');
    stream.end('no such driver\n');
    expect(await said()).toEqual(['no such driver']);
    expect(passedOn).toBe('');
  });

  it('are none where nothing is to be read, and those so far of a line that breaks', async () => {
    expect(await lastLines(null, 'index')()).toEqual([]);
    const stream = new PassThrough();
    const said = lastLines(stream, 'index');
    stream.write('so far\n');
    await new Promise((resolve) => setImmediate(resolve));
    stream.destroy(new Error('broken'));
    expect(await said()).toEqual(['so far']);
  });
});
