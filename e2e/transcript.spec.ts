import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { saveInDialog } from './dialogs';
import { expect, test } from './indexed';
import { Library } from './pages/library';

test('a line is corrected by hand: at once, in the captions, and after a restart', async ({
  launch,
  ownCopy,
}) => {
  expect(ownCopy).not.toBe('');
  const first = await launch();
  const workspace = await new Library(first.window).open('talk');
  await workspace.tab('Transcript');
  await first.window.getByRole('radio', { name: 'Said' }).click();
  const line = workspace.lines.first();
  // Who speaks stands before the words, as a button.
  const heard = await line.locator('.line__text').evaluate((text) => {
    const words = text.cloneNode(true) as HTMLElement;
    for (const label of words.querySelectorAll('button')) label.remove();
    return words.textContent ?? '';
  });
  expect(heard).not.toBe('');
  await line.dblclick();
  await first.window.keyboard.type('Corrected by hand.');
  await first.window.keyboard.press('Enter');
  await expect(line).toContainText('Corrected by hand.');
  await expect(line.getByRole('img', { name: `Corrected. Heard as “${heard}”` })).toBeVisible();
  await workspace.button('Show captions').click();
  // The frame that shows a line's beginning may begin before it.
  await first.window.keyboard.press('Shift+ArrowRight');
  await expect(first.window.getByTestId('captions')).toHaveText('Corrected by hand.');
  expect(first.problems).toEqual([]);
  await first.close();

  const second = await launch();
  const again = await new Library(second.window).open('talk');
  await again.tab('Transcript');
  await second.window.getByRole('radio', { name: 'Said' }).click();
  await expect(again.lines.first()).toContainText('Corrected by hand.');
  await second.window.getByRole('grid', { name: 'Lines' }).focus();
  await second.window.keyboard.press('Home');
  await second.window.keyboard.press('F2');
  await again.button('Take back').click();
  await expect(again.lines.first()).toContainText(heard);
});

test('lines are selected by keys, and a question is asked about that stretch', async ({ shared }) => {
  const workspace = await new Library(shared).open('talk');
  await workspace.tab('Transcript');
  await expect(workspace.lines.first()).toBeVisible();
  await shared.getByRole('grid', { name: 'Lines' }).focus();
  await shared.keyboard.press('Control+a');
  const bar = shared.getByRole('region', { name: 'Selected lines' });
  await expect(bar).toContainText(/\d+ lines? · 0:\d\d/);
  await bar.getByRole('button', { name: 'Ask about this' }).click();
  await expect(workspace.question).toBeFocused();
  await expect(shared.getByText(/^Only \d:\d\d–\d:\d\d$/)).toBeVisible();
  await workspace.button('Ask about the whole video again').click();
});

test('the export dialog, with the keyboard alone', async ({ launch, ownCopy, folder }) => {
  expect(ownCopy).not.toBe('');
  const { electron, window } = await launch();
  const workspace = await new Library(window).open('talk');
  await expect(workspace.timeline).toBeVisible();
  const csv = join(folder, 'scenes.csv');
  await saveInDialog(electron, csv);
  await window.keyboard.press('Control+e');
  const dialog = workspace.dialog('Export');
  await expect(dialog.getByRole('radio', { name: /^Transcript/ })).toBeFocused();
  await window.keyboard.press('ArrowDown');
  await expect(dialog.getByRole('radio', { name: /^Scenes/ })).toBeChecked();
  await dialog.getByRole('radio', { name: /^Tables/ }).check();
  await dialog.getByRole('radio', { name: /^Scenes \(/ }).check();
  await window.keyboard.press('Enter');
  await workspace.expectNotice(/^Saved scenes\.csv/);
  await expect(dialog).toHaveCount(0);
  expect(parse(await readFile(csv, 'utf8')).length).toBeGreaterThan(1);
});
