import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What a model is asked, as the server got it. */
export interface AskedOfModel {
  readonly model: string;
  readonly system: string;
  readonly user: string;
  readonly authorization: string | null;
  /** Whether the answer is to be held to a schema. */
  readonly held: boolean;
}

/** How one question is answered. */
export type ChatReply =
  /**
   * In pieces of text; `bytes`: sent a byte at a time; `until`: waited for after the second piece; `ending`: what comes in the
   * place of an end.
   */
  | {
      readonly kind: 'stream';
      readonly pieces: readonly string[];
      readonly bytes?: boolean;
      readonly until?: Promise<void>;
      readonly ending?: 'cut' | 'hang';
    }
  /** As one document, though a stream was asked for. */
  | { readonly kind: 'whole'; readonly text: string }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'raw'; readonly type: string; readonly body: string | Buffer }
  /** Takes the question and says nothing. */
  | { readonly kind: 'hang' }
  /** The same text again and again, without an end. */
  | { readonly kind: 'endless'; readonly text: string };

export interface FakeModelOptions {
  readonly models?: readonly string[];
  /** Ollama's names of those that it has others run. */
  readonly remote?: readonly string[];
  /** Without it, nobody is answered. */
  readonly key?: string;
  readonly reply: (asked: AskedOfModel, earlier: number) => ChatReply | Promise<ChatReply>;
  /** Answers the list of models in another way. */
  readonly list?: (response: ServerResponse) => void;
  readonly port?: number;
}

export interface FakeModel {
  readonly address: string;
  readonly port: number;
  readonly asked: readonly AskedOfModel[];
  /** `METHOD path` of every request, oldest first. */
  readonly requests: readonly string[];
  /** Resolves once nobody is connected any more. */
  left(): Promise<void>;
  close(): Promise<void>;
}

/** A server on this computer that speaks as OpenAI's does, for tests. It can lie, stall, break off and go on for ever. */
export async function startFakeModel(options: FakeModelOptions): Promise<FakeModel> {
  const asked: AskedOfModel[] = [];
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    answer(request, response, options, asked).catch(() => response.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket
      .on('error', () => undefined)
      .on('close', () => {
        sockets.delete(socket);
        if (sockets.size === 0) for (const done of waiting) done();
      });
  });
  await new Promise<void>((listening, failed) => {
    server.on('error', failed);
    server.listen(options.port ?? 0, '127.0.0.1', listening);
  });
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    port,
    asked,
    requests,
    left: () => (sockets.size === 0 ? Promise.resolve() : new Promise<void>((done) => waiting.add(done))),
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: FakeModelOptions,
  asked: AskedOfModel[],
): Promise<void> {
  const { models = ['small'], remote, key } = options;
  const authorization = request.headers.authorization ?? null;
  if (key !== undefined && authorization !== `Bearer ${key}`) return json(response, 401, { error: 'key' });
  if (request.url === '/v1/models') {
    if (options.list) return options.list(response);
    const all = [...models, ...(remote ?? [])];
    return json(response, 200, { object: 'list', data: all.map((id) => ({ id, object: 'model' })) });
  }
  if (request.url === '/api/tags' && remote) {
    const own = models.map((name) => ({ name, model: name }));
    const away = remote.map((name) => ({ name, model: name, remote_host: 'https://elsewhere.example:443' }));
    return json(response, 200, { models: [...own, ...away] });
  }
  if (request.url !== '/v1/chat/completions') return json(response, 404, { error: 'not found' });
  const body = JSON.parse(await bodyOf(request)) as {
    model: string;
    messages: { role: string; content: string }[];
    response_format?: unknown;
  };
  const of = (role: string) => body.messages.find((turn) => turn.role === role)?.content ?? '';
  const held = body.response_format !== undefined;
  const one = { model: body.model, system: of('system'), user: of('user'), authorization, held };
  const earlier = asked.length;
  asked.push(one);
  await send(response, await options.reply(one, earlier));
}

async function send(response: ServerResponse, reply: ChatReply): Promise<void> {
  switch (reply.kind) {
    case 'hang':
      return;
    case 'status':
      return json(response, reply.status, { error: { message: 'no' } });
    case 'redirect':
      response.writeHead(302, { location: reply.to }).end();
      return;
    case 'raw':
      response.writeHead(200, { 'content-type': reply.type }).end(reply.body);
      return;
    case 'whole': {
      const choices = [
        { index: 0, message: { role: 'assistant', content: reply.text }, finish_reason: 'stop' },
      ];
      return json(response, 200, { object: 'chat.completion', choices });
    }
    case 'endless':
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      while (!response.destroyed) await write(response, Buffer.from(event(reply.text)));
      return;
    case 'stream':
      return stream(response, reply);
  }
}

/** A comment and a role come before. */
const FIRST_PIECE = 2;

async function stream(
  response: ServerResponse,
  { pieces, bytes = false, until, ending }: Extract<ChatReply, { kind: 'stream' }>,
): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.socket?.setNoDelay(true);
  for (const [n, piece] of [': a comment\n\n', event(null), ...pieces.map(event)].entries()) {
    if (n === FIRST_PIECE + 2) await until;
    const all = Buffer.from(piece);
    for (const part of bytes ? Array.from(all, (byte) => Buffer.from([byte])) : [all]) {
      await write(response, part);
    }
  }
  if (ending === 'hang') return;
  if (ending === 'cut') response.destroy();
  else response.end('data: [DONE]\n\n');
}

/** Waits until the system has taken it, so that pieces arrive as pieces; or until nobody is there to take it. */
function write(response: ServerResponse, bytes: Buffer): Promise<void> {
  return new Promise((done) => {
    if (response.destroyed) return done();
    response.once('close', done);
    response.write(bytes, () => {
      response.off('close', done);
      setImmediate(done);
    });
  });
}

function event(content: string | null): string {
  const delta = content === null ? { role: 'assistant' } : { content };
  return `data: ${JSON.stringify({ object: 'chat.completion.chunk', choices: [{ index: 0, delta }] })}\n\n`;
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}
