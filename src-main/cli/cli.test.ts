import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ERROR_CODES } from '../../src-shared/errors';
import { TRACKS } from '../../src-shared/passes';
import { openLibrary } from '../base/library/library';
import { fingerprint } from '../base/media/fingerprint';
import { childWorkers } from '../main/jobs/child-worker';
import { readArguments } from './arguments';
import type { Surroundings } from './context';
import { SeveralVideos, UsageError } from './errors';
import { EXIT, exitCodeFor } from './exit-codes';
import { run } from './run';
import { Sink } from './testing/sink';

describe('the command line', () => {
  it('is read into a command', () => {
    expect(readArguments(['ask', 'a.mp4', 'when', 'is', 'it?', '--from', '1:00', '--json'])).toEqual({
      name: 'ask',
      json: true,
      library: null,
      target: { file: 'a.mp4' },
      question: 'when is it?',
      range: { from: 60_000_000, to: Number.MAX_SAFE_INTEGER },
      answers: null,
      language: null,
    });
    expect(readArguments(['ask', 'a', 'why?', '--language', 'DE'])).toMatchObject({ language: 'de' });
    expect(readArguments(['search', 'a', 'dog', '--language', 'en'])).toMatchObject({ language: 'en' });
    expect(() => readArguments(['ask', 'a', 'why?', '--language', 'fr'])).toThrow(UsageError);
    expect(readArguments(['ask', 'a', 'why?', '--answers', 'model'])).toMatchObject({ answers: 'model' });
    expect(readArguments(['ask', 'a', 'why?', '--answers', 'own'])).toMatchObject({ answers: 'own' });
    expect(readArguments(['models', 'use', 'own', 'none'])).toMatchObject({ action: 'useOwn', model: null });
    expect(readArguments(['models', 'use', 'own', 'x:1', '--at', 'http://localhost:9/v1/'])).toMatchObject({
      model: 'x:1',
      place: { address: 'http://localhost:9', key: '' },
    });
    expect(readArguments(['search', '--all', 'red', 'car', '--limit=5'])).toMatchObject({
      target: 'all',
      text: 'red car',
      limit: 5,
    });
    expect(
      readArguments(['transcript', 'a.mp4', '-f', 'srt', '-o', 'x.srt', '--library', 'L']),
    ).toMatchObject({
      format: 'srt',
      out: { path: resolve('x.srt'), replace: false },
      library: 'L',
    });
    expect(readArguments(['index', 'a', 'b'])).toMatchObject({ files: ['a', 'b'], again: false });
    expect(readArguments(['index', 'a', '--again'])).toMatchObject({ files: ['a'], again: true });
    expect(readArguments(['export', 'a', '--as', 'edl', '--timebase', '29.97ndf'])).toMatchObject({
      ...{ file: 'a', what: 'scenes', format: 'edl', out: null },
      timebase: { rate: { num: 30_000, den: 1001 }, dropFrame: false },
    });
    expect(readArguments(['export', 'a', '--as=html', '--what=shots'])).toMatchObject({
      what: 'shots',
      timebase: null,
    });
    expect(readArguments(['table', 'a', 'objects', '-o', 'x.csv'])).toMatchObject({
      file: 'a',
      table: 'objects',
    });
    expect(
      readArguments(['clip', 'a', '--from', '1:00', '--to', '1:02.5', '--exact', '-o', 'c.mp4']),
    ).toMatchObject({
      range: { from: 60_000_000, to: 62_500_000 },
      mode: 'exact',
      out: { path: resolve('c.mp4') },
    });
    expect(readArguments(['clip', 'a', '--to', '2', '-o', 'c.mp4'])).toMatchObject({ mode: 'fast' });
    expect(readArguments(['scenes', 'a', '-o', 'x.csv', '--force'])).toMatchObject({
      out: { replace: true },
    });
    expect(readArguments(['scenes', 'a', '-o', '-'])).toMatchObject({ out: null });
    expect(readArguments(['doctor'])).toMatchObject({ name: 'doctor', again: false });
    expect(readArguments(['list', 'camera:sony', '2024'])).toMatchObject({ words: 'camera:sony 2024' });
    expect(readArguments(['doctor', '--again', '--report', '-'])).toMatchObject({
      again: true,
      report: null,
    });
    expect(readArguments([]).name).toBe('help');
    expect(readArguments(['ask', '--help']).name).toBe('help');
    expect(readArguments(['--version']).name).toBe('version');
  });

  it.each([
    [['dance'], 'no command "dance"'],
    [['toString'], 'no command'],
    [['index'], 'Which file?'],
    [['ask', 'a.mp4'], 'What is to be asked?'],
    [['search', '--all'], 'What is to be found?'],
    [['scenes', 'a', 'b'], 'one too many'],
    [['doctor', 'x'], 'takes no "x"'],
    [['table', 'a', 'speech', 'b'], 'one too many'],
    [['scenes', 'a', '--all'], 'does not take --all'],
    [['index', 'a', '--limit', '3'], 'does not take --limit'],
    [['search', 'a', 'b', '--limit', 'many'], 'whole number'],
    [['transcript', 'a', '--format', 'doc'], 'one of srt, vtt'],
    [['ask', 'a', 'b', '--from', 'soon'], 'a time such as'],
    [['ask', 'a', 'b', '--from', '2:00', '--to', '1:00'], 'before --to'],
    [['ask', '--flavour'], "'--flavour'"],
    [['ask', 'a', 'b', '--answers', 'all'], 'search, model or own'],
    [['models', 'look', '--at', 'http://example.org'], 'of this computer'],
    [['models', 'use', 'own', 'x', '--key', 'a b'], 'takes a key'],
    [['models', 'use', 'search', 'x', '--at', 'http://localhost'], 'does not take --at'],
    [['models', 'use', 'own'], 'What about the models?'],
    [['export', 'a'], '--as takes one of edl, fcpxml'],
    [['export', 'a', '--as', 'edl', '--what', 'hits'], 'scenes, shots or chapters'],
    [['index', 'a', '--audio', '0'], '--audio takes a number'],
    [['speakers', 'a', '--everywhere'], 'does not take --everywhere'],
    [['speakers', 'a', 'Speaker 1', ' '], 'A name has'],
    [['tracks', 'a', '--use', 'x'], '--use takes a number'],
    [['tracks', 'a', '--audio', '1', '--use', '1'], 'do not go together'],
    [['tracks', 'a', '--subtitles='], 'takes a path'],
    [['export', 'a', '--as', 'edl', '--timebase', '23'], '--timebase takes one of 23.976'],
    [['table', 'a', 'words'], 'Which table?'],
    [['clip', 'a', '--from', '1:00'], 'Where to?'],
    [['clip', 'a', '--out', 'c.mp4'], 'From when to when?'],
    [['clip', 'a', '--to', '1', '--out', '-'], 'Where to?'],
    [['scenes', 'a', '--force'], 'name one'],
    [['scenes', 'a', '--out='], 'takes a path'],
    [['list', '--force'], 'does not take --force'],
  ])('%j is refused', (argv, why) => {
    expect(() => readArguments(argv)).toThrow(why);
  });
});

describe('running', () => {
  let dir: string;
  let stdout: Sink;
  let stderr: Sink;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'longtake-cli-'));
    stdout = new Sink();
    stderr = new Sink();
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const around = (signal = new AbortController().signal): Surroundings => ({
    stdin: Readable.from([]),
    stdout,
    stderr,
    userDataDir: dir,
    resourcesDir: join(dir, 'resources'),
    spawnWorker: () => {
      throw new Error('no command here needs a worker');
    },
    version: '1.2.3',
    signal,
  });
  const document = () => JSON.parse(stdout.text) as Record<string, unknown>;

  it('prints help and version', async () => {
    expect(await run(['help'], around())).toBe(EXIT.ok);
    expect(stdout.text).toContain('longtake ask FILE QUESTION');
    stdout.text = '';
    expect(await run(['--version', '--json'], around())).toBe(EXIT.ok);
    expect(document()).toEqual({ longtake: 1, command: 'version', exitCode: 0, version: '1.2.3' });
  });

  it('says wrong usage on standard error, and as one document with --json', async () => {
    expect(await run(['dance', '--json'], around())).toBe(EXIT.usage);
    expect(stderr.text).toContain('There is no command "dance".');
    expect(document()).toMatchObject({
      longtake: 1,
      command: null,
      exitCode: 2,
      error: { code: 'BadRequest' },
    });
  });

  it('lists an empty library, and makes none where somebody looks for one', async () => {
    expect(await run(['list', '--json'], around())).toBe(EXIT.ok);
    expect(document()).toEqual({ longtake: 1, command: 'list', exitCode: 0, videos: [] });
    expect(await run(['list', 'camera:sony', '--json'], around())).toBe(EXIT.nothingFound);
    const library = join(dir, 'elsewhere');
    for (const words of [['list'], ['search', '--all', 'x'], ['ask', '--all', 'what?']]) {
      expect(await run([...words, '--library', library], around())).toBe(EXIT.nothingFound);
    }
    expect(existsSync(library)).toBe(false);
  });

  it('tells apart a file that is missing, one that is no video, and nothing installed', async () => {
    expect(await run(['scenes', join(dir, 'none.mp4')], around())).toBe(EXIT.badFile);
    const notes = join(dir, 'notes.mp4');
    writeFileSync(notes, 'these are not moving pictures');
    stdout.text = '';
    expect(await run(['transcript', notes, '--json'], around())).toBe(EXIT.badFile);
    expect(document()).toMatchObject({ error: { code: 'CannotReadVideo' } });
    expect(await run(['models'], around())).toBe(EXIT.tools);
  });

  it('names an ffmpeg that is not fit, where it is and what it lacks, and does not blame a film for it', async () => {
    const ffmpeg = join(dir, 'ffmpeg');
    writeFileSync(ffmpeg, '#!/bin/sh\necho "no such thing" >&2; exit 1\n', { mode: 0o755 });
    vi.stubEnv('LONGTAKE_FFMPEG', ffmpeg);
    vi.stubEnv('LONGTAKE_FFPROBE', ffmpeg);
    try {
      expect(await run(['doctor', '--json'], around())).toBe(EXIT.tools);
      const { checks } = document() as {
        checks: { name: string; ok: boolean; says: string; error: unknown }[];
      };
      for (const name of ['ffmpeg', 'ffprobe']) {
        const check = checks.find((one) => one.name === name);
        expect(check).toMatchObject({ ok: false, error: { code: 'FfmpegUnfit' } });
        expect(check?.says).toContain(ffmpeg);
      }
      const film = join(dir, 'film.mp4');
      writeFileSync(film, 'as good as any');
      stdout.text = '';
      expect(await run(['index', film, '--json'], around())).toBe(EXIT.tools);
      expect(document()).toMatchObject({ error: { code: 'FfmpegUnfit' } });
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('finds a video by its title, unless two have it', async () => {
    const library = openLibrary({ dir: join(dir, 'library') });
    const add = (id: string, title: string) => {
      library.videos.add({
        id: id.repeat(32),
        path: join(dir, `${id}.mp4`),
        title,
        sizeBytes: 1,
        media: { container: 'mp4', duration: 1, video: null, audio: [] },
      });
      library.videos.setState(id.repeat(32), 'ready');
    };
    add('a', 'A day');
    add('b', 'A night');
    add('c', 'A night');
    library.close();
    expect(await run(['scenes', 'A day'], around())).not.toBe(EXIT.badFile);
    // As of a collection whose name two have.
    expect(await run(['scenes', 'A night'], around())).toBe(EXIT.usage);
    expect(stderr.text).toContain(new SeveralVideos('A night').message);
    // An id, and none of the library's.
    for (const id of ['d'.repeat(32), 'deadbeef']) {
      expect(await run(['scenes', id], around())).toBe(EXIT.usage);
    }
    expect(await run(['models', 'remove', '../library'], around())).toBe(EXIT.tools);
    expect(await run(['models', 'install', 'none', '--yes'], around())).toBe(EXIT.nothingFound);
  });

  it('tells what is in a film’s file, shows another transcript, and exports chapters', async () => {
    const library = openLibrary({ dir: join(dir, 'library') });
    const id = 'a'.repeat(32);
    const track = { codec: 'aac', channels: 1, sampleRate: 16_000 };
    library.videos.add({
      ...{ id, path: join(dir, 'away.mka'), title: 'Talk', sizeBytes: 1 },
      media: {
        ...{ container: 'matroska', duration: 60_000_000, video: null },
        audio: [
          { ...track, language: 'ger', title: 'Kommentar' },
          { ...track, language: 'eng', isDefault: true },
        ],
        chapters: [{ from: 0, to: 60_000_000, title: 'All of it' }],
      },
    });
    library.videos.setState(id, 'ready');
    const line = { id: 0, source: 'speech' as const, from: 0, to: 9, text: 'heard', words: [] };
    library.transcripts.storeHeard(id, 1, [line], [0]);
    const info = { key: 'file-3', origin: 'file', language: 'fre', title: null, lines: 1 } as const;
    const turn = { from: 0, to: 9, speaker: 0, confidence: 0.9 };
    library.speakers.replace(id, { speakers: [{ number: 0, voice: [1, 0] }], turns: [turn] });
    library.transcripts.storeFromFile(id, [{ info, segments: [{ ...line, text: 'lu', fromFile: true }] }]);
    library.close();
    expect(await run(['tracks', 'Talk', '--json'], around())).toBe(EXIT.ok);
    expect(document()).toMatchObject({
      audio: [
        { number: 1, title: 'Kommentar', isDefault: false, silent: true, heard: false },
        { number: 2, language: 'eng', isDefault: true, silent: false, heard: true },
      ],
      transcripts: [
        { number: 1, origin: 'heard', shown: true },
        { number: 2, origin: 'file', language: 'fre', shown: false },
      ],
      chapters: [{ title: 'All of it' }],
    });
    stdout.text = '';
    expect(await run(['speakers', 'Talk', '--json'], around())).toBe(EXIT.ok);
    expect(document()).toMatchObject({ read: true, speakers: [{ shown: 'Speaker 1', spoken: 9 }] });
    stdout.text = '';
    expect(await run(['speakers', 'Talk', 'Bert', 'Anna'], around())).toBe(EXIT.usage);
    expect(await run(['speakers', 'Talk', 'speaker 1', 'Anna'], around())).toBe(EXIT.ok);
    expect(stdout.text).toMatch(/^Anna\t/m);
    stdout.text = '';
    expect(await run(['transcript', 'Talk'], around())).toBe(EXIT.ok);
    expect(stdout.text).toBe('Anna: heard\n');
    stdout.text = '';
    expect(await run(['table', 'Talk', 'speakers'], around())).toBe(EXIT.ok);
    expect(stdout.text).toContain('Anna,0.9');
    stdout.text = '';
    expect(await run(['tracks', 'Talk', '--use', '3'], around())).toBe(EXIT.usage);
    expect(await run(['tracks', 'Talk', '--audio', '3'], around())).toBe(EXIT.usage);
    stdout.text = '';
    expect(await run(['tracks', 'Talk', '--use', '2'], around())).toBe(EXIT.ok);
    expect(stdout.text).toMatch(/^\* transcript 2 {2}from the file, French, 1 line$/m);
    stdout.text = '';
    expect(await run(['transcript', 'Talk', '--format', 'vtt'], around())).toBe(EXIT.ok);
    expect(stdout.text).toContain('NOTE From the film’s subtitles');
    stdout.text = '';
    expect(await run(['export', 'Talk', '--as', 'ffmetadata', '--what', 'chapters'], around())).toBe(EXIT.ok);
    expect(stdout.text).toContain('title=All of it');
  });

  it('writes a video’s scenes and tables, to standard output or to a file', async () => {
    const library = openLibrary({ dir: join(dir, 'library') });
    const id = 'a'.repeat(32);
    library.videos.add({
      ...{ id, path: join(dir, 'away.wav'), title: 'Talk', sizeBytes: 1 },
      media: {
        ...{ container: 'wav', duration: 60_000_000, video: null },
        audio: [{ codec: 'pcm_s16le', channels: 1, sampleRate: 16_000, language: null }],
      },
    });
    library.videos.setState(id, 'ready');
    const scene = { index: 0, from: 0, to: 60_000_000, keyFrame: 0, keyFrameIndex: 0 };
    library.scenes.replace(id, [scene]);
    library.close();
    expect(await run(['export', 'Talk', '--as', 'edl'], around())).toBe(EXIT.ok);
    expect(stdout.text).toContain('00:00:00:00 00:01:00:00 01:00:00:00 01:01:00:00');
    stdout.text = '';
    const out = join(dir, 'scenes.otio');
    expect(await run(['export', 'Talk', '--as', 'otio', '--out', out, '--json'], around())).toBe(EXIT.ok);
    expect(document()).toMatchObject({ command: 'export', note: null, written: { fileName: 'scenes.otio' } });
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({
      OTIO_SCHEMA: 'Timeline.1',
      name: 'Talk: scenes',
    });
    stdout.text = '';
    expect(await run(['table', 'Talk', 'scenes'], around())).toBe(EXIT.ok);
    expect(stdout.text.split('\r\n')[1]).toBe('1,00:00:00.000,00:01:00.000,00:00:00.000,0,60000000,0,0,');
    expect(await run(['table', 'Talk', 'objects'], around())).toBe(EXIT.nothingFound);
    expect(await run(['export', 'Talk', '--as', 'youtube'], around())).toBe(EXIT.usage);
    const clip = ['clip', 'Talk', '--to', '1', '--out', join(dir, 'c.m4a')];
    expect(await run(clip, around())).toBeOneOf([EXIT.badFile, EXIT.tools]);
  });

  it('never writes over a film, and over another file only with --force', async () => {
    const library = openLibrary({ dir: join(dir, 'library') });
    const [id, film, table] = ['a'.repeat(32), join(dir, 'film.mp4'), join(dir, 'table.csv')];
    const bytes = Buffer.from('\0\0\0\x18ftypisom of a film');
    writeFileSync(film, bytes);
    library.videos.add({
      ...{ id, path: film, title: 'Film', sizeBytes: 1 },
      media: { container: 'mp4', duration: 60_000_000, video: null, audio: [] },
    });
    library.videos.setState(id, 'ready');
    library.scenes.replace(id, [{ index: 0, from: 0, to: 60_000_000, keyFrame: 0, keyFrameIndex: 0 }]);
    library.segments.replace(id, 'speech', [
      { id: 0, source: 'speech', from: 0, to: 1, text: 'said', words: [] },
    ]);
    library.close();
    const formats = ['edl', 'fcpxml', 'otio', 'ffmetadata', 'csv', 'md', 'html'];
    const commands = [
      ['scenes', 'Film'],
      ['table', 'Film', 'speech'],
      ['clip', 'Film', '--to', '1'],
      ...['srt', 'vtt', 'txt', 'md', 'json'].map((format) => ['transcript', 'Film', '-f', format]),
      ...formats.map((format) => ['export', 'Film', '--as', format]),
    ];
    for (const command of commands) {
      expect(await run([...command, '--out', film], around())).toBe(EXIT.usage);
      expect(await run([...command, '--out', film, '--force'], around())).toBe(EXIT.usage);
    }
    expect([readFileSync(film).equals(bytes), readdirSync(dir).sort()]).toEqual([
      true,
      ['film.mp4', 'installs.json', 'library', 'packs'],
    ]);
    // A film that is not known yet is refused before hours go into its index.
    const other = join(dir, 'other.mp4');
    writeFileSync(other, 'new');
    expect(await run(['transcript', other, '-o', other, '--force'], around())).toBe(EXIT.usage);
    writeFileSync(table, 'mine');
    expect(await run(['scenes', 'Film', '--out', table], around())).toBe(EXIT.badFile);
    expect(stderr.text).toContain('--force');
    expect(readFileSync(table, 'utf8')).toBe('mine');
    expect(await run(['scenes', 'Film', '--out', table, '--force'], around())).toBe(EXIT.ok);
    expect(readFileSync(table, 'utf8')).toContain('scene,from');
    stdout.text = '';
    expect(await run(['scenes', 'Film', '--out', '-'], around())).toBe(EXIT.ok);
    expect(stdout.text).toContain('00:01:00.000');
  });

  it('writes a report of the machine, the program and the library that names nothing of a user’s', async () => {
    const library = openLibrary({ dir: join(dir, 'library') });
    library.videos.add({
      ...{ id: 'a'.repeat(32), path: join(dir, 'Zanzibar.mp4'), title: 'Zanzibar', sizeBytes: 1 },
      media: { container: 'mp4', duration: 1, video: null, audio: [] },
    });
    library.close();
    const out = join(dir, 'report.txt');
    const code = await run(['doctor', '--report', out], around());
    // Nothing else is there, and the summary says so.
    expect(code).not.toBe(EXIT.ok);
    expect(stdout.text).toMatch(/^ok +program +Longtake 1\.2\.3/m);
    const text = readFileSync(out, 'utf8');
    expect(text).toContain('[program]\nLongtake 1.2.3\n');
    expect(text).toContain('1 films, 0.0 hours');
    expect(text).not.toMatch(/zanzibar/i);
    expect(text).not.toContain(dir);
    expect(await run(['doctor', '--report', out], around())).toBe(EXIT.badFile);
    expect(await run(['doctor', '--report', join(dir, 'Zanzibar.mp4'), '--force'], around())).toBe(
      EXIT.usage,
    );
    stdout.text = '';
    await run(['doctor', '--report', '-', '--json'], around());
    expect(document()).toMatchObject({ report: expect.stringContaining('[log]') });
    stdout.text = '';
    await run(['doctor', '--report', '-'], around());
    expect(stdout.text).toMatch(/^Longtake diagnostics, /);
  });

  it('forgets what was found of devices when they are to be tried anew, and only then', async () => {
    const records = join(dir, 'devices', 'devices.json');
    mkdirSync(join(dir, 'devices'));
    writeFileSync(records, 'what was found of devices');
    await run(['doctor'], around());
    expect(existsSync(records)).toBe(true);
    await run(['doctor', '--again'], around());
    expect(existsSync(records)).toBe(false);
  });

  it('reads beside another Longtake, but adds nothing', async () => {
    const other = openLibrary({ dir: join(dir, 'library') });
    expect(await run(['list'], around())).toBe(EXIT.ok);
    const film = join(dir, 'film.mp4');
    writeFileSync(film, 'new');
    expect(await run(['scenes', film], around())).toBe(EXIT.library);
    expect(await run(['index', film], around())).toBe(EXIT.library);
    expect(await run(['scenes', join(dir, 'none.mp4')], around())).toBe(EXIT.badFile);
    other.close();
  });

  it('ends as interrupted after Ctrl-C', async () => {
    const interrupt = new AbortController();
    interrupt.abort();
    const film = join(dir, 'film.mp4');
    writeFileSync(film, 'new');
    expect(await run(['scenes', film], around(interrupt.signal))).toBe(EXIT.interrupted);
    expect(stderr.text).toContain('What was done is kept');
  });

  it('goes on with the tracks of a film that Ctrl-C left without them', async () => {
    const film = join(dir, 'tracks-wait.mp4');
    writeFileSync(film, 'a film');
    const library = openLibrary({ dir: join(dir, 'library') });
    const video = {
      ...{ codec: 'h264', pixelFormat: 'yuv420p', width: 4, height: 4, displayWidth: 4, displayHeight: 4 },
      ...{ rotation: 0 as const, frameRate: 25 },
    };
    const media = { container: 'mp4', duration: 6_000_000, video, audio: [] };
    const id = await fingerprint(film);
    library.videos.add({ id, path: film, title: 'Film', sizeBytes: 6, media });
    library.close();
    const stored = () => {
      const opened = openLibrary({ dir: join(dir, 'library') });
      const { tracks, state } = opened.videos.get(id);
      const job = opened.jobs.find(id)?.state;
      opened.close();
      return { tracks, state, job };
    };
    const fake = fileURLToPath(new URL('../main/jobs/testing/fake-worker.mjs', import.meta.url));
    const real = (signal: AbortSignal): Surroundings => ({
      ...around(signal),
      ...{ resourcesDir: resolve('resources'), spawnWorker: childWorkers(fake) },
    });
    const interrupt = new AbortController();
    stderr.onWrite = (text) => text.includes('Film: tracks') && interrupt.abort();
    expect(await run(['index', film], real(interrupt.signal))).toBe(EXIT.interrupted);
    expect(stderr.text).toContain('the same command goes on from there');
    expect(stored()).toEqual({ tracks: [], state: 'ready', job: 'queued' });
    const onwards = new AbortController().signal;
    expect(await run(['scenes', film], real(onwards))).toBe(EXIT.ok);
    expect(stored()).toEqual({ tracks: [...TRACKS], state: 'ready', job: 'done' });
    stdout.text = '';
    expect(await run(['index', film, '--json'], real(onwards))).toBe(EXIT.ok);
    expect(document()).toMatchObject({ videos: [{ id }], failed: [] });
    const runs = () =>
      readFileSync(join(dir, 'library', 'index', id, 'runs'), 'utf8')
        .trim()
        .split(' ').length;
    expect(runs()).toBe(1);
    // Looked through when that is asked for.
    expect(await run(['index', film, '--again'], real(onwards))).toBe(EXIT.ok);
    expect(runs()).toBeGreaterThan(1);
  });

  it('has an exit code for every error', () => {
    const codes = new Set<number>(Object.values(EXIT));
    for (const code of ERROR_CODES) expect(codes.has(exitCodeFor(code))).toBe(true);
  });
});
