import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnswerEvent } from '../../../src-shared/answers';
import type { Answerer } from '../../base/answer/types';
import { openLibrary } from '../../base/library/library';
import { temporaryDir } from '../../base/media/testing';
import type { Services } from '../../main/services';
import { ExtractiveAnswerer } from '../../worker/answer/extractive';
import { EvidenceSearch } from '../../worker/answer/search';
import { videoIdOf, World } from '../../worker/answer/testing/world';
import { createMcpServer } from './server';

const root = temporaryDir();
const ZOO = videoIdOf(1);
let world: World;
let client: Client;
let services: () => Services;
let unexpected: unknown[];

beforeEach(async () => {
  const still = Array.from(
    { length: 20 },
    (_, n): Record<string, number> => (n >= 5 && n < 9 ? { 'African elephant': 0.9 } : { tabby: 0.01 }),
  );
  world = new World([
    {
      title: 'Zoo',
      duration: 20,
      frames: still,
      speech: [
        { from: 1, to: 3, text: 'Welcome to the zoo.' },
        { from: 12, to: 14, text: 'Mind the budget.' },
      ],
      scenes: [0, 10],
    },
    { title: 'Twins', duration: 5, frames: [{ castle: 0.8 }], speech: [], scenes: [0] },
    { title: 'Twins', duration: 6, frames: [{ castle: 0.8 }], speech: [], scenes: [0] },
  ]);
  const { deps, library } = world;
  const answerer: Answerer = new ExtractiveAnswerer(deps);
  const parts = { library, search: new EvidenceSearch(deps), answerer } as unknown as Services;
  services = () => parts;
  unexpected = [];
  const around = { services: () => services(), onUnexpected: (error: unknown) => unexpected.push(error) };
  const server = createMcpServer('1.2.3', around);
  client = new Client({ name: 'test', version: '0' });
  const [near, far] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(far), client.connect(near)]);
  await client.listTools();
});
afterEach(async () => {
  await client.close();
  world[Symbol.dispose]();
});

async function call(name: string, given: Record<string, unknown> = {}): Promise<CallToolResult> {
  return (await client.callTool({ name, arguments: given })) as CallToolResult;
}
const text = ({ content }: CallToolResult) =>
  content.flatMap((c) => (c.type === 'text' ? [c.text] : [])).join('\n');
function answering(answer: Answerer['answer']): void {
  const parts = { ...services(), answerer: { answer } };
  services = () => parts;
}

describe('the tools', () => {
  it('say what they take and give, and that they only read', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual([
      ...['ask', 'frame', 'list_videos', 'scenes', 'search', 'transcript'],
    ]);
    for (const tool of tools) {
      expect(tool.annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false });
      expect(tool.inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
      expect(tool.outputSchema?.type).toBe('object');
    }
    expect(client.getServerVersion()).toMatchObject({ name: 'longtake', version: '1.2.3' });
    expect(client.getInstructions()).toContain('list_videos');
  });

  it('list the videos, and never where they lie', async () => {
    const all = await call('list_videos');
    expect(all.structuredContent).toMatchObject({ total: 3, nextOffset: null });
    expect(JSON.stringify(all)).toContain('"durationSeconds":20');
    expect(JSON.stringify(all)).not.toContain('/films');
    const two = await call('list_videos', { limit: 2 });
    expect(two.structuredContent).toMatchObject({ nextOffset: 2 });
    const rest = await call('list_videos', { limit: 2, offset: 2 });
    expect((rest.structuredContent as { videos: unknown[] }).videos).toHaveLength(1);
  });

  it('find places, with why each matched', async () => {
    const found = await call('search', { query: 'elephant', video: ZOO });
    expect(found.structuredContent).toMatchObject({
      hits: [
        {
          video: { id: ZOO, title: 'Zoo' },
          fromSeconds: 5,
          toSeconds: 9,
          matches: [{ kind: 'seen', text: 'African elephant' }],
        },
      ],
    });
    expect(text(found)).toContain('[0:05-0:09] Zoo: seen 90 %: African elephant');
  });

  it('ask about no more of a video than there is', async () => {
    world.library.videos.setState(ZOO, 'ready');
    const ask = (from: number, to: number) =>
      call('ask', { question: 'when do you see an elephant?', video: ZOO, from, to });
    const { details } = (await ask(4, 300)).structuredContent as { details: string[] };
    expect(details[0]).toContain('ends at 0:20');
    expect((await ask(300, 540)).isError).toBe(true);
  });

  it('answer with places, and say so when nothing is found', async () => {
    const found = await call('ask', { question: 'When is an elephant seen?', video: 'zoo' });
    expect(found.structuredContent).toMatchObject({
      found: true,
      citations: [{ video: { title: 'Zoo' }, kind: 'seen', fromSeconds: 5 }],
    });
    expect(text(found)).toContain('[0:05]');
    expect(text(found)).not.toContain('[[');
    const none = await call('ask', { question: 'When is a castle seen?', video: ZOO });
    expect(none.isError).toBeUndefined();
    expect(none.structuredContent).toMatchObject({ found: false, confidence: 'none' });
    const outside = await call('ask', { question: 'When is an elephant seen?', video: ZOO, from: '0:12' });
    expect(outside.structuredContent).toMatchObject({ found: false });
  });

  it('give transcripts whole or in part, and scenes', async () => {
    const whole = await call('transcript', { video: ZOO, limit: 1 });
    expect(whole.structuredContent).toMatchObject({ total: 2, nextOffset: 1 });
    expect(text(whole)).toBe('[0:01] Welcome to the zoo.\nThere is more: offset 1.');
    world.library.segments.correct(ZOO, 'speech', 1, 'Mind the gadget.');
    const part = await call('transcript', { video: ZOO, from: 10, to: '0:20' });
    expect(part.structuredContent).toMatchObject({
      lines: [{ text: 'Mind the gadget.', heard: 'Mind the budget.', fromSeconds: 12, toSeconds: 14 }],
    });
    expect((await call('scenes', { video: ZOO })).structuredContent).toMatchObject({
      scenes: [
        { index: 0, fromSeconds: 0, toSeconds: 10 },
        { index: 1, fromSeconds: 10, keyFrameSeconds: 10 },
      ],
    });
  });
});

describe('what goes wrong', () => {
  it.each([
    ['scenes', { video: 'Nowhere' }, 'The library has no video “Nowhere”.'],
    ['scenes', { video: 'Twins' }, 'Several videos are called “Twins”.'],
    ['scenes', { video: '../../etc/passwd' }, 'The library has no video'],
    ['ask', { question: 'When?', video: ZOO, from: 'soon' }, 'no time for “from”'],
    ['transcript', { video: ZOO, from: 5, to: 5 }, 'does not lie before'],
    ['frame', { video: ZOO, at: 3, size: 200 }, 'has no pictures to show'],
    ['search', { query: '' }, 'Input validation error'],
    ['search', { query: 'x', colour: 'red' }, 'Input validation error'],
  ])('%s %j is a result that says so', async (name, given, why) => {
    const failed = await call(name, given);
    expect(failed.isError).toBe(true);
    expect(text(failed)).toContain(why);
    expect(unexpected).toEqual([]);
  });

  it('is told in the words for users alone, what nobody foresaw in general ones', async () => {
    answering(() => {
      throw new TypeError('secret of /home/someone');
    });
    const failed = await call('ask', { question: 'When?' });
    expect(failed.isError).toBe(true);
    expect(text(failed)).toMatch(/^Something went wrong that Longtake did not expect\./);
    expect(unexpected).toHaveLength(1);
  });

  it('is an empty or a missing library, which may come to be while the server runs', async () => {
    const dir = join(root, 'library');
    const open = () => ({ ...world, library: openLibrary({ dir, readOnly: true }) }) as unknown as Services;
    services = open;
    const missing = await call('list_videos');
    expect(missing.isError).toBe(true);
    expect(text(missing)).toBe('There is no library yet. Add a video in Longtake first, then ask again.');
    openLibrary({ dir }).close();
    const opened = open();
    services = () => opened;
    expect(text(await call('list_videos'))).toBe('The library is empty: add videos in Longtake.');
    opened.library.close();
    rmSync(dir, { recursive: true });
  });

  it('is stopped by the client’s abort, and the server goes on', async () => {
    const started = Promise.withResolvers<void>();
    const stopped = Promise.withResolvers<void>();
    answering(async function* ({ signal }): AsyncGenerator<AnswerEvent> {
      yield { type: 'text', text: 'It' };
      started.resolve();
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      stopped.resolve();
      signal.throwIfAborted();
    });
    const abort = new AbortController();
    const asked = client.callTool({ name: 'ask', arguments: { question: 'When?' } }, undefined, {
      signal: abort.signal,
    });
    await started.promise;
    abort.abort();
    await expect(asked).rejects.toThrow();
    await stopped.promise;
    expect((await call('scenes', { video: ZOO })).isError).toBeUndefined();
    expect(unexpected).toEqual([]);
  });
});
