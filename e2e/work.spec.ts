import { copyFileSync, mkdirSync, renameSync } from 'node:fs';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { longFilm, speech, talk } from './films';
import { expect, test } from './fixtures';
import { Library } from './pages/library';
import { Workspace } from './pages/workspace';
import { BUDGETS, patiently } from './patience';

test('a first start leads with one click to an answer about the film that comes along', async ({
  launch,
}) => {
  const { window: page, problems } = await launch();
  await expect(page.getByRole('region', { name: 'Nothing leaves' })).toBeVisible();
  await expect(
    page
      .getByRole('region', { name: 'One click more' })
      .getByText(/of memory/)
      .first(),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Ask the whole library' })).toHaveCount(0);
  await page.getByRole('button', { name: /film of 30 seconds/ }).click();
  const workspace = new Workspace(page);
  await expect(workspace.title).toHaveText('Harbour');
  const answer = page.getByRole('region', { name: 'Chat about this video' });
  await patiently(page, BUDGETS.job, () =>
    expect(answer.getByText(/museum is open/i).first()).toBeVisible({ timeout: BUDGETS.job }),
  );
  // Something is written in it, and something is seen, once it is looked at more closely.
  await new Library(page).idle();
  await expect(await workspace.ask('Which phone numbers are shown?')).toContainText('555 0142');
  expect(problems).toEqual([]);
});

test('all work stands in one place: paused, put into order, gone on with', async ({ launch, folder }) => {
  const { window: page, problems } = await launch();
  const library = new Library(page);
  await page.getByRole('button', { name: 'Work', exact: true }).click();
  const work = page.getByRole('dialog', { name: 'Work' });
  await work.getByRole('button', { name: 'Pause all' }).click();
  await library.add([await longFilm(folder, 14), await talk(folder), await speech(folder)]);
  const titles = work.getByRole('listitem').locator('.work__title');
  await expect(titles).toHaveText(['long', 'talk', 'speech']);
  await expect(work.getByText('All work is paused').first()).toBeVisible();
  await work.getByRole('button', { name: 'Earlier: speech' }).click();
  await expect(titles).toHaveText(['long', 'speech', 'talk']);
  await work.getByRole('button', { name: 'Later: long' }).press('Alt+ArrowDown');
  await expect(titles).toHaveText(['speech', 'long', 'talk']);
  await work.getByRole('button', { name: 'Go on' }).click();
  await expect(work.getByRole('status')).toContainText('of 3');
  await work.getByRole('button', { name: 'Close' }).click();
  await library.idle();
  await library.expectState('talk', 'Ready');
  expect(problems).toEqual([]);
});

test('films that come into a watched folder are indexed by themselves, also while they grow', async ({
  launch,
  folder: made,
}) => {
  const folder = join(made, 'incoming');
  mkdirSync(folder);
  const first = await launch();
  await first.electron.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
  }, folder);
  await first.window.getByRole('button', { name: 'Settings' }).click();
  await first.window.getByRole('button', { name: 'Watch a folder…' }).click();
  await expect(first.window.getByRole('list', { name: 'Watched folders' })).toContainText('incoming');
  const whole = await readFile(await talk(made));
  const growing = join(folder, 'growing.mp4');
  await writeFile(growing, whole.subarray(0, whole.length / 2));
  await first.window.getByRole('button', { name: 'Library', exact: true }).click();
  await appendFile(growing, whole.subarray(whole.length / 2));
  const library = new Library(first.window);
  await patiently(first.window, BUDGETS.job, () =>
    expect(library.card('growing')).toBeVisible({ timeout: BUDGETS.job }),
  );
  await library.expectReady('growing');
  await first.close();
  copyFileSync(await speech(made), join(folder, 'later.flac'));
  renameSync(growing, join(folder, 'renamed.mp4'));
  const again = await launch();
  const there = new Library(again.window);
  await patiently(again.window, BUDGETS.job, () =>
    expect(there.card('later')).toBeVisible({ timeout: BUDGETS.job }),
  );
  await expect(there.cards).toHaveCount(2);
  expect(again.problems).toEqual([]);
});
