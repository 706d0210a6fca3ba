// A library of two hundred small films, cut from the given ones, as cards and as a list. Not a test: it fails where the app cannot be operated.
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { longFilm, talk } from '../films';
import { environment, expect, test } from '../fixtures';
import { ffmpeg } from '../media';
import { Library } from '../pages/library';
import { patiently } from '../patience';
import { resize, showTheme } from '../window';
import { IMAGES, SIZE, take, wanted } from './picture';

const FILMS = 200;
/** Long enough to wait for all of them. Milliseconds. */
const ALL = 3_000_000;

/** So much slower a cut of a short film is long enough to be one. */
const SLOWER = 12;

/** Slow, small cuts of the given films, else of the tests' own: none the same as another, in a folder for each film. */
async function cuts(folder: string): Promise<string[]> {
  const films =
    wanted.files.length > 0 ? wanted.files : [await talk(folder), await longFilm(folder, 20, 'desk.mp4')];
  const lengths = await Promise.all(films.map(secondsOf));
  const all = lengths.reduce((sum, length) => sum + length, 0);
  const made = [];
  for (const [at, film] of films.entries()) {
    const length = lengths[at] ?? 0;
    made.push(...(await cut(film, join(folder, 'films'), length, Math.ceil((FILMS * length) / all))));
  }
  return made.slice(0, FILMS);
}

/** A film in so many cuts, every third of which is twice as long as the others. */
async function cut(film: string, folder: string, length: number, many: number): Promise<string[]> {
  const name = basename(film, extname(film));
  await mkdir(join(folder, name), { recursive: true });
  const shares = Array.from({ length: many }, (_, n) => (n % 3 === 0 ? 2 : 1));
  const one = (length * SLOWER) / shares.reduce((sum, share) => sum + share, 0);
  let end = 0;
  const ends = shares.slice(0, -1).map((share) => {
    end += share * one;
    return end.toFixed(3);
  });
  const small = [
    '-vf',
    `setpts=${SLOWER}*PTS,fps=6,scale=320:-2`,
    '-an',
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
  ];
  const parts = many === 1 ? [] : ['-force_key_frames', ends.join(','), '-segment_times', ends.join(',')];
  const files = join(folder, name, `${name} take %03d.mp4`);
  await ffmpeg(['-i', film, ...small, ...parts, '-f', 'segment', '-reset_timestamps', '1', files]);
  return shares.map((_, n) => files.replace('%03d', String(n).padStart(3, '0')));
}

async function secondsOf(film: string): Promise<number> {
  const asked = ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', film];
  const { stdout } = await promisify(execFile)(environment('LONGTAKE_FFPROBE'), asked);
  return Number(stdout);
}

test('two hundred films', async ({ launch, folder }) => {
  await mkdir(IMAGES, { recursive: true });
  const files = await cuts(folder);
  const app = await launch();
  await resize(app, SIZE.width, SIZE.height);
  // A library is shown, not what is in its films: they are read as little as can be.
  await app.window.evaluate(() =>
    window.longtake.invoke['settings.set']({
      ...{ framesPerSecond: 0.2, transcribe: false, notifyWhenDone: false },
      ...{ findShots: false, findObjects: false, readText: false },
    }),
  );
  const library = new Library(app.window);
  const { titles, refused } = await library.add(files);
  expect(refused).toEqual([]);
  expect(titles).toHaveLength(FILMS);
  const states = () =>
    app.window.evaluate(async () => {
      const reply = await window.longtake.invoke['library.list']();
      return reply.ok ? reply.value.filter(({ state }) => state !== 'ready').length : -1;
    });
  await patiently(app.window, ALL, () =>
    expect.poll(states, { timeout: ALL, message: 'films that are not ready' }).toBe(0),
  );
  await inBothThemes('cards');
  await app.window.getByRole('button', { name: 'Show as a list' }).click();
  await inBothThemes('list');

  /** Once every poster in sight is there. */
  async function inBothThemes(form: string): Promise<void> {
    const waiting = () =>
      app.window.evaluate(() => [...document.images].filter(({ complete }) => !complete).length);
    for (const theme of ['light', 'dark'] as const) {
      await showTheme(app, theme);
      await expect.poll(waiting, { message: 'posters that are not there yet' }).toBe(0);
      await take(app, folder, `library-200-${form}-${theme}`);
    }
  }
});
