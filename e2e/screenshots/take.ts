// Takes the pictures of docs/images. Not a test: nothing is compared; it fails where the app cannot be operated.
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { aviFilm, longFilm, speech, talk } from '../films';
import { expect, type RunningApp, test } from '../fixtures';
import { ffmpeg } from '../media';
import { Library } from '../pages/library';
import type { Workspace } from '../pages/workspace';

interface Wanted {
  readonly files: readonly string[];
  readonly questions: readonly string[];
  readonly search: string;
}

const IMAGES = resolve('docs/images');
const SIZE = { width: 1440, height: 900 };

const wanted: Wanted = JSON.parse(process.env.LONGTAKE_SCREENSHOTS ?? '{}');

/** The given files; else the tests' own films. */
async function films(folder: string): Promise<readonly string[]> {
  if (wanted.files.length > 0) return wanted.files;
  return [
    await talk(folder),
    await speech(folder),
    await aviFilm(folder),
    await longFilm(folder, 60, 'desk again and again.mp4'),
  ];
}

/** Colours are reduced to a palette of 256, which nobody sees and which makes the files a third as large. */
async function take(app: RunningApp, folder: string, name: string): Promise<void> {
  const { window } = app;
  await window.mouse.move(SIZE.width / 2, 20);
  await expect(window.getByRole('tooltip')).toHaveCount(0);
  const taken = join(folder, `${name}.png`);
  await window.screenshot({ path: taken, animations: 'disabled' });
  const palette = 'split[a][b];[a]palettegen=reserve_transparent=0[p];[b][p]paletteuse=dither=sierra2_4a';
  await ffmpeg(['-i', taken, '-filter_complex', palette, '-frames:v', '1', join(IMAGES, `${name}.png`)]);
}

async function useTheme(app: RunningApp, theme: 'light' | 'dark'): Promise<void> {
  await app.window.evaluate((theme) => window.longtake.invoke['settings.set']({ theme }), theme);
  await expect(app.window.locator('html')).toHaveAttribute('data-theme', theme);
}

/** The longest film that someone gives has to be indexed meanwhile. */
async function ready(library: Library, title: string): Promise<void> {
  const state = library.card(title).getByText('Ready', { exact: true });
  await expect(state).toBeVisible({ timeout: 3_000_000 });
}

async function pictureShown(workspace: Workspace): Promise<void> {
  await expect
    .poll(() =>
      workspace.video.evaluate((video: HTMLVideoElement) => video.readyState === 4 && !video.seeking),
    )
    .toBe(true);
}

test('screenshots', async ({ launch, folder }) => {
  await mkdir(IMAGES, { recursive: true });
  const app = await launch();
  await app.electron.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
  }, SIZE);
  const library = new Library(app.window);
  await useTheme(app, 'dark');

  const [main, ...others] = await films(folder);
  if (main === undefined) throw new Error('There is no film to open.');
  for (const title of (await library.add(others)).titles) await ready(library, title);
  const someIndexed = library.framesIndexed(12);
  const [title = ''] = (await library.add([main])).titles;
  await someIndexed;
  await take(app, folder, 'indexing');
  await ready(library, title);
  await take(app, folder, 'library-dark');
  await useTheme(app, 'light');
  await take(app, folder, 'library-light');

  const workspace = await library.open(title);
  for (const question of wanted.questions) {
    const answer = await workspace.ask(question);
    const chips = workspace.chips(answer);
    if ((await chips.count()) > 0) await chips.first().click();
  }
  await pictureShown(workspace);
  await take(app, folder, 'workspace-light');
  await useTheme(app, 'dark');
  await take(app, folder, 'workspace-dark');

  await workspace.tab('Transcript');
  await expect(workspace.lines.first()).toBeVisible();
  await take(app, folder, 'transcript');

  await workspace.tab('Search');
  await workspace.searchField.fill(wanted.search);
  await workspace.searchField.press('Enter');
  await workspace.hits.first().click();
  await pictureShown(workspace);
  await take(app, folder, 'search');

  for (const screen of ['Models', 'Settings']) {
    await workspace.button(screen).click();
    await expect(workspace.title).toHaveText(screen);
    await expect(app.window.getByText(/is used|CPU/).first()).toBeVisible();
    await take(app, folder, screen.toLowerCase());
  }
});
