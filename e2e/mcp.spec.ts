import { createHash } from 'node:crypto';
import { readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { type Assistant, connectAssistant, textOf } from './assistant';
import { expect, test } from './indexed';

/** Every file of a library with its content, but for SQLite's shared memory, which every reader uses. */
async function contents(library: string): Promise<Record<string, string>> {
  const entries = await readdir(library, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hashes: Record<string, string> = {};
  for (const file of files.sort()) {
    if (file.endsWith('.db-shm')) continue;
    const hash = createHash('sha256').update(await readFile(file));
    const content = hash.digest('hex');
    // A reader of a library that nobody writes to makes an empty log, and leaves it.
    if (file.endsWith('.db-wal') && (await readFile(file)).length === 0) continue;
    hashes[file.slice(library.length + 1)] = content;
  }
  return hashes;
}

/** Height and width from a baseline JPEG's start of frame. */
function sizeOf(result: CallToolResult): { width: number; height: number } {
  const picture = result.content.find((part) => part.type === 'image');
  const jpeg = Buffer.from(picture?.type === 'image' ? picture.data : '', 'base64');
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  return { height: jpeg.readUInt16BE(frame + 5), width: jpeg.readUInt16BE(frame + 7) };
}

async function videoNamed(assistant: Assistant, title: string): Promise<string> {
  const { structuredContent } = await assistant.call('list_videos');
  const { videos } = structuredContent as { videos: { id: string; title: string }[] };
  return videos.find((video) => video.title === title)?.id ?? '';
}

test('an assistant works with the videos and changes nothing', async ({ program, ownCopy }) => {
  const library = join(ownCopy, 'library');
  const before = await contents(library);
  {
    await using assistant = await connectAssistant(program, ownCopy);
    const { call } = assistant;
    const video = await videoNamed(assistant, 'talk');

    const found = await call('search', { query: 'banana', video });
    expect(textOf(found)).toMatch(/\[0:0\d-0:\d\d] talk: (?:seen|found) \d+ %: banana/);

    const told = await call('ask', { question: 'What is said about your country?', video });
    expect(told.structuredContent).toMatchObject({
      found: true,
      citations: [{ video: { id: video, title: 'talk' }, kind: 'said' }],
    });
    expect(textOf(told)).toMatch(/\[0:0\d]/);

    const none = await call('ask', { question: 'When is an elephant seen?', video });
    expect(none.structuredContent).toMatchObject({ found: false, confidence: 'none' });

    const said = await call('transcript', { video });
    expect(textOf(said)).toContain('ask not what your country can do for you');

    const { scenes } = (await call('scenes', { video })).structuredContent as {
      scenes: { fromSeconds: number; keyFrameSeconds: number }[];
    };
    // A cut to its frame; two flat colours hold nothing to compare, so that their cut is the first indexed frame behind it.
    expect(scenes.map(({ fromSeconds }) => fromSeconds)).toEqual(expect.arrayContaining([0, 10.3, 13]));

    const small = await call('frame', { video, at: scenes.at(-1)?.keyFrameSeconds });
    expect(small.structuredContent).toMatchObject({ frameSeconds: 13, from: 'index', note: null });
    const large = await call('frame', { video, at: '0:11', size: 540 });
    expect(large.structuredContent).toMatchObject({ from: 'film', frameSeconds: 11, note: null });
    expect(sizeOf(large)).toEqual({ width: 960, height: 540 });
    expect(sizeOf(small).height).toBeLessThan(540);

    expect(textOf(await call('scenes', { video: 'no such film' }))).toContain('The library has no video');
    expect(await call('frame', { video, at: 'now' })).toMatchObject({ isError: true });
    expect(assistant.trouble).toEqual([]);
    expect(JSON.stringify([found, told, said, small])).not.toContain(ownCopy);
  }
  expect(await contents(library)).toEqual(before);
});

test('an assistant works beside the app, takes a question back, and does without a file that is gone', async ({
  program,
  ownCopy,
  indexed,
  launch,
}) => {
  await launch();
  await using assistant = await connectAssistant(program, ownCopy);
  const video = await videoNamed(assistant, 'camcorder');

  const abort = new AbortController();
  const question = { name: 'ask', arguments: { question: 'When is a banana seen?' } };
  const asked = assistant.client.callTool(question, undefined, { signal: abort.signal });
  abort.abort();
  await expect(asked).rejects.toThrow();
  expect((await assistant.call('ask', question.arguments)).isError).toBeUndefined();

  const file = join(indexed.folder, 'camcorder.avi');
  await rename(file, `${file}.away`);
  const stored = await assistant.call('frame', { video, at: 1, size: 360 });
  await rename(`${file}.away`, file);
  expect(stored.structuredContent).toMatchObject({ from: 'index', frameSeconds: 1 });
  expect(textOf(stored)).toContain('It is the small stored picture:');
  expect(assistant.trouble).toEqual([]);
});
