import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FfmpegMissing, FfmpegUnfit } from './errors';
import { tryOut } from './fitness';
import { describeProgram, MediaPrograms } from './programs';
import { makeProxy } from './proxy';
import { ffmpegPath, ffprobePath, temporaryDir } from './testing';
import { TRIAL_MEDIA, trialFilm } from './trial-film';
import { parseBuild, passThrough } from './version';

const root = temporaryDir();

/** A program in a folder of its own: shell lines before it goes on as the real one, where it does. */
function program(folder: string, tool: 'ffmpeg' | 'ffprobe', lines: string): string {
  const dir = join(root, folder);
  mkdirSync(dir, { recursive: true });
  const path = join(dir, tool);
  const real = tool === 'ffmpeg' ? ffmpegPath : ffprobePath;
  writeFileSync(path, `#!/bin/sh\n${lines}\nexec '${real}' "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}

const decoy = 'echo "decoy: no such thing" >&2; exit 1';
/** Says no to whatever holds a word. */
const refusing = (word: string, says: string): string =>
  `case "$*" in *${word}*) echo "${says}" >&2; exit 1;; esac`;

describe('tryOut', () => {
  it('finds nothing amiss with the programs that come with Longtake', async () => {
    expect(await tryOut('ffmpeg', ffmpegPath)).toEqual({ missing: [], limits: [] });
    expect(await tryOut('ffprobe', ffprobePath)).toEqual({ missing: [], limits: [] });
  });

  it('finds out what one cannot do, and has its own words for it', async () => {
    const old = await tryOut(
      'ffmpeg',
      program('old', 'ffmpeg', refusing('passthrough', 'Unrecognized option.')),
    );
    expect(old.missing).toEqual([expect.stringContaining('Unrecognized option.')]);
    const dead = await tryOut('ffmpeg', program('dead', 'ffmpeg', 'kill -SEGV $$'));
    expect(dead.missing).toHaveLength(1);
    expect((await tryOut('ffmpeg', join(root, 'none'))).missing).toHaveLength(1);
    expect((await tryOut('ffprobe', program('decoy', 'ffprobe', decoy))).missing).toHaveLength(1);
    // A frame's time lies in its log alone; one that writes none gives frames without any.
    const mute = await tryOut('ffmpeg', program('mute', 'ffmpeg', 'exec 2>/dev/null'));
    expect(mute.missing).toHaveLength(1);
    const deaf = program('deaf', 'ffmpeg', refusing('aresample', 'No such filter'));
    expect((await tryOut('ffmpeg', deaf)).missing).toEqual([expect.stringContaining('No such filter')]);
  });

  it('lets one go on that only cannot encode, and a film is not blamed for that', async () => {
    const path = program('poor', 'ffmpeg', refusing('libx264', "Unknown encoder 'libx264'"));
    const { missing, limits } = await tryOut('ffmpeg', path);
    expect(missing).toEqual([]);
    expect(limits).toHaveLength(2);
    const film = join(root, 'film.mp4');
    writeFileSync(film, trialFilm());
    const proxy = makeProxy({
      ...{ ffmpegPath: path, path: film, media: TRIAL_MEDIA, dest: join(root, 'proxy.mp4') },
      ...{ onProgress: () => undefined, signal: new AbortController().signal },
    });
    await expect(proxy).rejects.toBeInstanceOf(FfmpegUnfit);
  });
});

describe('MediaPrograms', () => {
  const on = (...folders: string[]): NodeJS.ProcessEnv => ({
    PATH: [...folders.map((folder) => join(root, folder)), '/usr/bin', '/bin'].join(':'),
  });
  const with_ = (env: NodeJS.ProcessEnv, cacheFile: string | null = null): MediaPrograms =>
    new MediaPrograms({ resourcesDir: null, staticPath: null, env, cacheFile });

  it('passes over one that is not fit, whatever stands first on the path', async () => {
    program('decoys', 'ffmpeg', decoy);
    program('decoys', 'ffprobe', decoy);
    const [ffmpeg, ffprobe] = [program('good', 'ffmpeg', ''), program('good', 'ffprobe', '')];
    const programs = with_(on('decoys', 'good'));
    expect([await programs.ffmpegPath(), await programs.ffprobePath()]).toEqual([ffmpeg, ffprobe]);
    const report = await programs.choose('ffmpeg');
    expect(describeProgram(report)).toContain(ffmpeg);
    expect(report.version).toMatch(/\d/);
  });

  it('names place, version and what is missing where none is fit, and does not pass over what was asked for', async () => {
    const path = program('asked', 'ffmpeg', refusing('passthrough', 'Unrecognized option.'));
    const error: FfmpegUnfit = await with_({ ...on('good'), LONGTAKE_FFMPEG: path })
      .ffmpegPath()
      .catch((caught) => caught);
    expect(error).toBeInstanceOf(FfmpegUnfit);
    expect(error.code).toBe('FfmpegUnfit');
    expect(error.message).toContain(path);
    expect(error.message).toContain('Unrecognized option.');
    const { version } = await with_(on('good')).choose('ffmpeg');
    expect(error.message).toContain(version);
    await expect(
      new MediaPrograms({ resourcesDir: null, staticPath: null, env: {}, cacheFile: null }).ffmpegPath(),
    ).rejects.toBeInstanceOf(FfmpegMissing);
  });

  it('tries a program once, and again when it has changed', async () => {
    const log = join(root, 'starts');
    const path = program('counted', 'ffmpeg', `echo start >> '${log}'`);
    const starts = (): number => readFileSync(log, 'utf8').split('\n').length - 1;
    const cacheFile = join(root, 'cache', 'programs.json');
    const env = { LONGTAKE_FFMPEG: path };
    await with_(env, cacheFile).ffmpegPath();
    const first = starts();
    expect(first).toBeGreaterThan(0);
    expect(await with_(env, cacheFile).ffmpegPath()).toBe(path);
    expect(starts()).toBe(first);
    program('counted', 'ffmpeg', `echo start >> '${log}'\n# another one`);
    await with_(env, cacheFile).ffmpegPath();
    expect(starts()).toBeGreaterThan(first);
    writeFileSync(cacheFile, '{ not json');
    expect(await with_(env, cacheFile).ffmpegPath()).toBe(path);
  });

  it('looks again for what was missing', async () => {
    const programs = with_({ PATH: join(root, 'late') });
    await expect(programs.ffmpegPath()).rejects.toBeInstanceOf(FfmpegMissing);
    const path = program('late', 'ffmpeg', '');
    expect(await programs.ffmpegPath()).toBe(path);
    rmSync(path);
  });
});

describe('what a build says of itself', () => {
  const printed = (version: string, libavformat: string): string =>
    `ffmpeg version ${version} Copyright (c) 2000-2024 the FFmpeg developers\nlibavutil      57. 28.100 / 57. 28.100\nlibavformat    ${libavformat}.100 / ${libavformat}.100\n`;

  it('is read of releases, distributions and builds between releases', () => {
    expect(parseBuild(printed('5.1.9-0+deb12u1', '59. 27'))).toEqual({
      version: '5.1.9-0+deb12u1',
      libavformat: [59, 27],
    });
    expect(parseBuild(printed('N-66595-gc2b38619c0', '59. 34')).version).toBe('N-66595-gc2b38619c0');
    expect(parseBuild('words')).toEqual({ version: null, libavformat: null });
  });

  it('decides by which name frames are passed through', async () => {
    const named = (folder: string, libavformat: string): Promise<readonly string[]> =>
      passThrough(program(folder, 'ffmpeg', `printf '${printed('x', libavformat)}'; exit 0`));
    expect(await named('v4', '58. 76')).toEqual(['-vsync', 'passthrough']);
    expect(await named('v50', '59. 16')).toEqual(['-vsync', 'passthrough']);
    expect(await named('v51', '59. 27')).toEqual(['-fps_mode', 'passthrough']);
    expect(await named('v7', '61.  1')).toEqual(['-fps_mode', 'passthrough']);
    expect(await named('unknown', 'x')).toEqual(['-fps_mode', 'passthrough']);
  });
});
