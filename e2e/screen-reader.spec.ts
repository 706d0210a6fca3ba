import { chooseInDialog } from './dialogs';
import { talk } from './films';
import { expect, test } from './fixtures';
import { ScreenReader } from './heard';
import { Library } from './pages/library';
import { Workspace } from './pages/workspace';
import { BUDGETS, patiently } from './patience';

test('a screen reader leads from adding a film to an answer and to the place that it cites', async ({
  app,
  folder,
}) => {
  const { window: page, electron, problems } = app;
  const film = await talk(folder);
  const library = new Library(page);
  await library.arrive();
  const reader = await ScreenReader.begin(page);

  // Add: a button, and then news of the work by themselves.
  await chooseInDialog(electron, [film]);
  await reader.go('Tab', ({ role, name }) => role === 'button' && name === 'Add videos');
  await page.keyboard.press('Enter');
  await patiently(page, BUDGETS.job, () =>
    expect
      .poll(async () => (await reader.said()).filter((words) => /talk: \d+ %/.test(words)).length, {
        timeout: BUDGETS.job,
        message: 'how often it was said how far the work is',
      })
      .toBeGreaterThan(0),
  );
  await library.expectReady('talk');
  expect(await reader.tree()).toContainEqual(expect.objectContaining({ role: 'heading', name: 'Library' }));

  // Ask: the film's button, its title as the heading, the field, and the answer by itself.
  await reader.go('Tab', ({ role, name }) => role === 'button' && name === 'Open talk');
  await page.keyboard.press('Enter');
  await expect(new Workspace(page).title).toHaveText('talk');
  await page.keyboard.press('a');
  await expect
    .poll(() => reader.focus(), { message: 'the field has the focus' })
    .toMatchObject({ role: 'textbox', name: 'Question' });
  const before = (await reader.said()).length;
  await page.keyboard.type('What is said about your country?');
  await page.keyboard.press('Enter');
  const workspace = new Workspace(page);
  await workspace.answer(0);
  await expect
    .poll(async () => (await reader.said()).slice(before).join('\n'), { message: 'what was said' })
    .toContain('ask what you can do for your country');

  // The citation: a button that says where it leads, and what kind of place that is.
  const place = await reader.go('Shift+Tab', ({ name }) => name.startsWith('Go to '));
  expect(place).toMatchObject({ role: 'button', name: expect.stringMatching(/^Go to \d+:\d\d \(said\)$/) });
  await page.keyboard.press('Enter');
  await workspace.expectWithin(3, 11);
  const found = await reader.tree();
  for (const [role, name] of [
    ['navigation', 'Main'],
    ['region', 'Timeline'],
    ['complementary', 'About this video'],
    ['region', 'Finds'],
    ['slider', 'Position in the film'],
  ]) {
    expect(found).toContainEqual(expect.objectContaining({ role, name }));
  }
  // Nothing that takes the focus is without a name.
  const nameless = found.filter(
    ({ role, name }) => ['button', 'textbox', 'slider', 'combobox', 'checkbox'].includes(role) && name === '',
  );
  expect(nameless).toEqual([]);
  expect(problems).toEqual([]);
});
