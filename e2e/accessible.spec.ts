import { examine } from './axe';
import { expect, test } from './indexed';
import { Library } from './pages/library';
import { ModelsScreen } from './pages/models';
import { Tray } from './pages/tray';
import { Workspace } from './pages/workspace';

test('axe-core finds nothing on any screen, light, dark, in forced colours and at 200 %', async ({
  shared,
  sharedApp,
}) => {
  const found: string[] = [];
  const look = async (screen: string) => found.push(...(await examine(sharedApp, screen)));
  const library = new Library(shared);
  const tray = new Tray(shared);

  await look('library as cards');
  await library.button('Show as a list').click();
  await shared.getByRole('checkbox', { name: 'Select talk' }).check();
  await look('library as a list, with a film selected');
  await library.button('Select none').click();
  await library.button('Show as cards').click();
  await library.button('Ask the whole library').click();
  await new Workspace(shared).ask('When is a keyboard seen?');
  await look('chat over the library');

  const workspace = await library.open('talk');
  await workspace.watchFrames();
  await workspace.ask('What is said about your country?');
  const answer = await workspace.ask('When is a banana seen?');
  await workspace.chips(answer).first().click();
  await expect(tray.finds.first()).toBeVisible();
  await tray.star(tray.finds.first());
  await look('film with chat and tray');
  await workspace.button('Export').first().click();
  await look('menu');
  await shared.keyboard.press('Escape');
  await workspace.tab('Transcript');
  await expect(workspace.lines.first()).toBeVisible();
  await look('transcript');
  await workspace.searchField.fill('banana');
  await workspace.searchField.press('Enter');
  await expect(tray.title).toHaveText('“banana” in talk');
  await look('search results');
  await tray.openCollection('Finds');
  await look('collection');
  await workspace.timeline.focus();
  await shared.keyboard.press('d');
  await expect(workspace.sceneCard.getByRole('img').first()).toBeVisible();
  await look('scene card');

  await shared.keyboard.press('Control+e');
  await expect(workspace.dialog(/^Export/)).toBeVisible();
  await look('export');
  await shared.keyboard.press('Escape');
  await expect(workspace.dialog()).toHaveCount(0);
  for (const dialog of ['Work', 'Keyboard shortcuts'] as const) {
    await shared.getByRole('button', { name: dialog, exact: true }).click();
    await expect(workspace.dialog(dialog)).toBeVisible();
    await look(dialog);
    await shared.keyboard.press('Escape');
    await expect(workspace.dialog()).toHaveCount(0);
  }

  const models = new ModelsScreen(shared);
  await models.open();
  await expect(shared.getByText(/is used/).first()).toBeVisible();
  await look('models');
  await models.button(/^Install LLaVA-Mini/).click();
  await expect(models.dialog()).toBeVisible();
  await look('install');
  await shared.keyboard.press('Escape');
  await workspace.button('Settings').click();
  await expect(workspace.title).toHaveText('Settings');
  await look('settings');
  await workspace.button('About Longtake').click();
  await expect(workspace.dialog()).toBeVisible();
  await look('about');
  await shared.keyboard.press('Escape');
  expect(found).toEqual([]);
});

test('axe-core finds nothing at the first start', async ({ app }) => {
  await expect(app.window.getByRole('region', { name: 'Nothing leaves' })).toBeVisible();
  expect(await examine(app, 'first start')).toEqual([]);
});
