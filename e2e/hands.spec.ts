// What editors do with their hands: keys, ranges, undo, and what the window remembers.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { saveInDialog } from './dialogs';
import { longFilm } from './films';
import { expect, test } from './indexed';
import { Library } from './pages/library';
import { Workspace } from './pages/workspace';

test('space plays and pauses after a click on any control of the player, in full screen too', async ({
  shared,
}) => {
  const workspace = await new Library(shared).open('talk');
  await workspace.watchFrames();
  await workspace.button('Forward one frame').click();
  await workspace.expectFrame('0:00.100');
  await shared.keyboard.press(' ');
  await expect(workspace.button('Pause')).toBeVisible();
  await shared.keyboard.press(' ');
  await expect(workspace.button('Play')).toBeVisible();
  const stood = await workspace.position();

  const isFull = () => shared.evaluate(() => document.fullscreenElement !== null);
  await workspace.button('Full screen').click();
  await expect.poll(isFull, { message: 'full screen' }).toBe(true);
  await shared.keyboard.press(' ');
  await expect(workspace.button('Pause')).toBeAttached();
  await expect.poll(() => workspace.position(), { message: 'seconds' }).toBeGreaterThan(stood);
  expect(await isFull()).toBe(true);
  await shared.keyboard.press(' ');
  await expect(workspace.button('Play')).toBeAttached();
  await shared.keyboard.press('f');
  await expect.poll(isFull, { message: 'full screen' }).toBe(false);

  // Who comes by Tab means the button.
  await workspace.button('Back one frame').focus();
  await shared.keyboard.press('Tab');
  await expect(workspace.button('Play')).toBeFocused();
  await shared.keyboard.press('Tab');
  const before = await workspace.position();
  await shared.keyboard.press(' ');
  await expect.poll(() => workspace.position(), { message: 'a frame on' }).toBeGreaterThan(before);
  await expect(workspace.button('Play')).toBeVisible();
});

test('Escape closes what lies on top, and never leaves a film', async ({ shared }) => {
  const workspace = await new Library(shared).open('talk');
  await workspace.watchFrames();
  await shared.keyboard.press('d');
  await expect(workspace.sceneCard).toBeVisible();
  await shared.keyboard.press('g');
  const time = shared.getByRole('textbox', { name: 'Time to go to' });
  await expect(time).toBeFocused();
  await shared.keyboard.press('Escape');
  await expect(time).toHaveCount(0);
  await expect(workspace.sceneCard).toBeVisible();
  await shared.keyboard.press('Escape');
  await expect(workspace.sceneCard).toHaveCount(0);
  for (let n = 0; n < 3; n += 1) await shared.keyboard.press('Escape');
  await expect(workspace.title).toHaveText('talk');
});

test('a time is gone to by its digits, a range is marked, played, looped and cleared by keys', async ({
  shared,
}) => {
  const workspace = await new Library(shared).open('talk');
  await workspace.watchFrames();
  await shared.keyboard.type('12');
  await shared.keyboard.press('Enter');
  await workspace.expectFrame('0:12.000');
  await shared.keyboard.press('g');
  await shared.keyboard.type('-0:10');
  await shared.keyboard.press('Enter');
  await workspace.expectFrame('0:02.000');

  const range = shared.locator('.composer__range');
  await shared.keyboard.press('i');
  await shared.keyboard.press('Shift+ArrowRight');
  await shared.keyboard.press('o');
  await expect(range).toContainText('0:02–0:03');
  await shared.keyboard.press('Control+Shift+ArrowRight');
  await expect(range).toContainText('0:02–0:04');
  await shared.keyboard.press('Alt+Shift+ArrowLeft');
  await expect(range).toContainText('0:01–0:04');
  await workspace.expectFrame('0:01.000');
  await shared.keyboard.press('Alt+Shift+ArrowRight');
  await shared.keyboard.press('Control+Shift+ArrowLeft');

  await shared.keyboard.press('Home');
  await shared.keyboard.press('Shift+Space');
  await expect(workspace.button('Pause')).toBeVisible();
  // Its last frame: the one that O was pressed at.
  await expect(workspace.button('Play')).toBeVisible();
  await workspace.expectFrame('0:03.000');

  // Looped: places in it come again after later ones.
  await shared.keyboard.press('r');
  const turns = await workspace.video.evaluate(
    (video: HTMLVideoElement) =>
      new Promise<number[]>((resolve) => {
        const back: number[] = [];
        video.addEventListener('seeking', () => {
          back.push(video.currentTime);
          if (back.length === 2) resolve(back);
        });
      }),
  );
  for (const at of turns) {
    expect(at).toBeGreaterThanOrEqual(2);
    expect(at).toBeLessThan(2.2);
  }
  await shared.keyboard.press('x');
  await expect(range).toHaveCount(0);
  await expect.poll(() => workspace.position(), { message: 'seconds' }).toBeGreaterThan(3.5);
  await shared.keyboard.press('k');
});

test('the frame that is shown is saved, and copied', async ({ sharedApp, shared, folder }) => {
  const workspace = await new Library(shared).open('talk');
  await workspace.watchFrames();
  const file = join(folder, 'still.jpg');
  await saveInDialog(sharedApp.electron, file);
  await shared.keyboard.press('Control+Shift+s');
  await workspace.expectNotice(/^Saved still\.jpg/);
  const size = await shared.evaluate(
    async (bytes) => {
      const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
      return [picture.width, picture.height];
    },
    [...(await readFile(file))],
  );
  expect(size).toEqual(
    await workspace.video.evaluate((video: HTMLVideoElement) => [video.videoWidth, video.videoHeight]),
  );
  await shared.keyboard.press('Control+Shift+c');
  await workspace.expectNotice('Frame copied.');
});

test('a film that was removed comes back with all that was in it', async ({ launch, ownCopy }) => {
  expect(ownCopy).not.toBe('');
  const { electron, window } = await launch();
  const library = new Library(window);
  const workspace = await library.open('talk');
  const answer = await workspace.ask('What is said about your country?');
  const told = await answer.locator('.answer').textContent();
  await workspace.back();
  await library.more('talk', 'Remove from library');
  await library.dialog().getByRole('button', { name: 'Remove from library' }).click();
  await expect(library.card('talk')).toHaveCount(0);

  const label = () =>
    electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('edit.undo')?.label);
  await expect.poll(label, { message: 'what the menu says' }).toBe('Undo removal of “talk”');
  await window.keyboard.press('Control+z');
  await library.expectReady('talk');
  const again = await library.open('talk');
  await expect(again.answers.locator('.answer')).toHaveText(told ?? '');
  const found = await again.ask('What is said about your country?');
  await expect(again.chips(found).first()).toBeVisible();

  // The field's own undo is of what is typed in it, and leaves the library alone.
  await again.question.fill('One');
  await again.question.pressSequentially(' two');
  await window.keyboard.press('Control+z');
  await expect(again.question).not.toHaveValue('One two');
  await again.question.blur();
  await window.keyboard.press('Control+Shift+z');
  await expect(window.getByText('This video is not in the library')).toBeVisible();
});

test('a film that was removed while it was read comes back, and is read on', async ({ app, folder }) => {
  const library = new Library(app.window);
  const started = library.framesIndexed(2);
  await library.add([await longFilm(folder, 20)]);
  await started;
  await library.more('long', 'Remove from library');
  await library.dialog().getByRole('button', { name: 'Remove from library' }).click();
  await expect(library.card('long')).toHaveCount(0);
  await app.window.keyboard.press('Control+z');
  await library.expectReady('long');
  expect(app.problems).toEqual([]);
});

test('the end of a chat stays in view until somebody scrolls up; a question is asked again from its words', async ({
  shared,
}) => {
  const workspace = await new Library(shared).open('talk');
  const box = shared.locator('.chat__scroll');
  const short = () =>
    box.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight);
  for (const question of ['Summarise it by scenes.', 'When is a banana seen?', 'Where are the cuts?']) {
    await workspace.ask(question);
    await expect.poll(short, { message: 'pixels short of the end' }).toBeLessThanOrEqual(1);
  }
  // A long chat makes the window no longer.
  const beyond = () =>
    shared
      .locator('.shell__column')
      .evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight);
  expect(await beyond()).toBe(0);
  // A picture or a table that comes late.
  await box.evaluate((element) => {
    const late = document.createElement('div');
    late.style.height = '600px';
    element.firstElementChild?.append(late);
  });
  await expect.poll(short, { message: 'pixels short of the end' }).toBeLessThanOrEqual(1);
  await box.hover();
  await shared.mouse.wheel(0, -300);
  await expect(workspace.button('Latest')).toBeVisible();
  const left = await short();
  await box.evaluate((element) => {
    const late = document.createElement('div');
    late.style.height = '100px';
    element.firstElementChild?.append(late);
  });
  await expect.poll(short, { message: 'pixels short of the end' }).toBeGreaterThanOrEqual(left + 99);

  await workspace.question.focus();
  await shared.keyboard.press('ArrowUp');
  await expect(workspace.question).toHaveValue('Where are the cuts?');
  await shared.keyboard.press('ArrowUp');
  await expect(workspace.question).toHaveValue('When is a banana seen?');
});

test('every question that is suggested is answered with places', async ({ shared }) => {
  const workspace = await new Library(shared).open('talk');
  await expect(workspace.button('New chat').or(shared.locator('.suggestions'))).toBeVisible();
  if (await workspace.button('New chat').isVisible()) await workspace.button('New chat').click();
  const list = shared.getByRole('list', { name: 'Questions to begin with' });
  await expect(list.getByRole('button').first()).toBeVisible();
  const questions = await list.getByRole('button').allTextContents();
  expect(questions.length).toBeGreaterThan(2);
  expect(questions.join()).not.toContain('…');
  await list.getByRole('button').first().click();
  for (const question of questions.slice(1)) {
    await workspace.answer((await workspace.answers.count()) - 1);
    await workspace.ask(question);
  }
  const number = await workspace.answers.count();
  expect(number).toBe(questions.length);
  for (let n = 0; n < number; n += 1) {
    const answer = await workspace.answer(n);
    expect([questions[n], await workspace.chips(answer).count()]).not.toEqual([questions[n], 0]);
  }
});

test('keys can be changed, and a key that is taken is refused', async ({ launch, ownCopy }) => {
  expect(ownCopy).not.toBe('');
  const { electron, window } = await launch();
  await window.getByRole('button', { name: 'Settings', exact: true }).click();
  await window.getByText('Playback', { exact: true }).click();
  await window.getByRole('button', { name: 'Change the keys of: Play or pause' }).click();
  await window.keyboard.press('i');
  await expect(window.getByRole('alert')).toContainText('Range begins here');
  await window.keyboard.press('y');
  const label = () =>
    electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('play.toggle')?.label);
  await expect.poll(label, { message: 'what the menu says' }).toBe('Play or pause  (Y)');
  const workspace = await new Library(window).open('talk');
  await workspace.watchFrames();
  await window.keyboard.press(' ');
  await window.keyboard.press('y');
  await expect(workspace.button('Pause')).toBeVisible();
});

test('the window remembers: the film and the place in it, its size and place, the panel, volume, captions, folded tracks, the library’s order and text size', async ({
  launch,
  ownCopy,
}) => {
  expect(ownCopy).not.toBe('');
  const first = await launch();
  const library = new Library(first.window);
  const bounds = { x: 60, y: 40, width: 1100, height: 700 };
  await first.electron.evaluate(
    ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds),
    bounds,
  );
  await library.arrive();
  await library.page.getByRole('combobox', { name: 'Sort by' }).click();
  await library.page.getByRole('option', { name: 'Title' }).click();
  await library.button('Show as a list').click();
  const workspace = await library.open('talk');
  await workspace.watchFrames();
  await first.window.keyboard.type('7');
  await first.window.keyboard.press('Enter');
  await workspace.expectFrame('0:07.000');
  await first.window.keyboard.press('c');
  await first.window.keyboard.press('>');
  await workspace.page.getByRole('slider', { name: 'Volume' }).fill('0.4');
  await workspace.button(/^Sound$/).click();
  await first.window.getByRole('separator', { name: 'Width of the side panel' }).focus();
  await first.window.keyboard.press('ArrowLeft');
  const width = await first.window.locator('.workspace__panel').getAttribute('style');
  await first.window.keyboard.press('Control++');
  await first.close();

  const second = await launch();
  const again = new Workspace(second.window);
  await expect(again.title).toHaveText('talk');
  await again.watchFrames();
  await again.expectFrame('0:07.000');
  await expect(again.button('Hide captions')).toBeVisible();
  await expect(second.window.getByRole('combobox', { name: 'Playback speed' })).toHaveText('1.25×');
  expect(await second.window.locator('.workspace__panel').getAttribute('style')).toBe(width);
  await expect(again.button(/^Sound$/)).toHaveAttribute('aria-expanded', 'false');
  const seen = await second.electron.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return { bounds: window?.getBounds(), zoom: window?.webContents.getZoomLevel() };
  });
  expect(seen).toEqual({ bounds, zoom: 1 });
  await second.window.keyboard.press('Control+0');
  await expect
    .poll(
      () =>
        second.electron.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows()[0]?.webContents.getZoomLevel(),
        ),
      { message: 'the size of the text' },
    )
    .toBe(0);
  // Larger text leaves no room for it here.
  await expect(second.window.getByRole('slider', { name: 'Volume' })).toHaveValue('0.4');
  await again.back();
  await expect(second.window.getByRole('combobox', { name: 'Sort by' })).toHaveText('Title');
  await expect(again.button('Show as cards')).toBeVisible();
});
