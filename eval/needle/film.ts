import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { drawScene, type SceneSymbol } from './scenes';

export interface Film {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly seconds: number;
  readonly symbol: SceneSymbol;
  /** Seconds from the start in which the symbol is shown. */
  readonly from: number;
  readonly to: number;
}

/**
 * Makes an MP4 in H.264 in which a symbol is shown once.
 * @param ffmpeg path of an ffmpeg with libx264, openh264 or another H.264 encoder
 * @throws Error with ffmpeg's own words
 */
export async function makeFilm(ffmpeg: string, film: Film): Promise<void> {
  const { width, height, fps, seconds } = film;
  const input = [
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    '-s',
    `${width}x${height}`,
    '-r',
    String(fps),
    '-i',
    '-',
  ];
  const output = [
    '-c:v',
    'libx264',
    '-pix_fmt',
    'yuv420p',
    '-crf',
    '26',
    '-movflags',
    '+faststart',
    film.path,
  ];
  const child = spawn(ffmpeg, ['-v', 'error', '-y', ...input, ...output], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr.on('data', (data) => {
    words += data;
  });
  const closed = once(child, 'close');
  // What ffmpeg says is better than a broken pipe.
  child.stdin.on('error', () => {});
  for (let frame = 0; frame < seconds * fps && child.exitCode === null; frame++) {
    const second = frame / fps;
    const shown = second >= film.from && second < film.to ? film.symbol : null;
    if (!child.stdin.write(drawScene(width, height, second, shown)))
      await Promise.race([once(child.stdin, 'drain'), closed]);
  }
  child.stdin.end();
  const [code] = await closed;
  if (code !== 0) throw new Error(`ffmpeg could not make the film: ${words.trim()}`);
}
