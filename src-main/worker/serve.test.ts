import { describe, expect, it } from 'vitest';
import type { WorkerMessage, WorkerRequest } from '../jobs/protocol';
import { FileMissing } from '../media/errors';
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
      if (message.kind !== 'ready' && message.kind !== 'event' && message.id === waiting?.id) {
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
  'tracks.run': unused,
  'frames.describe': unused,
  'frames.presence': unused,
  'speech.search': unused,
  'text.embed': unused,
  'speech.embed': unused,
  'watch.run': unused,
  'answers.ask': unused,
  'packs.install': unused,
  'device.report': unused,
  'frames.search': ({ query }, { signal }) => {
    if (query === 'gone') return Promise.reject(new FileMissing('a.mp4'));
    if (query === 'bug') return Promise.reject(new TypeError('x is undefined'));
    if (query !== 'wait') return Promise.resolve({ hits: [], named: [query], unnamed: [] });
    const { promise, reject } = Promise.withResolvers<never>();
    signal.addEventListener('abort', () => reject(signal.reason));
    return promise;
  },
};

describe('a worker', () => {
  it('says that it is ready, then answers', async () => {
    const { channel, sent, call } = line();
    serve(channel, handlers, () => undefined);
    expect(sent).toEqual([{ kind: 'ready' }]);
    const value = { hits: [], named: ['dog'], unnamed: [] };
    expect(await call(7, 'dog')).toEqual({ kind: 'result', id: 7, value });
  });

  it('sends a known failure as data, and of an unknown one only general words', async () => {
    const { channel, call } = line();
    const logged: unknown[] = [];
    serve(channel, handlers, (method, error) => logged.push([method, error]));
    expect(await call(1, 'gone')).toMatchObject({ kind: 'error', id: 1, error: { code: 'FileMissing' } });
    expect(logged).toEqual([]);
    const answer = await call(2, 'bug');
    expect(answer).toMatchObject({ error: { code: 'Internal' } });
    expect(JSON.stringify(answer)).not.toContain('undefined');
    expect(logged).toEqual([['frames.search', new TypeError('x is undefined')]]);
  });

  it('stops a call when told to', async () => {
    const { channel, call, abort } = line();
    serve(channel, handlers, () => undefined);
    const answer = call(3, 'wait');
    abort(3);
    expect(await answer).toMatchObject({ kind: 'error', id: 3, error: { code: 'Cancelled' } });
    abort(3);
    expect(await call(4, 'dog')).toMatchObject({ kind: 'result' });
  });

  it('rejects what runs when the process fails, once, and says that it was the process', async () => {
    const { channel, sent, call } = line();
    const server = serve(channel, handlers, () => undefined);
    const answer = call(5, 'wait');
    server.fail(new TypeError('x is undefined'));
    expect(await answer).toMatchObject({ kind: 'error', id: 5, error: { code: 'WorkerLost' } });
    expect(await call(6, 'dog')).toMatchObject({ kind: 'result', id: 6 });
    expect(sent.filter((message) => 'id' in message && message.id === 5)).toHaveLength(1);
  });
});
