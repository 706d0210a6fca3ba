import { chooseInDialog } from './dialogs';
import { talk } from './films';
import { expect, type RunningApp, test } from './fixtures';
import { TINY, tinyHub, useMirror } from './hub';
import { Library } from './pages/library';
import { ModelsScreen } from './pages/models';
import type { Workspace } from './pages/workspace';
import { BUDGETS, patiently } from './patience';
import { resize, showTheme } from './window';

/** Ends the app's main process without a word, and waits until its window is gone. */
async function killApp(app: RunningApp): Promise<void> {
  const ended = new Promise<void>((done) => app.electron.once('close', () => done()));
  app.electron.process().kill('SIGKILL');
  await ended;
}

test('a language model is fetched, stopped and killed on its way, installed, chosen, watches a film and answers', async ({
  launch,
  folder,
}) => {
  const { hub, env } = await tinyHub(folder, 60_000);
  const first = await launch({ env });
  const models = new ModelsScreen(first.window);
  await useMirror(first, hub);
  await models.open();
  expect(hub.requests).toHaveLength(0);
  await models.install(TINY);
  await expect(models.installs).toContainText('Fetching');
  await models.progressed(5);
  await models.button(`Pause ${TINY}`).click();
  await expect(models.installs).toContainText(/Paused at \d+ %/);
  await models.button(`Go on with ${TINY}`).click();
  await models.progressed(10);
  await killApp(first);

  const second = await launch({ env });
  const again = new ModelsScreen(second.window);
  await again.open();
  await expect(again.installs).toContainText(/Paused at \d+ %/);
  await again.button(`Go on with ${TINY}`).click();
  await again.expectInstalled(new RegExp(`^${TINY}`));
  await expect(again.page.getByRole('status', { name: 'News of installs' })).toContainText('Installed');
  await hub.close();

  // Named with the precision that fits this machine.
  const pack = await again.chooseRole('Answer', 1);
  expect(pack).toContain(TINY);
  await again.page.getByRole('button', { name: 'Library', exact: true }).click();
  const library = new Library(second.window);
  await chooseInDialog(second.electron, [await talk(folder)]);
  await library.button('Choose videos').click();
  await library.expectReady('talk');
  const workspace: Workspace = await library.open('talk');
  const written = workspace.page.getByText(`Answers: ${pack}`, { exact: true });
  await patiently(second.window, BUDGETS.job, () => expect(written).toBeVisible({ timeout: BUDGETS.job }));

  const answer = await workspace.ask('Why would someone put a banana there?');
  await expect(answer).toContainText(`Written by ${pack}`);
  await answer.getByText('How this was found').click();
  await expect(answer.locator('details li').first()).toBeVisible();
  expect(second.problems).toEqual([]);
});

test('nothing is fetched while fetching is off; a folder is imported all the same, and removed', async ({
  launch,
  folder,
}) => {
  const { hub, checkpoint, env } = await tinyHub(folder);
  const app = await launch({ env });
  const models = new ModelsScreen(app.window);
  await useMirror(app, hub);
  await models.page.getByRole('switch', { name: 'Fetch models' }).uncheck();
  await models.open();
  await expect(models.tile(TINY)).toContainText('Fetching is switched off.');
  await expect(models.button(`Install ${TINY}…`)).toHaveCount(0);
  const refused = await models.page.evaluate(() =>
    window.longtake.invoke['models.install']({ entryId: 'tiny-llava-mini', precision: 'int4' }),
  );
  expect(refused).toMatchObject({ ok: false, error: { code: 'NetworkOff' } });

  await chooseInDialog(app.electron, [checkpoint]);
  await models.button('Import a folder…').click();
  const imported = models.installed(/tiny-llava-mini/i);
  await patiently(app.window, BUDGETS.install, () =>
    expect(imported).toBeVisible({ timeout: BUDGETS.install }),
  );
  expect(hub.requests).toHaveLength(0);

  await models.chooseRole('Answer', 1);
  await imported.getByRole('button', { name: /^Remove / }).click();
  const asked = models.dialog(/^Remove /);
  await expect(asked).toContainText('Questions are answered by search results only.');
  await asked.getByRole('button', { name: 'Remove pack' }).click();
  await expect(imported).toHaveCount(0);
  await expect(models.role('Answer')).toHaveText('Search results only');
  expect(app.problems).toEqual([]);
  await hub.close();
});

test('the Models screen fits a window of 480 pixels, in light and dark', async ({ launch, folder }) => {
  const { hub, env } = await tinyHub(folder);
  const app = await launch({ env });
  const models = new ModelsScreen(app.window);
  await resize(app, 480, 700);
  await models.open();
  await expect(models.button(`Install ${TINY}…`)).toBeVisible();
  const reaches = () =>
    models.page.evaluate(() => {
      const { clientWidth } = document.documentElement;
      return [...document.body.querySelectorAll('*')]
        .filter((element) => element.getBoundingClientRect().right > clientWidth)
        .map(({ outerHTML }) => outerHTML.slice(0, 200));
    });
  for (const theme of ['light', 'dark'] as const) {
    await showTheme(app, theme);
    expect(await reaches(), theme).toEqual([]);
  }
  await models.button(`Install ${TINY}…`).click();
  await expect(models.dialog(`Install ${TINY}`)).toBeVisible();
  expect(await reaches()).toEqual([]);
  await models.page.keyboard.press('Escape');
  await expect(models.dialog()).toHaveCount(0);
  await expect(models.button(`Install ${TINY}…`)).toBeFocused();
  await hub.close();
});
