import { mkdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseInDialog } from './dialogs';
import { speech, talk } from './films';
import { expect, type RunningApp, test } from './fixtures';
import { makeVideo } from './media';
import { expectLayout } from './pages/layout';
import { Library } from './pages/library';
import { Tray } from './pages/tray';
import type { Workspace } from './pages/workspace';
import { resize } from './window';

const BLUE = { name: 'blue.mp4', shots: [{ color: 'blue', seconds: 2 }], tone: false };
const RED = { name: 'red.mp4', shots: [{ color: 'red', seconds: 3 }], tone: false };

test('a folder of good and bad files: the good are indexed, the bad are refused with a reason', async ({
  app,
  folder,
}) => {
  const library = new Library(app.window);
  const mixed = join(folder, 'mixed');
  await mkdir(mixed);
  await makeVideo(mixed, BLUE);
  await speech(mixed);
  await writeFile(join(mixed, 'empty.mp4'), '');
  await writeFile(join(mixed, 'letter.mp4'), 'Dear reader, this is no video.\n'.repeat(50));
  const cut = await talk(mixed, 'cut.mp4');
  await truncate(cut, Math.floor((await stat(cut)).size / 3));

  await chooseInDialog(app.electron, [mixed]);
  await library.button('Choose a folder').click();
  await expect(library.refused).toContainText('3 files could not be added');
  const reasons = library.refused.getByRole('listitem');
  await expect(reasons.filter({ hasText: 'empty.mp4' })).toContainText('it is empty');
  await expect(reasons.filter({ hasText: 'letter.mp4' })).toContainText(/letter\.mp4 (is|cannot be read)/);
  await expect(reasons.filter({ hasText: 'cut.mp4' })).toContainText('get a complete copy');
  await library.refused.getByRole('button', { name: 'OK' }).click();
  await expect(library.cards).toHaveCount(2);
  await library.expectReady('blue');
  await library.expectReady('speech');

  // The same content under another name is the same video.
  const copy = join(folder, 'other name.mp4');
  await writeFile(copy, await readFile(join(mixed, 'blue.mp4')));
  expect(await library.add([copy])).toEqual({ titles: ['blue'], refused: [] });
  await expect(library.cards).toHaveCount(2);

  const nowhere = join(folder, 'nowhere.mp4');
  await writeFile(nowhere, 'soon gone');
  const held = await library.held([nowhere]);
  await rm(nowhere);
  const reply = await held.evaluate((input) => window.longtake.addDropped([...(input.files ?? [])]));
  expect(reply).toMatchObject({
    ok: true,
    value: { videos: [], refused: [{ fileName: 'nowhere.mp4', error: { code: 'FileMissing' } }] },
  });
  expect(app.problems).toEqual([]);
});

test('files dropped on the window are added', async ({ app, folder }) => {
  const library = new Library(app.window);
  const film = await makeVideo(folder, BLUE);
  await expect(library.button('Choose videos')).toBeVisible();
  // What a drop from the file manager carries: a list of files that have a path. An input gives the page such a list.
  await app.window.evaluate(() => {
    const input = Object.assign(document.createElement('input'), { type: 'file', id: 'dropped' });
    document.body.append(input);
  });
  await app.window.setInputFiles('#dropped', film);
  await app.window.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('#dropped');
    const dataTransfer = new DataTransfer();
    for (const file of input?.files ?? []) dataTransfer.items.add(file);
    for (const type of ['dragenter', 'dragover', 'drop']) {
      window.dispatchEvent(new DragEvent(type, { dataTransfer, cancelable: true }));
    }
    input?.remove();
  });
  await library.expectReady('blue');
});

/** With all that a film's page can show at once: the note that its file is missing, the timeline, the tray and an answer. */
async function fitsInSmallWindow(app: RunningApp, workspace: Workspace): Promise<void> {
  const { window } = app;
  await resize(app, 900, 600);
  await workspace.searchField.fill('banana');
  await workspace.searchField.press('Enter');
  await expect(new Tray(window).region).toBeInViewport();
  await workspace.ask('When is a banana seen?');
  await expect(workspace.timeline).toBeInViewport();
  await expectLayout(window, { picture: 80, messages: 60 });
  await workspace.back();
}

test('a file that moved is missing until it is pointed to, and no other file is taken for it', async ({
  launch,
  folder,
}) => {
  const film = await makeVideo(folder, BLUE);
  const other = await makeVideo(folder, RED);
  const first = await launch();
  await new Library(first.window).add([film]);
  await new Library(first.window).expectReady('blue');
  await first.close();
  const moved = join(folder, 'moved.mp4');
  await rename(film, moved);

  const second = await launch();
  const library = new Library(second.window);
  await library.expectState('blue', 'File missing');
  await expect(library.card('blue')).toContainText('blue.mp4 is not there any more.');

  await chooseInDialog(second.electron, [other]);
  await library.control('blue', 'Find the file').click();
  await library.expectNotice(/red\.mp4/);
  await library.expectState('blue', 'File missing');

  await fitsInSmallWindow(second, await library.open('blue'));

  await chooseInDialog(second.electron, [moved]);
  await library.control('blue', 'Find the file').click();
  await library.expectReady('blue');
  const workspace = await library.open('blue');
  await expect(workspace.video).toBeVisible();
});

test('removing asks first, and the file stays where it is', async ({ app, folder }) => {
  const library = new Library(app.window);
  const film = await makeVideo(folder, BLUE);
  const before = await readFile(film);
  await library.add([film]);
  await library.expectReady('blue');

  await library.more('blue', 'Remove from library');
  await library.dialog('Remove “blue”?').getByRole('button', { name: 'Keep' }).click();
  await library.expectReady('blue');

  await library.more('blue', 'Remove from library');
  await library.dialog('Remove “blue”?').getByRole('button', { name: 'Remove from library' }).click();
  await expect(library.cards).toHaveCount(0);
  expect(await readFile(film)).toEqual(before);
});

test('a file named on the command line is opened and indexed', async ({ launch, folder }) => {
  const film = await makeVideo(folder, BLUE);
  const app = await launch({ args: [film] });
  await expect(app.window.getByRole('heading', { level: 1 })).toHaveText('blue');
  const library = new Library(app.window);
  await library.button('Back to the library').click();
  await library.expectReady('blue');
});
