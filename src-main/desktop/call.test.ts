import { describe, expect, it, vi } from 'vitest';
import { LongtakeError } from '../../src-shared/errors';
import { answerCall, answerDrop, type Handlers } from './call';
import { isOwnPage } from './origin';

const ID = '0123456789abcdef0123456789abcdef';

function handlersWith(part: Partial<Handlers>): Handlers {
  return part as Handlers;
}

describe('answerCall', () => {
  it('passes checked input on and answers with the value', async () => {
    const start = vi.fn(() => []);
    const reply = await answerCall(
      handlersWith({ 'index.frameTimes': start }),
      'index.frameTimes',
      { videoId: ID },
      vi.fn(),
    );
    expect(reply).toEqual({ ok: true, value: [] });
    expect(start).toHaveBeenCalledWith({ videoId: ID });
  });
  it('refuses unknown methods, inherited names and payloads that break the contract, without running anything', async () => {
    const run = vi.fn(() => []);
    const handlers = handlersWith({ 'index.frameTimes': run });
    for (const [name, input] of [
      ['shell.exec', {}],
      ['constructor', {}],
      [42, {}],
      ['index.frameTimes', { videoId: '../../etc/passwd' }],
      ['index.frameTimes', undefined],
    ]) {
      const reply = await answerCall(handlers, name, input, vi.fn());
      expect(reply).toMatchObject({ ok: false, error: { code: 'BadRequest' } });
    }
    expect(run).not.toHaveBeenCalled();
  });
  it('answers a known failure in its own words', async () => {
    const fail = () => {
      throw new LongtakeError('NotIndexed', 'Not indexed yet.', 'Index it.');
    };
    const log = vi.fn();
    const reply = await answerCall(
      handlersWith({ 'index.frameTimes': fail }),
      'index.frameTimes',
      { videoId: ID },
      log,
    );
    expect(reply).toEqual({
      ok: false,
      error: { code: 'NotIndexed', message: 'Not indexed yet.', remedy: 'Index it.' },
    });
    expect(log).not.toHaveBeenCalled();
  });
  it('keeps the text of an unforeseen failure out of the answer and writes it to the log', async () => {
    const boom = new Error('secret path');
    const fail = () => Promise.reject(boom);
    const log = vi.fn();
    const reply = await answerCall(
      handlersWith({ 'index.frameTimes': fail }),
      'index.frameTimes',
      { videoId: ID },
      log,
    );
    expect(reply).toMatchObject({ ok: false, error: { code: 'Internal' } });
    expect(JSON.stringify(reply)).not.toContain('secret');
    expect(log).toHaveBeenCalledWith(boom);
  });
});

describe('answerDrop', () => {
  const ADDED = { videos: [], refused: [] };
  it('hands on the paths that the preload read', async () => {
    const add = vi.fn(async () => ADDED);
    expect(await answerDrop(add, ['/films/a.mp4'], vi.fn())).toEqual({ ok: true, value: ADDED });
    expect(add).toHaveBeenCalledWith(['/films/a.mp4']);
  });
  it('refuses what is no list of paths, and answers failures as data', async () => {
    const add = vi.fn(async () => ADDED);
    for (const input of [undefined, 'a.mp4', [''], [42], { paths: ['a.mp4'] }, ['a'.repeat(5000)]]) {
      expect(await answerDrop(add, input, vi.fn())).toMatchObject({ error: { code: 'BadRequest' } });
    }
    expect(add).not.toHaveBeenCalled();
    const log = vi.fn();
    const failing = () => Promise.reject(new Error('secret'));
    expect(await answerDrop(failing, ['a.mp4'], log)).toMatchObject({ error: { code: 'Internal' } });
    expect(log).toHaveBeenCalledTimes(1);
  });
  it('is reached by no method of the page’s', async () => {
    for (const name of ['library.addPaths', 'longtake:drop', 'addDropped']) {
      const reply = await answerCall(handlersWith({}), name, { paths: ['/etc/passwd'] }, vi.fn());
      expect(reply).toMatchObject({ ok: false, error: { code: 'BadRequest' } });
    }
  });
});

describe('isOwnPage', () => {
  it('knows its own origin only', () => {
    expect(isOwnPage('longtake://app/index.html')).toBe(true);
    for (const url of [
      'longtake://app.evil/index.html',
      'https://app/',
      'file:///longtake://app/',
      'media://video/x',
      '',
    ]) {
      expect(isOwnPage(url)).toBe(false);
    }
  });
});
