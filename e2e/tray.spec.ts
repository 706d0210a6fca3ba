import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { saveInDialog } from './dialogs';
import { longFilm } from './films';
import { expect, test } from './indexed';
import { Library } from './pages/library';
import { Tray } from './pages/tray';
import { Workspace } from './pages/workspace';

/** Events of an edit decision list: number, reel, track, kind, then four timecodes. */
function eventsOf(edl: string): string[] {
  return edl.split(/\r?\n/).filter((line) => /^\d{3,6}\s+\S+\s+\S+\s+C\s/.test(line));
}

test('an answer of the library stays beside each film that it leads to; what is kept is ordered, exported, and there again', async ({
  launch,
  longtake,
  ownCopy,
  folder,
}) => {
  expect(ownCopy).not.toBe('');
  expect((await longtake('index', await longFilm(folder, 20, 'desk.mp4'))).code).toBe(0);
  const first = await launch();
  const library = new Library(first.window);
  const tray = new Tray(first.window);
  const panel = new Workspace(first.window);

  // Clicks from a film that is there to a find that is kept: the question needs one, opening the find and its star one each.
  await library.button('Ask the whole library').click();
  await panel.ask('When is a keyboard seen?');
  await expect(tray.title).toHaveText('When is a keyboard seen?');
  await expect(tray.of('talk').first()).toBeVisible();
  await expect(tray.of('desk').first()).toBeVisible();
  const cards = await tray.keys();

  await tray.of('desk').first().click();
  await expect(panel.title).toHaveText('desk');
  await expect(tray.title).toHaveText('When is a keyboard seen?');
  expect(await tray.keys()).toEqual(cards);
  await tray.of('talk').first().click();
  await expect(panel.title).toHaveText('talk');
  expect(await tray.keys()).toEqual(cards);
  await expect(panel.timeline).toBeVisible();

  await tray.button('Back to the answer').click();
  await expect(panel.title).toHaveText('Library');
  await expect(panel.answers.last()).toBeInViewport();

  // Four from two films.
  await library.page.getByRole('searchbox', { name: 'Search all videos' }).fill('keyboard');
  await library.page.keyboard.press('Enter');
  await expect(tray.title).toHaveText('“keyboard” in all videos');
  await expect(tray.of('desk').nth(2)).toBeVisible();
  for (const find of [0, 1, 2].map((n) => tray.of('desk').nth(n))) await tray.star(find);
  await tray.star(tray.of('talk').first());

  await tray.openCollection('Finds');
  await expect(tray.places).toHaveCount(4);
  const ids = () => tray.places.evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.place));
  const before = await ids();
  await tray.places.last().focus();
  await library.page.keyboard.press('Alt+ArrowUp');
  const moved = [before[0], before[1], before[3], before[2]];
  await expect.poll(ids, { message: 'the order of the places' }).toEqual(moved);
  // The tray shows the same, in the same order.
  await expect(tray.title).toHaveText('Finds');
  expect(await tray.keys()).toEqual(moved);

  const edl = join(folder, 'finds.edl');
  await saveInDialog(first.electron, edl);
  await tray.button('Export…').click();
  const dialog = tray.dialog(/^Export/);
  await dialog.getByRole('radio', { name: /^Edit decision list/ }).check();
  await dialog.getByRole('button', { name: 'Export…' }).click();
  await tray.expectNotice(/^Saved finds\.edl/);
  const events = eventsOf(await readFile(edl, 'utf8'));
  expect(events).toHaveLength(4);
  expect(first.problems).toEqual([]);
  await first.close();

  const second = await launch();
  const again = new Tray(second.window);
  // The panel shows what it showed.
  await expect(new Library(second.window).button('Collections')).toHaveAttribute('aria-pressed', 'true');
  await again.openCollection('Finds');
  await expect
    .poll(() => again.places.evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.place)), {
      message: 'the order of the kept places',
    })
    .toEqual(moved);
});

test('finds are gone through with the keyboard, and looked for more of', async ({ shared }) => {
  const workspace = await new Library(shared).open('talk');
  const tray = new Tray(shared);
  await workspace.watchFrames();
  await shared.keyboard.press('/');
  await expect(workspace.searchField).toBeFocused();
  await shared.keyboard.type('banana');
  await shared.keyboard.press('Enter');
  await expect(tray.finds.first()).toBeVisible();
  await shared.keyboard.press('ArrowDown');
  await expect(tray.finds.first()).toBeFocused();
  await shared.keyboard.press('Enter');
  await workspace.expectFrame('0:02.000');
  await expect(tray.finds.first()).toHaveAttribute('aria-current', 'true');

  await shared.keyboard.press('Shift+f');
  await expect(tray.title).toHaveText('Like 0:02 of talk');
  await expect(tray.finds.first()).toContainText('%');
  await shared.keyboard.press('e');
  await expect(tray.finds.first()).toHaveAttribute('aria-current', 'true');
  await shared.keyboard.press('e');
  await expect(tray.finds.nth(1)).toHaveAttribute('aria-current', 'true');
  await shared.keyboard.press('w');
  await expect(tray.finds.first()).toHaveAttribute('aria-current', 'true');

  await tray.button('What lay here before').click();
  await expect(tray.title).toHaveText('“banana” in talk');
  await shared.keyboard.press('t');
  await expect(tray.finds).toHaveCount(0);
  await shared.keyboard.press('t');
  await expect(tray.finds.first()).toBeVisible();
});

test('a moment is marked with a note, and shown on the timeline', async ({ launch, ownCopy }) => {
  expect(ownCopy).not.toBe('');
  const { window } = await launch();
  const workspace = await new Library(window).open('talk');
  const tray = new Tray(window);
  await workspace.watchFrames();
  await window.keyboard.press('Shift+ArrowRight');
  await workspace.expectFrame('0:01.000');
  await window.keyboard.press('m');
  await expect(window.getByRole('textbox', { name: 'Note for the mark at 0:01' })).toBeFocused();
  await window.keyboard.type('Here it begins');
  await window.keyboard.press('Enter');
  await expect(workspace.button('Kept')).toBeVisible();
  await tray.openCollection('Finds');
  await expect(tray.places).toHaveText(/Here it begins/);
});
