import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FileMissing, NoPermission } from './errors';
import { fingerprint } from './fingerprint';
import { measureDuration, probe } from './probe';
import { asSourceError } from './source-file';
import { ffmpegPath, ffprobePath, makeMedia, temporaryDir } from './testing';

const dir = temporaryDir();
const film = makeMedia(
  join(dir, 'film 100% -é.mp4'),
  '-f lavfi -i testsrc=s=64x48:r=10:d=1.5 -f lavfi -i sine=d=1.5 -vf setsar=2/1 -c:v libx264 -preset ultrafast -c:a aac',
);

function code(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'no error',
    (error: Error) => error.name,
  );
}

describe('probe', () => {
  it('reads a real file, whatever its name', async () => {
    expect(await probe(ffprobePath, film)).toMatchObject({
      container: 'mov,mp4,m4a,3gp,3g2,mj2',
      duration: expect.closeTo(1_500_000, -5),
      video: { codec: 'h264', width: 64, height: 48, displayWidth: 128, displayHeight: 48, frameRate: 10 },
      audio: [{ codec: 'aac', channels: 1, sampleRate: 44100 }],
    });
  });

  it('says what is wrong with a file that is no film', async () => {
    const made = (name: string, content: string): string => {
      const path = join(dir, name);
      writeFileSync(path, content);
      return path;
    };
    mkdirSync(join(dir, 'folder'));
    const picture = makeMedia(join(dir, 'still.bmp'), '-f lavfi -i testsrc=s=16x16 -frames:v 1');
    expect({
      missing: await code(probe(ffprobePath, join(dir, 'none.mp4'))),
      folder: await code(probe(ffprobePath, join(dir, 'folder'))),
      empty: await code(probe(ffprobePath, made('empty.mp4', ''))),
      rubbish: await code(probe(ffprobePath, made('rubbish.mp4', 'no film at all\n'.repeat(99)))),
      text: await code(probe(ffprobePath, made('text.txt', 'words\n'.repeat(99)))),
      picture: await code(probe(ffprobePath, picture)),
      ffmpeg: await code(probe(join(dir, 'no-ffmpeg'), film)),
      stopped: await code(probe(ffprobePath, film, AbortSignal.abort())),
    }).toEqual({
      missing: 'FileMissing',
      folder: 'UnsupportedMedia',
      empty: 'CannotReadVideo',
      rubbish: 'CannotReadVideo',
      text: 'UnsupportedMedia',
      picture: 'UnsupportedMedia',
      ffmpeg: 'FfmpegMissing',
      stopped: 'Cancelled',
    });
  });

  it('tells a text that is called a film from a film that breaks off', async () => {
    const why = async (name: string, content: string | Buffer): Promise<string> => {
      const path = join(dir, name);
      writeFileSync(path, content);
      return probe(ffprobePath, path).then(
        () => '',
        (error: Error) => error.message,
      );
    };
    const cut = readFileSync(film).subarray(0, 1000);
    const broken = await why(
      'cut.mov',
      Buffer.concat([Buffer.from([0, 0, 16, 0]), Buffer.from('mdat'), cut]),
    );
    expect(broken).toContain('not complete');
    for (const ending of ['mov', 'mp4', 'mkv']) {
      expect(await why(`notes.${ending}`, 'Bring milk. Nicht vergessen: Brot für Käthe.\r\n')).toContain(
        'not a video',
      );
    }
  });

  it('takes no more of a description than is sane', async () => {
    const described = (blanks: number): string => {
      const path = join(dir, `ffprobe-${blanks}`);
      const streams = [{ codec_type: 'audio', codec_name: 'flac', channels: 1, sample_rate: '8000' }];
      const output = JSON.stringify({ format: { format_name: 'flac', duration: '1' }, streams });
      writeFileSync(path, `#!/bin/sh\nhead -c ${blanks} /dev/zero | tr '\\0' ' '\necho '${output}'\n`);
      chmodSync(path, 0o755);
      return path;
    };
    const MiB = 1024 * 1024;
    expect(await code(probe(described(15 * MiB), film))).toBe('no error');
    expect(await code(probe(described(17 * MiB), film))).toBe('CannotReadVideo');
  });

  it('tells a file that may not be read from one that is gone', () => {
    const failed = (code: string): unknown =>
      asSourceError(Object.assign(new Error(code), { code }), '/a/b.mp4');
    expect(failed('EACCES')).toBeInstanceOf(NoPermission);
    expect(failed('EPERM')).toMatchObject({ message: 'You may not read b.mp4.' });
    expect(failed('ENOENT')).toBeInstanceOf(FileMissing);
    const other = new Error('other');
    expect(asSourceError(other, '/a/b.mp4')).toBe(other);
  });

  it('measures a recording whose header has no length', async () => {
    const path = makeMedia(
      join(dir, 'live.webm'),
      '-f lavfi -i testsrc=s=64x48:r=10:d=1.5 -c:v libvpx -live 1',
    );
    expect((await probe(ffprobePath, path)).duration).toBeNull();
    expect(await measureDuration(ffmpegPath, path)).toBeCloseTo(1_500_000, -5);
  });
});

describe('fingerprint', () => {
  it('depends on content and size, not on the name', async () => {
    const bytes = Buffer.alloc(3_000_000, 7);
    const write = (name: string, content: Buffer): string => {
      const path = join(dir, name);
      writeFileSync(path, content);
      return path;
    };
    const id = await fingerprint(write('a.bin', bytes));
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(await fingerprint(write('b.bin', bytes))).toBe(id);
    expect(await fingerprint(write('c.bin', bytes.subarray(1)))).not.toBe(id);
    bytes[bytes.length - 1] = 8;
    expect(await fingerprint(write('d.bin', bytes))).not.toBe(id);
    expect(await code(fingerprint(join(dir, 'none')))).toBe('FileMissing');
  });
});
