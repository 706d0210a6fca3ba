import { describe, expect, it } from 'vitest';
import { DiskFull, FileMissing } from '../../base/media/errors';
import type { WorkerMessage, WorkerRequest } from '../../base/rpc/protocol';
import type { Channel } from './channel';
import { type Handlers, serve } from './serve';

/** A channel in memory: what the worker sent, and a way to wait for its next answer. */
function line() {
  const sent: WorkerMessage[] = [];
  let request: (message: WorkerRequest) => void = () => undefined;
  let waiting: { id: number; resolve: (message: WorkerMessage) => void } | null = null;
  const channel: Channel = {
    send(message) {
      sent.push(message);
      if ((message.kind === 'result' || message.kind === 'error') && message.id === waiting?.id) {
        waiting.resolve(message);
      }
    },
    onRequest: (listener) => {
      request = listener;
    },
  };
  const call = (id: number, query: string): Promise<WorkerMessage> => {
    const { promise, resolve } = Promise.withResolvers<WorkerMessage>();
    waiting = { id, resolve };
    request({
      kind: 'call',
      id,
      method: 'frames.search',
      input: { packDir: '', videos: [], query, limit: 1 },
    });
    return promise;
  };
  return { channel, sent, call, abort: (id: number) => request({ kind: 'abort', id }) };
}

const unused = () => Promise.reject(new Error('not called here'));
const handlers: Handlers = {
  'index.run': unused,
  'frames.similar': unused,
  'frames.prepare': unused,
  'speech.prepare': unused,
  'search.prepare': unused,
  'subtitles.read': unused,
  'film.make': unused,
  'tracks.run': unused,
  'frames.describe': unused,
  'frames.presence': unused,
  'frames.likeness': unused,
  'speech.search': unused,
  'text.embed': unused,
  'speech.embed': unused,
  'watch.run': unused,
  'answers.ask': unused,
  'answer.ask': unused,
  'answer.places': unused,
  'own.look': unused,
  'search.text': unused,
  'search.similar': unused,
  'scene.card': unused,
  'packs.identify': unused,
  'packs.install': unused,
  'cuda.install': unused,
  'cuda.check': unused,
  'release.read': unused,
  'release.fetch': unused,
  'device.report': unused,
  'device.try': unused,
  'frames.search': ({ query }, { signal, emit }) => {
    (emit as (event: string, payload: object) => void)('progress', { stage: 'frames' });
    if (query === 'full') return Promise.reject(new DiskFull({ cause: new Error('ENOSPC') }));
    if (query === 'gone') return Promise.reject(new FileMissing('a.mp4'));
    if (query === 'bug')
      return Promise.reject(new TypeError('x is undefined', { cause: new Error('inner') }));
    if (query !== 'wait') return Promise.resolve({ hits: [], named: [query], unnamed: [] });
    const { promise, reject } = Promise.withResolvers<never>();
    signal.addEventListener('abort', () => reject(signal.reason));
    return promise;
  },
};

describe('a worker', () => {
  it('says that it is ready, then answers', async () => {
    const { channel, sent, call } = line();
    serve(channel, handlers);
    expect(sent).toEqual([{ kind: 'ready' }]);
    const value = { hits: [], named: ['dog'], unnamed: [] };
    expect(await call(7, 'dog')).toEqual({ kind: 'result', id: 7, value });
  });

  it('sends a known failure as data, and of an unknown one only general words', async () => {
    const { channel, sent, call } = line();
    serve(channel, handlers);
    expect(await call(1, 'gone')).toMatchObject({ kind: 'error', id: 1, error: { code: 'FileMissing' } });
    expect(sent.filter(({ kind }) => kind === 'failure')).toEqual([]);
    const answer = await call(2, 'bug');
    expect(answer).toMatchObject({ error: { code: 'Internal' } });
    expect(JSON.stringify(answer)).not.toContain('undefined');
  });

  it('sends for the log what nobody foresaw, with all that is known of it', async () => {
    const { channel, sent, call } = line();
    const server = serve(channel, handlers);
    await call(1, 'bug');
    const [told] = sent.filter((message) => message.kind === 'failure');
    expect(told).toMatchObject({
      notes: [{ method: 'frames.search', videoId: null, stage: 'frames' }],
      failure: { name: 'TypeError', message: 'x is undefined', cause: { message: 'inner' } },
      foreseen: false,
    });
    expect(told?.failure.frames[0]).toContain('serve.test.ts');
    // What has words for the user, and something behind them.
    await call(2, 'full');
    expect(sent.filter((message) => message.kind === 'failure')[1]).toMatchObject({
      failure: { name: 'DiskFull', cause: { name: 'Error', message: 'ENOSPC' } },
      foreseen: true,
    });
    // What the call went on in spite of.
    server.log(new Error('a device was refused'));
    expect(sent.at(-1)).toMatchObject({ kind: 'failure', notes: [], foreseen: true });
    // What a library throws where no call can catch it.
    void call(3, 'wait');
    server.fail(new RangeError('native'));
    expect(sent.filter((message) => message.kind === 'failure')[3]).toMatchObject({
      notes: [{ method: 'frames.search' }],
      failure: { name: 'RangeError' },
    });
  });

  it('stops a call when told to', async () => {
    const { channel, call, abort } = line();
    serve(channel, handlers);
    const answer = call(3, 'wait');
    abort(3);
    expect(await answer).toMatchObject({ kind: 'error', id: 3, error: { code: 'Cancelled' } });
    abort(3);
    expect(await call(4, 'dog')).toMatchObject({ kind: 'result' });
  });

  it('rejects what runs when the process fails, once, and says that it was the process', async () => {
    const { channel, sent, call } = line();
    const server = serve(channel, handlers);
    const answer = call(5, 'wait');
    server.fail(new TypeError('x is undefined'));
    expect(await answer).toMatchObject({ kind: 'error', id: 5, error: { code: 'WorkerLost' } });
    expect(await call(6, 'dog')).toMatchObject({ kind: 'result', id: 6 });
    expect(sent.filter((message) => message.kind === 'error' && message.id === 5)).toHaveLength(1);
  });
});
