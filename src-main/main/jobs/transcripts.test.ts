import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Segment } from '../../../src-shared/analysis';
import { heardKey } from '../../../src-shared/transcripts';
import type { VideoState } from '../../../src-shared/video';
import { openLibrary } from '../../base/library/library';
import type { Library } from '../../base/library/types';
import type { WorkerClient } from '../../base/rpc/protocol';
import { readSubtitles } from '../../worker/index/subtitles-stage';
import { Transcripts } from './transcripts';

const ID = 'a'.repeat(32);
let dir: string;
let library: Library;
let transcripts: Transcripts;
/** What was asked of the others, in order. */
let asked: string[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-transcripts-'));
  library = openLibrary({ dir });
  const track = { codec: 'aac', channels: 2, sampleRate: 48_000, language: null };
  const media = { container: 'mp4', duration: 9_000_000, video: null, audio: [track, track] };
  library.videos.add({ id: ID, path: '/films/a.mp4', title: 'A', sizeBytes: 1, media });
  const lines = ['one', 'two'].map(
    (text, id): Segment => ({ id, source: 'speech', from: id * 1e6, to: id * 1e6 + 9e5, text, words: [] }),
  );
  library.transcripts.storeHeard(ID, 0, lines, []);
  asked = [];
  transcripts = new Transcripts({
    library,
    worker: {
      call: (async (_: string, { path, duration }: { path: string; duration: number }) =>
        readSubtitles(path, duration)) as WorkerClient['call'],
    },
    corrections: { renew: (_, source) => asked.push(`renew ${source}`) },
    jobs: { again: () => asked.push('again') },
  });
});
afterEach(() => {
  library.close();
  rmSync(dir, { recursive: true });
});

const shown = () => library.segments.list(ID, 'speech').map(({ text }) => text);
/** What search by meaning knows. */
function meanings(): string {
  const path = join(library.indexDir(ID), 'speech.bin');
  mkdirSync(library.indexDir(ID), { recursive: true });
  writeFileSync(path, 'of other lines');
  return path;
}

describe('what a person chooses of a film’s transcripts', () => {
  it('is a file of subtitles: read, shown, and searched by meaning from then on', async () => {
    const path = join(dir, 'talk.de.srt');
    writeFileSync(
      path,
      '1\n00:00:01,000 --> 00:00:02,000\n<b>eins</b>\n\n2\n00:01:00,000 --> 00:01:02,000\nbehind\n',
    );
    const known = meanings();
    const { transcripts: now } = await transcripts.import(ID, path);
    expect(now.list.map(({ origin, language, title, lines }) => [origin, language, title, lines])).toEqual([
      ['heard', null, null, 2],
      ['import', 'de', 'talk.de.srt', 1],
    ]);
    expect([shown(), existsSync(known), asked]).toEqual([['eins'], false, ['renew speech']]);
    await transcripts.show(ID, heardKey(0));
    expect(shown()).toEqual(['one', 'two']);
    writeFileSync(path, 'no subtitles');
    await expect(transcripts.import(ID, path)).rejects.toMatchObject({ code: 'UnsupportedMedia' });
    expect(shown()).toEqual(['one', 'two']);
  });

  it('is a sound track: a job hears it, unless one waits anyway', async () => {
    const known = meanings();
    library.videos.setState(ID, 'ready');
    expect((await transcripts.chooseAudio(ID, 1)).transcripts).toMatchObject({
      audio: 1,
      shown: heardKey(1),
    });
    expect([shown(), existsSync(known), asked]).toEqual([[], false, ['renew speech', 'again']]);
    for (const state of ['queued', 'paused', 'new', 'missing'] satisfies VideoState[]) {
      library.videos.setState(ID, state);
      asked = [];
      await transcripts.chooseAudio(ID, 0);
      expect([state, asked]).toEqual([state, ['renew speech']]);
    }
    await expect(transcripts.chooseAudio(ID, 2)).rejects.toMatchObject({ code: 'NotFound' });
  });

  it('subtitles that are pictures are kept for a job to read; not where reading is off, nor half of a VobSub', async () => {
    library.videos.setState(ID, 'ready');
    const list = join(dir, 'disc.idx');
    writeFileSync(list, 'a list');
    await expect(transcripts.import(ID, list)).rejects.toMatchObject({ code: 'FileMissing' });
    writeFileSync(join(dir, 'disc.sub'), 'its pictures');
    await transcripts.import(ID, list);
    const folder = join(library.indexDir(ID), 'brought');
    expect(readdirSync(folder).sort()).toEqual(['disc.idx', 'disc.sub']);
    expect(asked).toEqual(['again']);
    library.settings.set({ readText: false });
    const sup = join(dir, 'disc.sup');
    writeFileSync(sup, 'pictures');
    await expect(transcripts.import(ID, sup)).rejects.toMatchObject({ code: 'UnsupportedMedia' });
    expect(readdirSync(folder)).toHaveLength(2);
  });
});
