// Films the window picture by picture, in the film's own time: each picture is taken once the window has drawn it and stays as long as
// the film says, so that a slow machine makes no film that stutters. Nothing is made up: every picture is the app's, and what was
// waited for is left out, which the caption says.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CDPSession } from 'playwright/test';
import type { RunningApp } from '../fixtures';
import { ffmpeg } from '../media';

const FRAMES_PER_SECOND = 15;
export const FRAME = 1 / FRAMES_PER_SECOND;
/** The window's content, and the strip below it with the captions. Pixels. */
export const SIZE = { width: 1280, height: 800 } as const;
const STRIP = 56;

interface Piece {
  readonly file: string;
  /** Of the film. */
  seconds: number;
}

export class Recorder {
  private readonly pictures: Piece[] = [];
  private readonly captions: Piece[] = [];
  private taken = 0;

  private constructor(
    private readonly app: RunningApp,
    private readonly folder: string,
    private readonly debug: CDPSession,
  ) {}

  static async begin(app: RunningApp, folder: string): Promise<Recorder> {
    await mkdir(folder, { recursive: true });
    return new Recorder(app, folder, await app.electron.context().newCDPSession(app.window));
  }

  /** Seconds that the film has by now. */
  get length(): number {
    return this.pictures.reduce((sum, { seconds }) => sum + seconds, 0);
  }

  /** What stands below the window from now on. */
  async caption(text: string): Promise<void> {
    await this.app.window.evaluate(drawCaption, [text, STRIP] as const);
    const file = await this.take(STRIP);
    await this.app.window.evaluate(() => document.getElementById('film-caption')?.remove());
    this.captions.push({ file, seconds: 0 });
  }

  /** The window as it is, for so long. Drawn twice before it is taken: what the last event changed is there then. */
  async show(seconds: number): Promise<void> {
    await this.app.window.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    await this.next(seconds);
  }

  /** The window as it is by now, for so long. */
  async next(seconds: number): Promise<void> {
    this.pictures.push({ file: await this.take(SIZE.height), seconds });
    const caption = this.captions.at(-1);
    if (!caption) throw new Error('Nothing says yet what is done.');
    caption.seconds += seconds;
  }

  /** What goes on for itself, as it goes on: a picture each so often, in real time. */
  async watch(seconds: number, every = 0.25): Promise<void> {
    const began = performance.now();
    for (let shown = 0; shown < seconds; shown += every) {
      const early = began + shown * 1000 - performance.now();
      if (early > 0) await this.app.window.waitForTimeout(early);
      await this.show(every);
    }
  }

  /** Writes the film and its poster, the last picture by now. */
  async write(film: string): Promise<void> {
    const crisp = ['-c:v', 'libx264', '-preset', 'veryslow', '-tune', 'animation', '-crf', '20'];
    await ffmpeg([
      ...(await this.list('pictures', this.pictures)),
      ...(await this.list('captions', this.captions)),
      '-filter_complex',
      `[0]fps=${FRAMES_PER_SECOND}[window];[1]fps=${FRAMES_PER_SECOND}[words];[window][words]vstack=shortest=1,format=yuv420p[film]`,
      ...['-map', '[film]', ...crisp, '-g', '200', '-movflags', '+faststart', film],
    ]);
  }

  /** A still of the window as it is now. */
  async poster(file: string): Promise<void> {
    await ffmpeg(['-i', join(this.folder, await this.take(SIZE.height)), '-q:v', '4', file]);
  }

  private async list(name: string, pieces: readonly Piece[]): Promise<string[]> {
    const path = join(this.folder, `${name}.txt`);
    const last = pieces.at(-1);
    // A piece is as long as the next one lets it be: the last is named twice.
    const lines = [...pieces, ...(last ? [{ file: last.file, seconds: FRAME }] : [])].map(
      ({ file, seconds }) => `file '${file}'\nduration ${seconds.toFixed(3)}`,
    );
    await writeFile(path, `ffconcat version 1.0\n${lines.join('\n')}\n`);
    return ['-f', 'concat', '-i', path];
  }

  private async take(height: number): Promise<string> {
    const { data } = await this.debug.send('Page.captureScreenshot', {
      format: 'png',
      clip: { x: 0, y: 0, width: SIZE.width, height, scale: 1 },
      optimizeForSpeed: true,
    });
    const file = `${String(this.taken++).padStart(5, '0')}.png`;
    await writeFile(join(this.folder, file), Buffer.from(data, 'base64'));
    return file;
  }
}

/** Runs in the page: the words in the type that the app has, over its top, for the moment in which they are taken. */
function drawCaption([text, height]: readonly [string, number]): void {
  const strip = document.createElement('div');
  strip.id = 'film-caption';
  Object.assign(strip.style, {
    position: 'fixed',
    inset: '0 0 auto 0',
    height: `${height}px`,
    zIndex: '2147483647',
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    background: '#0b0c0e',
    color: '#f2f3f5',
    fontSize: '20px',
    pointerEvents: 'none',
  });
  strip.textContent = text;
  document.body.append(strip);
}
