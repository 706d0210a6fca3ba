// Takes the pictures of docs/images. Not a test: nothing is compared; it fails where the app cannot be operated.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseInDialog } from '../dialogs';
import { aviFilm, longFilm, speech, talk } from '../films';
import { expect, type RunningApp, test } from '../fixtures';
import { TINY, tinyHub, useMirror } from '../hub';
import { ffmpeg } from '../media';
import { Library } from '../pages/library';
import { ModelsScreen } from '../pages/models';
import { Tray } from '../pages/tray';
import type { Workspace } from '../pages/workspace';
import { patiently } from '../patience';
import { resize, showTheme } from '../window';
import { IMAGES, SIZE, take, wanted } from './picture';

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

/** The longest film that someone gives has to be indexed meanwhile. */
async function ready(library: Library, title: string): Promise<void> {
  const state = library.card(title).getByText('Ready', { exact: true });
  await patiently(library.page, 3_000_000, () => expect(state).toBeVisible({ timeout: 3_000_000 }));
}

/** The closer look comes after the video is ready. */
async function closerLookDone(app: RunningApp): Promise<void> {
  const waiting = () =>
    app.window.evaluate(async () => {
      const jobs = await window.longtake.invoke['jobs.list']();
      return jobs.ok && jobs.value.some(({ state }) => state !== 'done');
    });
  await patiently(app.window, 3_000_000, () => expect.poll(waiting, { timeout: 3_000_000 }).toBe(false));
}

async function pictureShown(workspace: Workspace): Promise<void> {
  await expect
    .poll(
      () => workspace.video.evaluate((video: HTMLVideoElement) => video.readyState === 4 && !video.seeking),
      { message: 'the picture is shown' },
    )
    .toBe(true);
}

/** Keeps the first finds, with a note, a colour and tags, and shows the collection. */
async function keepSome(tray: Tray, workspace: Workspace): Promise<void> {
  const finds = Math.min(4, await tray.finds.count());
  for (let n = 0; n < finds; n++) await tray.star(tray.finds.nth(n));
  await tray.openCollection('Finds');
  await tray.places.first().focus();
  await tray.page.keyboard.press('F2');
  await tray.page.getByRole('textbox', { name: 'Note', exact: true }).fill('Opens the film');
  await tray.page.getByRole('textbox', { name: 'Tags' }).fill('close-up, desk');
  await tray.page.getByRole('radio', { name: 'Green' }).check({ force: true });
  await tray.button('Done').click();
  await expect(tray.places.first()).toContainText('Opens the film');
  await workspace.timeline.focus();
  const notices = tray.page.getByRole('list', { name: 'Notices' }).getByRole('button', { name: 'Dismiss' });
  while ((await notices.count()) > 0) await notices.first().click();
}

test('screenshots', async ({ launch, folder }) => {
  await mkdir(IMAGES, { recursive: true });
  const app = await launch();
  await resize(app, SIZE.width, SIZE.height);
  const library = new Library(app.window);
  await showTheme(app, 'light');
  await take(app, folder, 'first-start');
  await showTheme(app, 'dark');

  const [main, ...others] = await films(folder);
  if (main === undefined) throw new Error('There is no film to open.');
  for (const title of (await library.add(others)).titles) await ready(library, title);
  const someIndexed = library.framesIndexed(12);
  const [title = ''] = (await library.add([main])).titles;
  await someIndexed;
  await take(app, folder, 'indexing');
  await app.window.getByRole('button', { name: /^Work/ }).click();
  await expect(app.window.getByRole('dialog')).toBeVisible();
  await take(app, folder, 'work');
  await app.window.keyboard.press('Escape');
  // The button has the focus again, and with it its tooltip.
  await app.window.getByRole('button', { name: /^Work/ }).blur();
  await ready(library, title);
  await take(app, folder, 'library-dark');
  await showTheme(app, 'light');
  await take(app, folder, 'library-light');
  await app.window.getByRole('button', { name: 'Show as a list' }).click();
  await take(app, folder, 'library-list');
  await app.window.getByRole('button', { name: 'Show as cards' }).click();

  const workspace = await library.open(title);
  await closerLookDone(app);
  for (const question of wanted.questions) {
    const answer = await workspace.ask(question);
    const chips = workspace.chips(answer);
    if ((await chips.count()) > 0) await chips.first().click();
  }
  await pictureShown(workspace);
  await take(app, folder, 'workspace-light');
  await showTheme(app, 'dark');
  await take(app, folder, 'workspace-dark');

  await workspace.tab('Transcript');
  await expect(workspace.lines.first()).toBeVisible();
  await take(app, folder, 'transcript');

  await workspace.timeline.focus();
  await app.window.keyboard.press('d');
  await expect(workspace.sceneCard).toBeVisible();
  await expect(workspace.sceneCard.getByRole('img').first()).toBeVisible();
  await take(app, folder, 'scene-card');
  await app.window.keyboard.press('Escape');

  await app.window.keyboard.press('Control+e');
  await expect(workspace.dialog(/^Export/)).toBeVisible();
  await take(app, folder, 'export');
  await app.window.keyboard.press('Escape');

  const tray = new Tray(app.window);
  await workspace.back();
  await app.window.getByRole('searchbox', { name: 'Search all videos' }).fill(wanted.search);
  await app.window.keyboard.press('Enter');
  await tray.finds.first().click();
  await pictureShown(workspace);
  await take(app, folder, 'tray-dark');
  await showTheme(app, 'light');
  await take(app, folder, 'tray-light');
  await keepSome(tray, workspace);
  await pictureShown(workspace);
  await take(app, folder, 'collection-light');
  await showTheme(app, 'dark');
  await take(app, folder, 'collection-dark');

  await workspace.button('Settings').click();
  await expect(workspace.title).toHaveText('Settings');
  await expect(app.window.getByText(/is used|CPU/).first()).toBeVisible();
  await take(app, folder, 'settings');
});

test('the Models screen, with the catalogue that Longtake comes with', async ({ launch, folder }) => {
  await mkdir(IMAGES, { recursive: true });
  const app = await launch();
  await resize(app, SIZE.width, SIZE.height);
  const models = new ModelsScreen(app.window);
  await models.open();
  await expect(app.window.getByText(/is used/).first()).toBeVisible();
  const install = models.button(/^Install LLaVA-Mini/);
  await expect(install).toBeVisible();
  for (const theme of ['light', 'dark'] as const) {
    await showTheme(app, theme);
    await take(app, folder, `models-${theme}`);
  }
  await install.click();
  await expect(models.dialog(/^Install LLaVA-Mini/)).toBeVisible();
  await take(app, folder, 'models-licences');
  await app.window.keyboard.press('Escape');
  await expect(models.dialog()).toHaveCount(0);
  await resize(app, 480, 800);
  await take(app, folder, 'models-small');
});

test('a download, and an answer by a language model', async ({ launch, folder }) => {
  await mkdir(IMAGES, { recursive: true });
  // So slow that the picture is taken in the middle.
  const { hub, env } = await tinyHub(folder, 30_000);
  const app = await launch({ env });
  await resize(app, SIZE.width, SIZE.height);
  await showTheme(app, 'dark');
  const models = new ModelsScreen(app.window);
  await useMirror(app, hub);
  await models.open();
  await models.install(TINY);
  await models.progressed(15);
  await models.installs.first().scrollIntoViewIfNeeded();
  await take(app, folder, 'models-download');
  await models.button(`Cancel ${TINY}…`).click();
  await models.button('Cancel and delete').click();
  await expect(models.installs).toHaveCount(0);
  await hub.close();

  // What random weights answer is no picture of anything.
  if (!wanted.language) return;
  const { pack, film, question } = wanted.language;
  await chooseInDialog(app.electron, [pack]);
  const before = await models.installed(/./).count();
  await models.button('Import a folder…').click();
  await patiently(app.window, 600_000, () =>
    expect(models.installed(/./)).toHaveCount(before + 1, { timeout: 600_000 }),
  );
  await models.chooseRole('Answer', 1);
  await app.window.getByRole('button', { name: 'Library', exact: true }).click();
  const library = new Library(app.window);
  const [title = ''] = (await library.add([film])).titles;
  await ready(library, title);
  const workspace = await library.open(title);
  // Watched to the end: nothing is said any more about what comes before.
  const watched = app.window.getByText(/^Answers: (?!search results)[^,]*$/);
  await patiently(app.window, 3_000_000, () => expect(watched).toBeVisible({ timeout: 3_000_000 }));
  const answer = await workspace.ask(question);
  await answer.getByText('How this was found').click();
  const chips = workspace.chips(answer);
  if ((await chips.count()) > 0) await chips.first().click();
  await pictureShown(workspace);
  await take(app, folder, 'answer-by-model');
});

/** Pictures side by side in one, five of them in two columns. */
async function compose(folder: string, shots: readonly string[], name: string): Promise<void> {
  const inputs = shots.flatMap((shot) => ['-i', shot]);
  const scaled = shots.map((_, n) => `[${n}]scale=960:600:flags=lanczos[s${n}]`).join(';');
  const all = shots.map((_, n) => `[s${n}]`).join('');
  const places = shots.map((_, n) => `${(n % 2) * 960}_${Math.floor(n / 2) * 600}`).join('|');
  const joined = join(folder, `${name}.png`);
  const tiles = `${scaled};${all}xstack=inputs=${shots.length}:layout=${places}:fill=white`;
  await ffmpeg([...inputs, '-filter_complex', tiles, '-frames:v', '1', joined]);
  const palette = 'split[a][b];[a]palettegen=reserve_transparent=0[p];[b][p]paletteuse=dither=sierra2_4a';
  await ffmpeg(['-i', joined, '-filter_complex', palette, '-frames:v', '1', join(IMAGES, `${name}.png`)]);
}

test('ten questions', async ({ launch, folder }) => {
  expect(wanted.files, 'their film is given').toHaveLength(1);
  expect(wanted.questions, 'ten questions are given').toHaveLength(10);
  await mkdir(IMAGES, { recursive: true });
  const app = await launch();
  await resize(app, 1200, 750);
  await showTheme(app, 'light');
  const library = new Library(app.window);
  const [title = ''] = (await library.add(wanted.files.slice(0, 1))).titles;
  await ready(library, title);
  const workspace = await library.open(title);
  await closerLookDone(app);
  const shots: string[] = [];
  for (const [n, question] of wanted.questions.entries()) {
    const answer = await workspace.ask(question);
    // Read off the same run, for whoever judges: what stands in the picture may go on below it.
    console.log(`## ${question}\n\n${await answer.innerText()}\n`);
    const chips = workspace.chips(answer);
    if ((await chips.count()) > 0) {
      await chips.first().click();
      await pictureShown(workspace);
    }
    // The answer is what is judged: the tray leaves its room to the chat.
    const tray = app.window.getByRole('button', { name: 'Close the tray' });
    if ((await tray.count()) > 0) await tray.click();
    await answer.evaluate((told) => {
      for (let box = told.parentElement; box !== null; box = box.parentElement) {
        if (getComputedStyle(box).overflowY !== 'auto') continue;
        box.scrollTop += told.getBoundingClientRect().top - box.getBoundingClientRect().top;
        return;
      }
    });
    await app.window.mouse.move(SIZE.width / 2, 20);
    const shot = join(folder, `question-${n + 1}.png`);
    await app.window.screenshot({ path: shot, animations: 'disabled' });
    shots.push(shot);
  }
  await compose(folder, shots.slice(0, 5), 'ten-questions-1');
  await compose(folder, shots.slice(5), 'ten-questions-2');
});

test('German', async ({ launch, folder }) => {
  await mkdir(IMAGES, { recursive: true });
  const app = await launch();
  await resize(app, SIZE.width, SIZE.height);
  await showTheme(app, 'light');
  const library = new Library(app.window);
  const [main] = await films(folder);
  if (main === undefined) throw new Error('There is no film to open.');
  const [title = ''] = (await library.add([main])).titles;
  await ready(library, title);
  const workspace = await library.open(title);
  await app.window.evaluate(() => window.longtake.invoke['settings.set']({ language: 'de' }));
  await expect(app.window.locator('html')).toHaveAttribute('lang', 'de');
  for (const question of [...wanted.questions, 'Was wird über das Land gesagt?']) {
    const answered = app.window.getByText('Wie das gefunden wurde');
    const before = await answered.count();
    await app.window.getByRole('textbox', { name: 'Frage' }).fill(question);
    await app.window.keyboard.press('Enter');
    await patiently(app.window, 120_000, () =>
      expect(answered).toHaveCount(before + 1, { timeout: 120_000 }),
    );
  }
  await app.window.getByText('Wie das gefunden wurde').first().click();
  await app.window.getByRole('searchbox', { name: 'Diesen Film durchsuchen' }).fill(wanted.search);
  await app.window.keyboard.press('Enter');
  await expect(app.window.locator('[data-find]').first()).toBeVisible();
  await pictureShown(workspace);
  await take(app, folder, 'workspace-german');
  await app.window.emulateMedia({ forcedColors: 'active' });
  await take(app, folder, 'forced-colours');
  await app.window.emulateMedia({ forcedColors: null });
  await app.window.getByRole('tab', { name: 'Transkript' }).click();
  await expect(app.window.locator('[data-line]').first()).toBeVisible();
  await take(app, folder, 'transcript-german');
});
