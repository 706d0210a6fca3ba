import dns from 'node:dns';
import http, { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { OwnModel } from '../../../src-shared/own-model';
import { NotThisComputer, OwnModelFailed } from '../../base/answer/own-model-errors';
import { completeChat } from './chat-completion';
import { askLoopback, type Limits } from './loopback';
import { checkModel, lookForServers } from './servers';
import { type ChatReply, type FakeModel, type FakeModelOptions, startFakeModel } from './testing/server';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  for (const one of open.splice(0)) await one.close();
});

async function serve(reply: ChatReply, more: Partial<FakeModelOptions> = {}): Promise<FakeModel> {
  const server = await startFakeModel({ reply: () => reply, ...more });
  open.push(server);
  return server;
}

const SIGNAL = new AbortController().signal;

async function ask(
  server: Pick<FakeModel, 'address'>,
  limits: Partial<Limits> = {},
  signal = SIGNAL,
  change: Partial<OwnModel> = {},
): Promise<string[]> {
  const own = { address: server.address, model: 'small', key: '', ...change };
  const turns = [{ role: 'user', content: 'Why?' }] as const;
  return Array.fromAsync(completeChat(own, turns, { maxTokens: 10, signal, limits }));
}

const failure = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'none',
    (error: unknown) => (error instanceof OwnModelFailed ? error.fault : String(error)),
  );

describe('an answer', () => {
  it('comes in pieces, however the bytes are cut: in a line, in a character', async () => {
    const text = 'Ein Hündchen 🐕 läuft – „los“ [1].';
    const whole = await ask(await serve({ kind: 'stream', pieces: ['Ein ', 'Hund'] }));
    expect(whole).toEqual(['Ein ', 'Hund']);
    const cut = await ask(await serve({ kind: 'stream', pieces: [...text], bytes: true }));
    expect(cut.join('')).toBe(text);
    expect(cut.length).toBeGreaterThan(20);
  });

  it('may come whole, with other ends of lines, with fields of other kinds, or without an end mark', async () => {
    expect(await ask(await serve({ kind: 'whole', text: 'A dog.' }))).toEqual(['A dog.']);
    const chunk = (content: string) => JSON.stringify({ choices: [{ delta: { content } }] });
    const body = `event: message\r\nid: 1\r\ndata:${chunk('A')}\r\n\r\ndata: ${chunk(' dog')}\r\rdata: ${chunk('.')}`;
    expect((await ask(await serve({ kind: 'raw', type: 'text/event-stream', body }))).join('')).toBe(
      'A dog.',
    );
  });

  it('leaves out what the model thinks aloud', async () => {
    const pieces = ['<thi', 'nk>It may be a ', 'dog</th', 'ink>A dog', ' <', '3.'];
    expect((await ask(await serve({ kind: 'stream', pieces }))).join('')).toBe('A dog <3.');
    expect(await failure(ask(await serve({ kind: 'stream', pieces: ['<think>for ever'] })))).toBe('broken');
  });

  it.each<[string, ChatReply, string]>([
    ['500', { kind: 'status', status: 500 }, 'refused'],
    ['a model that it does not have', { kind: 'status', status: 404 }, 'noModel'],
    ['a key that is wanted', { kind: 'status', status: 401 }, 'key'],
    ['a redirection', { kind: 'redirect', to: 'http://127.0.0.1:9/v1/chat/completions' }, 'broken'],
    ['a page', { kind: 'raw', type: 'text/html', body: '<html>' }, 'broken'],
    [
      'an event that is none',
      { kind: 'raw', type: 'text/event-stream', body: 'data: {"choices":7}\n\n' },
      'broken',
    ],
    [
      'an error in the stream',
      { kind: 'raw', type: 'text/event-stream', body: 'data: {"error":"x"}\n\n' },
      'refused',
    ],
    ['nothing', { kind: 'stream', pieces: [] }, 'broken'],
    ['an end in the middle', { kind: 'stream', pieces: ['A do'], ending: 'cut' }, 'gone'],
    ['text without an end', { kind: 'endless', text: 'blah '.repeat(50) }, 'tooLong'],
    ['bytes without an end', { kind: 'endless', text: '' }, 'tooLong'],
  ])('that is %s is a failure that says so', async (_, reply, fault) => {
    const server = await serve(reply);
    expect(await failure(ask(server, { bytes: 100_000 }))).toBe(fault);
    // Whatever it was, nobody stays connected.
    await server.left();
  });

  it('that does not come, or stops coming, or never ends, is waited for so long and no longer', async () => {
    const silent = await serve({ kind: 'hang' });
    expect(await failure(ask(silent, { first: 50 }))).toBe('stalled');
    await silent.left();
    const stuck = await serve({ kind: 'stream', pieces: ['A '], ending: 'hang' });
    expect(await failure(ask(stuck, { silence: 50 }))).toBe('stalled');
    await stuck.left();
    const begun = await serve({ kind: 'stream', pieces: [], ending: 'hang' });
    expect(await failure(ask(begun, { silence: 50 }))).toBe('stalled');
    const endless = await serve({ kind: 'endless', text: '' });
    expect(await failure(ask(endless, { whole: 50, bytes: Number.MAX_SAFE_INTEGER }))).toBe('stalled');
    await endless.left();
  });

  it('is let go of when nobody wants it any more: before its first byte, and in its middle', async () => {
    const stop = new AbortController();
    const silent = await serve(
      { kind: 'hang' },
      {
        reply: () => {
          stop.abort(new Error('stopped'));
          return { kind: 'hang' };
        },
      },
    );
    expect(await failure(ask(silent, {}, stop.signal))).toBe('Error: stopped');
    await silent.left();
    const server = await serve({ kind: 'stream', pieces: ['A '], ending: 'hang' });
    const own = { address: server.address, model: 'small', key: '' };
    for await (const _ of completeChat(own, [], { maxTokens: 1, signal: SIGNAL })) break;
    await server.left();
  });

  it('is asked for with the key, where there is one', async () => {
    const server = await serve({ kind: 'whole', text: 'Yes.' }, { key: 'k1' });
    expect(await failure(ask(server))).toBe('key');
    expect(await ask(server, {}, SIGNAL, { key: 'k1' })).toEqual(['Yes.']);
  });
});

describe('a request', () => {
  const limits = { connect: 500, first: 500, silence: 500, whole: 500, bytes: 1000 };
  const get = (address: string) =>
    askLoopback({ address, path: '/v1/models', key: '', body: null, limits, signal: SIGNAL });

  it.each([
    'http://example.org',
    'http://10.0.0.1:11434',
    'https://127.0.0.1',
    'http://127.0.0.1@example.org',
    'http://0.0.0.0:80',
    'http://localhost/v1',
  ])('to %s is refused before anything is sent', async (address) => {
    await expect(get(address)).rejects.toBeInstanceOf(NotThisComputer);
  });

  it('follows no redirection: whoever it leads to hears nothing', async () => {
    const other = await serve({ kind: 'whole', text: 'Mine.' });
    for (const status of [301, 302, 307, 308]) {
      const server = await serve(
        { kind: 'redirect', to: `${other.address}/v1/chat/completions` },
        { list: (response) => response.writeHead(status, { location: `${other.address}/v1/models` }).end() },
      );
      expect(await failure(ask(server))).toBe('broken');
      expect(await lookForServers({ address: server.address, key: '' }, { signal: SIGNAL })).toEqual([]);
    }
    expect(other.requests).toEqual([]);
  });

  it('goes by no proxy, whatever the environment says, and looks up no name', async () => {
    const heard: string[] = [];
    const proxy = createServer((request, response) => {
      heard.push(request.url ?? '');
      response.end();
    });
    proxy.on('connect', (request, socket) => {
      heard.push(request.url ?? '');
      socket.destroy();
    });
    await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
    open.push({ close: () => new Promise<void>((closed) => proxy.close(() => closed())) });
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    for (const name of ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY']) {
      vi.stubEnv(name, url);
    }
    vi.stubEnv('NO_PROXY', '');
    vi.stubEnv('no_proxy', '');
    // As Node does at the start where NODE_USE_ENV_PROXY says so.
    const restore = http.setGlobalProxyFromEnv();
    try {
      const server = await serve({ kind: 'whole', text: 'Yes.' });
      // A server's own address is looked up when it begins to listen.
      const lookUp = vi.spyOn(dns, 'lookup');
      const named = { address: `http://localhost:${server.port}` };
      expect(await ask(named)).toEqual(['Yes.']);
      expect(heard).toEqual([]);
      expect(lookUp).not.toHaveBeenCalled();
      await new Promise((done) => http.get(`${server.address}/v1/models`, done).on('error', done));
      expect(heard, 'what goes by the usual way').toHaveLength(1);
    } finally {
      restore();
    }
  });
});

describe('a look for servers', () => {
  const look = { signal: SIGNAL };

  it('finds those that are there, by name and with their models, and none else', async () => {
    const [one, two] = [
      await serve({ kind: 'hang' }, { models: ['a', 'b'] }),
      await serve({ kind: 'hang' }, { key: 'k' }),
    ];
    const page = await serve({ kind: 'hang' }, { list: (response) => response.end('<html>') });
    const stuck = await serve({ kind: 'hang' }, { list: () => undefined });
    // A port that nobody listens at.
    const gone = await startFakeModel({ reply: () => ({ kind: 'hang' }) });
    await gone.close();
    const places = [one, two, page, stuck, gone].map(({ port }, n) => ({ port, name: `Place ${n}` }));
    const found = await lookForServers(
      { address: null, key: '' },
      { ...look, places, limits: { first: 200 } },
    );
    expect(found).toEqual([
      {
        address: `http://localhost:${one.port}`,
        name: 'Place 0',
        models: ['a', 'b'],
        elsewhere: 0,
        wantsKey: false,
      },
      { address: `http://localhost:${two.port}`, name: 'Place 1', models: [], elsewhere: 0, wantsKey: true },
    ]);
    const [other] = await lookForServers({ address: two.address, key: 'k' }, look);
    expect(other).toMatchObject({ name: null, models: ['small'], wantsKey: false });
    // Looking asks for lists and nothing else.
    expect(new Set([...one.requests, ...two.requests])).toEqual(new Set(['GET /v1/models', 'GET /api/tags']));
  });

  it('leaves out models that are run on other machines, and asks them nothing', async () => {
    const server = await serve(
      { kind: 'hang' },
      { models: ['small', 'gpt-oss:120b-cloud', 'a\nb', 'x'.repeat(301)], remote: ['renamed'] },
    );
    const [found] = await lookForServers({ address: server.address, key: '' }, look);
    expect(found).toMatchObject({ models: ['small'], elsewhere: 2 });
    const own = { address: server.address, model: 'small', key: '' };
    await checkModel(own, look);
    expect(await failure(checkModel({ ...own, model: 'renamed' }, look))).toBe('elsewhere');
    expect(await failure(checkModel({ ...own, model: 'gone' }, look))).toBe('noModel');
    expect(server.asked).toEqual([]);
  });

  it('is ended by who asked for it', async () => {
    const stop = new AbortController();
    const server = await serve({ kind: 'hang' }, { list: () => stop.abort(new Error('stopped')) });
    const looking = lookForServers({ address: server.address, key: '' }, { signal: stop.signal });
    expect(await failure(looking)).toBe('Error: stopped');
    await server.left();
  });
});
