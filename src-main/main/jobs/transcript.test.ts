import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Segment } from '../../../src-shared/analysis';
import { newState, writeState } from '../../base/film/state';
import { openLibrary } from '../../base/library/library';
import type { Library } from '../../base/library/types';
import { TranscriptIntake } from './transcript';

const ID = 'a'.repeat(32);
let root: string;
let library: Library;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'longtake-transcript-'));
  library = openLibrary({ dir: root });
  library.videos.add({
    id: ID,
    path: '/films/a.mp4',
    title: 'A',
    sizeBytes: 1,
    media: { container: 'mp4', duration: 1_000_000, video: null, audio: [] },
  });
});
afterEach(() => {
  library.close();
  rmSync(root, { recursive: true });
});

function lines(from: number, to: number, text = 'line'): Segment[] {
  return Array.from({ length: to - from }, (_, i) => {
    const id = from + i;
    return { id, source: 'speech', from: id * 1000, to: id * 1000 + 900, text: `${text} ${id}`, words: [] };
  });
}
async function commit(segments: readonly Segment[], append: boolean): Promise<void> {
  const dir = library.indexDir(ID);
  const text = segments.map((one) => `${JSON.stringify(one)}\n`).join('');
  const file = join(dir, 'speech.jsonl');
  if (append) appendFileSync(file, text);
  else writeFileSync(file, text);
  const before = append ? bytes : 0;
  bytes = before + Buffer.byteLength(text);
  const state = newState('core', 1);
  const checksum = crc32(readFileSync(file));
  await writeState(dir, { ...state, speech: { ...state.speech, bytes, checksum } });
}
let bytes = 0;
const texts = () => library.segments.list(ID).map(({ text }) => text);
const always = () => true;

describe('taking a transcript into the library', () => {
  it('takes what is new each time, in more than one piece', async () => {
    const intake = new TranscriptIntake(library);
    await intake.takeNew(ID, always);
    expect(texts()).toEqual([]);
    await commit(lines(0, 250), false);
    await intake.takeNew(ID, always);
    expect(texts()).toHaveLength(250);
    // What is known already is not read again: were it, this line would be found broken.
    writeFileSync(join(library.indexDir(ID), 'speech.jsonl'), 'x'.repeat(bytes));
    await commit(lines(250, 252), true);
    await intake.takeNew(ID, always);
    expect(texts()).toEqual([...lines(0, 252)].map(({ text }) => text));
  });

  it('begins anew with a transcript that was made anew', async () => {
    const intake = new TranscriptIntake(library);
    await commit(lines(0, 3), false);
    await intake.takeNew(ID, always);
    await commit(lines(0, 2, 'other'), false);
    await intake.takeNew(ID, always);
    expect(texts()).toEqual(['other 0', 'other 1', 'line 2']);
  });

  it('stores nothing more once it is not wanted, and takes it the next time', async () => {
    const intake = new TranscriptIntake(library);
    await commit(lines(0, 250), false);
    const answers = [true, false];
    await intake.takeNew(ID, () => answers.shift() ?? false);
    expect(texts()).toHaveLength(100);
    await intake.takeNew(ID, always);
    expect(texts()).toHaveLength(250);
  });
});
