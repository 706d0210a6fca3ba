import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ClipExport, PlacesFormat, PlacesSource } from '../../../src-shared/exports';
import { openLibrary } from '../../base/library/library';
import type { Library } from '../../base/library/types';
import { ffmpegPath, makeMedia } from '../../base/media/testing';
import { asFileName } from '../export/file-name';
import { ClipExports } from './clip-exports';
import { exportHandlers, placesFileName } from './export-handlers';

describe('asFileName', () => {
  it('keeps what every system allows', () => {
    expect(asFileName('Interview 3, part 2 (Köln)')).toBe('Interview 3, part 2 (Köln)');
  });
  it('drops separators, reserved characters, control characters and leading or trailing dots', () => {
    expect(asFileName('a/b\\c:d*?"<>|e')).toBe('a b c d e');
    expect(asFileName('../../etc')).toBe('etc');
    expect(asFileName('..hidden. ')).toBe('hidden');
    expect(asFileName('line\nbreak\u0000')).toBe('line break');
  });
  it('has a name for a title that leaves none', () => {
    expect(asFileName('???')).toBe('Longtake');
    expect(asFileName('...')).toBe('Longtake');
  });
  it('avoids what Windows takes for a device, and marks that turn the writing round', () => {
    expect(asFileName('CON')).toBe('_CON');
    expect(asFileName('lpt1.old')).toBe('_lpt1.old');
    expect(asFileName('Console')).toBe('Console');
    expect(asFileName('holiday\u202e4pm')).toBe('holiday4pm');
  });
  it('cuts a title that no file system takes, between whole characters', () => {
    const name = asFileName('👩‍👩‍👧'.repeat(100));
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(180);
    expect(name).toBe('👩‍👩‍👧'.repeat(10));
    expect(asFileName('a'.repeat(300))).toBe('a'.repeat(180));
  });
});

describe('placesFileName', () => {
  const ID = 'ab'.repeat(16);
  const name = (source: PlacesSource, format: PlacesFormat) =>
    placesFileName(source, format, { video: () => 'A: film', collection: () => 'Finds' });
  it('says what the list is and ends as its format does', () => {
    const scenes = { kind: 'scenes', videoId: ID } as const;
    const place = { videoId: ID, from: 0, to: 1, title: '', note: '' };
    expect(name(scenes, 'edl')).toBe('A film scenes.edl');
    expect(name({ kind: 'shots', videoId: ID }, 'fcpxml')).toBe('A film shots.fcpxml');
    expect(name(scenes, 'youtube')).toBe('A film scenes chapters.txt');
    expect(name(scenes, 'resolve')).toBe('A film scenes markers.edl');
    expect(name({ kind: 'collection', collectionId: 'x' }, 'xmeml')).toBe('Finds.xml');
    expect(name(scenes, 'ffmetadata')).toBe('A film scenes chapters.ffmetadata');
    expect(name({ kind: 'chosen', name: 'Hits for "dog"', places: [place] }, 'html')).toBe(
      'Hits for dog.html',
    );
  });
});

describe('the exports of the window', () => {
  const ID = 'ab'.repeat(16);
  let dir: string;
  let library: Library;
  /** What the dialog was asked for, and where the person says. */
  let asked: [string, string][];
  let revealed: string[];
  let folder: string | null;
  let answer: ((suggestion: string) => string) | null;
  /** What the page was told of clips that are being written. */
  let told: (readonly ClipExport[])[];
  let pictures: Uint8Array[];
  let onTold: (clips: readonly ClipExport[]) => void;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'longtake-handlers-'));
    library = openLibrary({ dir: join(dir, 'library') });
    const path = makeMedia(
      join(dir, 'film.mp4'),
      '-f lavfi -i testsrc=s=64x48:r=25:d=2 -g 10 -pix_fmt yuv420p',
    );
    library.videos.add({
      ...{ id: ID, path, title: 'Film', sizeBytes: 1 },
      media: {
        ...{ container: 'mov,mp4,m4a', duration: 2_000_000, audio: [] },
        video: {
          ...{
            codec: 'h264',
            pixelFormat: 'yuv420p',
            width: 64,
            height: 48,
            displayWidth: 64,
            displayHeight: 48,
          },
          ...{ rotation: 0, frameRate: 25 },
        },
      },
    });
    library.scenes.replace(ID, [{ index: 0, from: 0, to: 2_000_000, keyFrame: 0, keyFrameIndex: 0 }]);
    [asked, told, pictures, revealed, folder] = [[], [], [], [], null];
    onTold = () => undefined;
    answer = (suggestion) => join(dir, 'out', suggestion);
  });
  afterEach(() => {
    library.close();
    rmSync(dir, { recursive: true });
  });
  const handlers = (closing = new AbortController().signal) =>
    exportHandlers({
      reveal: (path: string) => void revealed.push(path),
      services: { library, ffmpegPath: () => ffmpegPath },
      closing,
      clips: new ClipExports({ library, ffmpegPath: () => ffmpegPath, signal: closing }, (all) => {
        told.push(all);
        onTold(all);
      }),
      putPicture: async (jpeg) => void pictures.push(jpeg),
      dialogs: {
        chooseVideos: async () => [],
        chooseFolder: async () => folder,
        chooseReplacement: async () => null,
        chooseSubtitles: () => Promise.resolve(null),
        choosePack: async () => null,
        confirm: async () => false,
        chooseBackup: async () => null,
        chooseDestination: async (suggestion, extension) => {
          asked.push([suggestion, extension]);
          return answer?.(suggestion) ?? null;
        },
      },
    });

  it('show what was written in its folder, and nothing else', async () => {
    const write = handlers();
    const saved = await write['export.table']({ videoId: ID, table: 'scenes' });
    write['export.show']({ savedId: saved?.savedId ?? '' });
    expect(revealed).toEqual([join(dir, 'out', 'Film scenes.csv')]);
    expect(() => write['export.show']({ savedId: 'another' })).toThrow();
  });

  it('write transcripts of several films into a folder, beside what is there', async () => {
    const write = handlers();
    expect(await write['export.transcripts']({ videoIds: [ID], format: 'json' })).toBeNull();
    const source = 'speech' as const;
    const words = { id: 0, source, from: 0, to: 1_000_000, text: 'Hello', words: [] };
    library.segments.replace(ID, 'speech', [words]);
    folder = join(dir, 'out');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'Film.json'), 'mine');
    const saved = await write['export.transcripts']({ videoIds: [ID], format: 'json' });
    write['export.show']({ savedId: saved?.savedId ?? '' });
    expect(revealed).toEqual([folder]);
    expect(readFileSync(join(folder, 'Film.json'), 'utf8')).toBe('mine');
    expect(saved?.bytes).toBe(statSync(join(folder, 'Film 2.json')).size);
  });

  it('write places, tables and clips where the person says', async () => {
    const places = { source: { kind: 'scenes', videoId: ID }, format: 'edl' } as const;
    const clip = { videoId: ID, from: 600_000, to: 1_000_000 } as const;
    expect(await handlers()['export.places'](places)).toMatchObject({
      fileName: 'Film scenes.edl',
      note: null,
    });
    expect(await handlers()['export.table']({ videoId: ID, table: 'scenes' })).toMatchObject({
      fileName: 'Film scenes.csv',
    });
    expect(await handlers()['export.clip']({ ...clip, mode: 'exact' })).toMatchObject({ note: null });
    expect(await handlers()['export.clip']({ ...clip, mode: 'fast' })).toMatchObject({
      note: 'The clip begins 0.20 s earlier, at 0:00: a copy can only begin at a key frame.',
    });
    expect(asked).toEqual([
      ['Film scenes.edl', 'edl'],
      ['Film scenes.csv', 'csv'],
      ['Film 0.00-0.01.mp4', 'mp4'],
      ['Film 0.00-0.01.mp4', 'mp4'],
    ]);
    expect(readdirSync(join(dir, 'out')).sort()).toEqual([
      'Film 0.00-0.01.mp4',
      'Film scenes.csv',
      'Film scenes.edl',
    ]);
    expect(readFileSync(join(dir, 'out', 'Film scenes.edl'), 'utf8')).toContain('00:00:00:00 00:00:02:00');
  });

  it('ask for no file’s name where the chapters cannot be written', async () => {
    const source = { kind: 'scenes', videoId: ID } as const;
    await expect(handlers()['export.places']({ source, format: 'youtube' })).rejects.toMatchObject({
      code: 'BadRequest',
    });
    expect(asked).toEqual([]);
  });

  it('write clips of a list into a folder of its own, or as one film, and tell how far they are', async () => {
    const { collections } = library;
    const { id } = collections.create('Finds: 1');
    const place = {
      videoId: ID,
      note: '',
      colour: null,
      tags: [],
      kind: null,
      frameIndex: null,
      frameTime: null,
    };
    collections.keep(id, [
      { ...place, from: 0, to: 400_000, title: 'one' },
      { ...place, from: 1_000_000, to: 1_400_000, title: 'two' },
    ]);
    const source = { kind: 'collection', collectionId: id } as const;
    const write = (as: 'folder' | 'film') => handlers()['export.placeClips']({ source, mode: 'exact', as });
    folder = join(dir, 'out');
    mkdirSync(folder, { recursive: true });
    expect(await write('folder')).toMatchObject({
      fileName: 'Finds 1 clips',
      clips: 2,
      failed: [],
      note: null,
    });
    expect(await write('folder')).toMatchObject({ fileName: 'Finds 1 clips 2', clips: 2 });
    expect(readdirSync(join(dir, 'out', 'Finds 1 clips')).sort()).toEqual([
      ...['01 one 0.00-0.00.mp4', '02 two 0.01-0.01.mp4'],
    ]);
    expect(await write('film')).toMatchObject({ fileName: 'Finds 1 clips.mp4', clips: 2 });
    expect(asked).toEqual([['Finds 1 clips.mp4', 'mp4']]);
    expect(told[0]).toMatchObject([{ fileName: 'Finds 1 clips', progress: 0 }]);
    [answer, folder] = [null, null];
    expect([await write('folder'), await write('film')]).toEqual([null, null]);
  });

  it('tell how far a clip is, and stop it', async () => {
    const clip = { videoId: ID, from: 0, to: 1_000_000, mode: 'exact' } as const;
    await handlers()['export.clip'](clip);
    expect(told[0]).toMatchObject([{ fileName: 'Film 0.00-0.01.mp4', progress: 0 }]);
    await vi.waitFor(() => expect(told.at(-1)).toEqual([]), { timeout: 20_000 });
    const all = handlers();
    onTold = ([first]) => first && all['export.stopClip']({ id: first.id });
    answer = (suggestion) => join(dir, 'stopped', suggestion);
    await expect(all['export.clip'](clip)).rejects.toMatchObject({ code: 'Cancelled' });
    expect(existsSync(join(dir, 'stopped'))).toBe(false);
  });

  it('never write over a film, and over a file only where the dialog has asked', async () => {
    const film = join(dir, 'film.mp4');
    const before = readFileSync(film);
    const all = handlers();
    library.chats.save('all', {
      ...{ id: 'm', role: 'user', text: 'When?', citations: [], confidence: null, details: [] },
      ...{ writtenBy: null, state: 'done', error: null, createdAt: 0 },
    });
    library.segments.replace(ID, 'speech', [
      { id: 0, source: 'speech', from: 0, to: 1, text: 'said', words: [] },
    ]);
    const place = { source: { kind: 'scenes', videoId: ID } } as const;
    const exports = [
      () => all['export.table']({ videoId: ID, table: 'scenes' }),
      () => all['export.transcript']({ videoId: ID, format: 'srt' }),
      () => all['export.chat']({ scope: 'all', format: 'md' }),
      ...(['edl', 'fcpxml', 'otio', 'ffmetadata', 'csv', 'md', 'html'] as const).map(
        (format) => () => all['export.places']({ ...place, format }),
      ),
      () => all['export.clip']({ videoId: ID, from: 0, to: 400_000, mode: 'fast' }),
    ];
    answer = () => film;
    for (const run of exports) await expect(run()).rejects.toMatchObject({ code: 'BadRequest' });
    expect([readFileSync(film).equals(before), readdirSync(dir).sort()]).toEqual([
      true,
      ['film.mp4', 'library'],
    ]);
    const table = join(dir, 'table.csv');
    answer = () => table;
    await exports[0]?.();
    // It is there now, and the dialog asks before it answers.
    await exports[0]?.();
    expect(readFileSync(table, 'utf8')).toContain('scene,from');
  });

  it('write nothing when the dialog is closed, or the app', async () => {
    answer = null;
    const clip = { videoId: ID, from: 0, to: 1_000_000, mode: 'exact' } as const;
    expect(await handlers()['export.clip'](clip)).toBeNull();
    answer = (suggestion) => join(dir, 'out', suggestion);
    await expect(handlers(AbortSignal.abort())['export.clip'](clip)).rejects.toMatchObject({
      code: 'Cancelled',
    });
    expect(existsSync(join(dir, 'out'))).toBe(false);
  });

  it('writes the frame at a time, as large as the film has it, or puts it on the clipboard', async () => {
    const still = await handlers()['export.still']({ videoId: ID, at: 1_000_000, to: 'file' });
    expect(asked).toEqual([['Film 0.01.jpg', 'jpg']]);
    const written = readFileSync(join(dir, 'out', 'Film 0.01.jpg'));
    expect([...written.subarray(0, 2)]).toEqual([0xff, 0xd8]);
    expect(still).toEqual({ fileName: 'Film 0.01.jpg', bytes: written.byteLength });
    await handlers()['export.still']({ videoId: ID, at: 1_000_000, to: 'clipboard' });
    expect(Buffer.from(pictures[0] ?? []).equals(written)).toBe(true);
    await handlers()['export.still']({ videoId: ID, at: 0, to: 'clipboard' });
    expect(Buffer.from(pictures[1] ?? []).equals(written)).toBe(false);
  });

  it('writes chosen lines alone', async () => {
    const line = (id: number, source: 'speech' | 'text', text: string) => ({
      ...{ id, source, text, from: id * 100_000, to: id * 100_000 + 50_000, words: [] },
    });
    library.segments.replace(ID, 'speech', [line(0, 'speech', 'One'), line(1, 'speech', 'Two')]);
    library.segments.replace(ID, 'text', [line(0, 'text', 'SIGN')]);
    const lines = [
      { source: 'speech', id: 1 },
      { source: 'text', id: 0 },
    ] as const;
    await handlers()['export.transcript']({ videoId: ID, format: 'txt', lines: [...lines] });
    expect(readFileSync(join(dir, 'out', 'Film lines.txt'), 'utf8')).toBe('SIGN\nTwo\n');
  });
});
