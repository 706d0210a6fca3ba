import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { answerQuestions, chooseInDialog } from './dialogs';
import { aviFilm } from './films';
import { expect, test } from './fixtures';
import { Library } from './pages/library';

test('the library is moved while it is open, and Longtake starts again with it', async ({
  launch,
  folder,
}) => {
  const first = await launch();
  const library = new Library(first.window);
  const { titles } = await library.add([await aviFilm(folder)]);
  const [title = ''] = titles;
  await library.expectReady(title);
  const to = join(folder, 'disk', 'moved');
  await chooseInDialog(first.electron, [to]);
  await answerQuestions(first.electron, true);
  // The process that it would start is none of this test's: the next launch stands for it.
  await first.electron.evaluate(({ app }) => {
    app.relaunch = () => undefined;
  });
  const ended = new Promise<void>((done) => first.electron.once('close', () => done()));
  await first.window.getByRole('button', { name: 'Settings', exact: true }).click();
  await first.window.getByRole('button', { name: 'Move the library…' }).click();
  await ended;
  expect(existsSync(join(to, 'library.db'))).toBe(true);

  const second = await launch();
  await expect(new Library(second.window).card(title)).toBeVisible();
  await second.window.getByRole('button', { name: 'Settings', exact: true }).click();
  await expect(second.window.getByText(to)).toBeVisible();
  await expect(second.window.getByRole('button', { name: 'Back to the usual one' })).toBeVisible();
  expect(second.problems).toEqual([]);
});
