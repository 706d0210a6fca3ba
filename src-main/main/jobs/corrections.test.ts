import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Segment } from '../../../src-shared/analysis';
import type { Job } from '../../../src-shared/jobs';
import { openLibrary } from '../../base/library/library';
import type { Library } from '../../base/library/types';
import type { WorkerClient, WorkerInput } from '../../base/rpc/protocol';
import { Corrections } from './corrections';
import type { JobEvents } from './types';

const ID = 'a'.repeat(32);
let dir: string;
let library: Library;
let corrections: Corrections;
/** What the worker was given, in order. */
let embedded: WorkerInput<'speech.embed'>[];
let job: Pick<Job, 'videoId' | 'state' | 'stage'> | null;
let tell: JobEvents['indexed'];
let failures: unknown[];
/** Held up by a test that wants the worker to take its time. */
let work: () => Promise<void>;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-corrections-'));
  library = openLibrary({ dir });
  const media = { container: 'mp4', duration: 9_000_000, video: null, audio: [] };
  library.videos.add({ id: ID, path: '/films/a.mp4', title: 'A', sizeBytes: 1, media });
  library.segments.replace(ID, 'speech', ['one', 'too'].map(lineOf));
  [embedded, failures, job] = [[], [], null];
  work = async () => undefined;
  corrections = new Corrections({
    library,
    worker: {
      call: (async (_, input) => {
        embedded.push(input as WorkerInput<'speech.embed'>);
        await work();
        return null;
      }) as WorkerClient['call'],
    },
    jobs: {
      list: () => (job ? [job as Job] : []),
      on: (_, listener) => {
        tell = listener as JobEvents['indexed'];
        return () => {
          tell = () => undefined;
        };
      },
    },
    packDir: () => '/pack',
    onUnexpected: (error) => failures.push(error),
  });
});
afterEach(async () => {
  await corrections.close();
  library.close();
  rmSync(dir, { recursive: true });
});

function lineOf(text: string, id: number): Segment {
  return { id, source: 'speech', from: id * 1_000_000, to: id * 1_000_000 + 900_000, text, words: [] };
}
const texts = () => embedded.map(({ lines }) => lines.map(({ text }) => text).join(' '));

describe('a correction', () => {
  it('is followed by the search by meaning, and so is taking it back', async () => {
    expect(corrections.correct(ID, 'speech', 1, 'two')).toMatchObject({ text: 'two', heard: 'too' });
    await corrections.settled();
    expect(embedded).toEqual([
      {
        packDir: '/pack',
        dir: library.indexDir(ID),
        source: 'speech',
        lines: [
          { id: 0, text: 'one' },
          { id: 1, text: 'two' },
        ],
      },
    ]);
    corrections.correct(ID, 'speech', 1, null);
    await corrections.settled();
    expect(texts()).toEqual(['one two', 'one too']);
  });

  it('while another is followed is followed after it, several at once', async () => {
    const held = Promise.withResolvers<void>();
    work = () => held.promise;
    corrections.correct(ID, 'speech', 0, 'won');
    corrections.correct(ID, 'speech', 0, 'once');
    corrections.correct(ID, 'speech', 1, 'two');
    held.resolve();
    await corrections.settled();
    expect(texts().at(-1)).toBe('once two');
    expect(embedded).toHaveLength(2);
  });

  it('while the video is indexed is followed at the end, when the job has stored what the model heard', async () => {
    job = { videoId: ID, state: 'running', stage: 'speech' };
    corrections.correct(ID, 'speech', 1, 'two');
    tell(ID, 'transcript');
    await corrections.settled();
    expect(embedded).toEqual([]);
    job = { videoId: ID, state: 'done', stage: 'finish' };
    library.segments.replace(ID, 'speech', ['won', 'too'].map(lineOf));
    tell(ID, 'transcript');
    await corrections.settled();
    expect(texts()).toEqual(['won two']);
  });

  it('while a language model reads on, for hours, is followed at once', async () => {
    job = { videoId: ID, state: 'running', stage: 'watch' };
    corrections.correct(ID, 'speech', 1, 'two');
    await corrections.settled();
    expect(texts()).toEqual(['one two']);
  });

  it('of a line of writing is followed in what is written, once no job writes it', async () => {
    tell(ID, 'transcript');
    await corrections.settled();
    expect(embedded).toEqual([]);
    library.segments.replace(ID, 'text', [{ ...lineOf('T1TLE', 0), source: 'text' }]);
    job = { videoId: ID, state: 'running', stage: 'tracks' };
    corrections.correct(ID, 'text', 0, 'Title');
    await corrections.settled();
    expect(embedded).toEqual([]);
    job = { videoId: ID, state: 'done', stage: 'finish' };
    tell(ID, 'transcript');
    await corrections.settled();
    expect(embedded.map(({ source, lines }) => [source, lines])).toEqual([
      ['text', [{ id: 0, text: 'Title' }]],
    ]);
  });

  it('stays where the search cannot follow, and the next one is followed again', async () => {
    work = () => Promise.reject(new Error('the worker is lost'));
    corrections.correct(ID, 'speech', 1, 'two');
    await corrections.settled();
    expect(failures).toHaveLength(1);
    expect(library.segments.get(ID, 'speech', 1)?.text).toBe('two');
    work = async () => undefined;
    corrections.correct(ID, 'speech', 0, 'won');
    await corrections.settled();
    expect(texts().at(-1)).toBe('won two');
  });
});
