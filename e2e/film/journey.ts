// The journey that is filmed. Not a test of anything that the specs do not test: it fails where the app cannot be operated so.
import { mkdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Locator } from 'playwright/test';
import { saveInDialog } from '../dialogs';
import { longFilm, talk } from '../films';
import { expect, type RunningApp, test } from '../fixtures';
import { Library } from '../pages/library';
import { Tray } from '../pages/tray';
import { Workspace } from '../pages/workspace';
import { BUDGETS, patiently } from '../patience';
import { resize, showTheme } from '../window';
import { type EdlEvent, eventsOf } from './edl';
import { Hand } from './hand';
import { Recorder, SIZE } from './recorder';

interface Wanted {
  readonly files: readonly string[];
  readonly question: string;
  readonly out: string;
  /** The folder that holds pycmx. */
  readonly parser: string;
}

const wanted: Wanted = JSON.parse(process.env.LONGTAKE_FILM ?? '{}');

/** Everybody of one journey. */
interface Journey {
  readonly app: RunningApp;
  readonly film: Recorder;
  readonly hand: Hand;
  readonly library: Library;
  readonly tray: Tray;
  readonly panel: Workspace;
}

test('an editor’s journey', async ({ launch, folder }, info) => {
  await mkdir(wanted.out, { recursive: true });
  const files =
    wanted.files.length > 0 ? wanted.files : [await talk(folder), await longFilm(folder, 60, 'desk.mp4')];
  const app = await launch();
  await resize(app, SIZE.width, SIZE.height);
  await showTheme(app, 'dark');
  const film = await Recorder.begin(app, info.outputPath('pictures'));
  const hand = await Hand.of(app.window, film);
  const page = app.window;
  const journey = {
    ...{ app, film, hand },
    ...{ library: new Library(page), tray: new Tray(page), panel: new Workspace(page) },
  };

  const titles = await drop(journey, files);
  const places = await ask(journey, titles);
  await openCitation(journey);
  const first = await starFour(journey, titles, places);
  await order(journey);
  const edl = join(folder, 'Finds.edl');
  const events = await exportEdl(journey, edl);
  await showEvents(journey, events);

  const path = join(wanted.out, 'journey.mp4');
  await film.write(path);
  expect(app.problems).toEqual([]);
  const { size } = await stat(path);
  console.log(
    [
      `${path}: ${film.length.toFixed(1)} s, ${(size / 1e6).toFixed(2)} MB`,
      `From the dropped files to the first starred find: ${first.clicks} clicks, ${first.keys} keys, of which ${wanted.question.length} type the question`,
      `In all: ${hand.counted.clicks} clicks, ${hand.counted.keys} keys`,
      `${basename(edl)}, opened by pycmx:`,
      ...events.map((event) => `  ${lineOf(event)}`),
      (await readFile(edl, 'utf8')).trimEnd(),
    ].join('\n'),
  );
});

/** Two files from outside: what a file manager's pointer carries cannot be driven, the page is given the events of such a drop. */
async function drop(journey: Journey, files: readonly string[]): Promise<string[]> {
  const { film, hand, library } = journey;
  const page = library.page;
  await film.caption('Longtake, opened for the first time');
  await film.show(3.5);
  await film.caption('Two films are dropped on the window');
  const input = await library.held(files);
  const event = (type: string) =>
    input.evaluate((input: HTMLInputElement, type) => {
      const dataTransfer = new DataTransfer();
      for (const file of input.files ?? []) dataTransfer.items.add(file);
      window.dispatchEvent(new DragEvent(type, { dataTransfer, cancelable: true }));
    }, type);
  await event('dragenter');
  await hand.move(SIZE.width / 2, SIZE.height / 2);
  await film.show(1);
  await event('dragover');
  await event('drop');
  await input.dispose();
  await expect(library.cards).toHaveCount(files.length);
  const began = performance.now();
  await film.caption('Each is watched once, and listened to, on this machine');
  await film.watch(4.5);
  await library.idle();
  for (const title of await titlesOf(page)) await library.expectReady(title);
  const waited = Math.round((performance.now() - began) / 1000);
  await film.caption(`… ${waited} seconds of waiting are cut out here`);
  await film.show(3);
  return titlesOf(page);
}

function titlesOf(page: Library['page']): Promise<string[]> {
  return page.evaluate(async () => {
    const reply = await window.longtake.invoke['library.list']();
    return reply.ok ? reply.value.map(({ title }) => title) : [];
  });
}

/** Tells how many places the answer cites of each film. */
async function ask(
  { film, hand, library, tray, panel }: Journey,
  titles: readonly string[],
): Promise<number[]> {
  await film.caption('A question to both');
  await hand.click(library.button('Ask the whole library'));
  await expect(panel.question).toBeFocused();
  await film.show(0.4);
  await hand.type(wanted.question);
  await film.show(0.3);
  const before = await panel.answers.count();
  const began = performance.now();
  await hand.press('Enter');
  const answer = await panel.answer(before);
  await expect(tray.finds.first()).toBeVisible();
  const waited = Math.round((performance.now() - began) / 1000);
  const cut = waited < 2 ? '' : ` (${waited} seconds cut out)`;
  await film.caption(`The answer cites places; all of them lie in the tray below${cut}`);
  await film.show(5);
  return Promise.all(titles.map((title) => answer.getByRole('button', { name: `of ${title} ` }).count()));
}

function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element.contains(document.activeElement));
}

async function openCitation({ film, hand, panel, tray }: Journey): Promise<void> {
  await film.caption('A citation leads to its frame; the tray stays');
  const chips = panel.chips(panel.answers.last());
  await hand.over(chips.nth(1));
  await film.show(1.5);
  await hand.click(chips.nth(1));
  await pictureShown(panel);
  await expect(tray.finds.first()).toBeVisible();
  await film.show(3.5);
}

async function pictureShown(panel: Workspace): Promise<void> {
  const shown = () =>
    panel.video.evaluate((video: HTMLVideoElement) => video.readyState === 4 && !video.seeking);
  await patiently(panel.page, BUDGETS.window, () =>
    expect.poll(shown, { message: 'the picture is shown' }).toBe(true),
  );
}

/** Four finds, of both films. Tells what the hand had done when the first was kept. */
async function starFour(
  { film, hand, tray }: Journey,
  titles: readonly string[],
  places: readonly number[],
): Promise<{ clicks: number; keys: number }> {
  await film.caption('Four finds are kept by their stars, of both films');
  const byFilm = tray.region.getByRole('combobox', { name: 'Film', exact: true });
  const fewest = Math.min(2, ...places);
  let first: { clicks: number; keys: number } | undefined;
  for (const [at, title] of titles.entries()) {
    await hand.click(byFilm);
    const option = tray.page.getByRole('option', { name: title, exact: true });
    await option.waitFor();
    await film.show(0.4);
    await hand.click(option);
    await expect(byFilm).toHaveText(title);
    const many = places[at] === Math.min(...places) ? fewest : 4 - fewest;
    for (let n = 0; n < many; n += 1) {
      const find = tray.finds.nth(n);
      const item = find.locator('xpath=..');
      await hand.over(find);
      await hand.click(item.getByRole('button', { name: 'Keep this find' }));
      await expect(item.getByRole('button', { name: 'Let go of this find' })).toBeVisible();
      first ??= hand.counted;
      await film.show(0.7);
    }
  }
  await film.poster(join(wanted.out, 'journey.jpg'));
  if (!first) throw new Error('No find was kept.');
  return first;
}

async function order({ film, hand, tray, panel }: Journey): Promise<void> {
  await film.caption('They make a collection, across films');
  await hand.click(tray.page.getByRole('tab', { name: 'Collections' }));
  const collection = tray.page
    .getByRole('region', { name: 'Collections' })
    .getByRole('button', { name: 'Finds' });
  await collection.waitFor();
  await film.show(0.6);
  await hand.click(collection);
  await expect(tray.places).toHaveCount(4);
  await film.show(2);
  await film.caption('Ordered: Alt and ↑ move the last one to the front');
  await hand.click(tray.places.last());
  await pictureShown(panel);
  // Where that opened another film, its panel is a new one, in which nothing has the focus yet.
  if (!(await hasFocus(tray.places.last()))) await hand.click(tray.places.last());
  for (const at of [2, 1, 0]) {
    await hand.press('Alt+ArrowUp');
    await expect(tray.places.nth(at)).toBeFocused();
    await film.show(0.8);
  }
  await film.show(1.2);
}

async function exportEdl({ app, film, hand, tray }: Journey, edl: string): Promise<EdlEvent[]> {
  await film.caption('Exported as an edit decision list, for the editing program');
  await saveInDialog(app.electron, edl);
  const collection = tray.page.getByRole('region', { name: 'Collection Finds' });
  await hand.click(collection.getByRole('button', { name: 'Export…' }));
  const dialog = tray.dialog(/^Export/);
  await dialog.waitFor();
  await film.show(1.5);
  const list = dialog.getByRole('radio', { name: /^Edit decision list/ });
  await hand.click(list.locator('xpath=..'));
  await expect(list).toBeChecked();
  await film.show(0.5);
  await hand.click(dialog.getByRole('button', { name: 'Export…' }));
  await tray.expectNotice(/^Saved Finds\.edl/);
  await film.caption('Saved (the system’s own dialog is not filmed)');
  await film.show(2.5);
  const events = await eventsOf(edl, wanted.parser);
  expect(events).toHaveLength(4);
  expect(new Set(events.map(({ clip }) => clip)).size).toBe(2);
  return events;
}

function lineOf({ number, clip, sourceIn, sourceOut, recordIn, recordOut }: EdlEvent): string {
  return `${String(number).padStart(3, '0')}  ${sourceIn} – ${sourceOut}  →  ${recordIn} – ${recordOut}  ${clip}`;
}

/** What the other program read, over the window: no part of the app, and drawn otherwise. */
async function showEvents({ app, film, hand }: Journey, events: readonly EdlEvent[]): Promise<void> {
  await app.window.evaluate(
    (lines) => {
      const sheet = document.createElement('pre');
      Object.assign(sheet.style, {
        position: 'fixed',
        inset: '0',
        zIndex: '2147483645',
        margin: '0',
        padding: '250px 120px',
        background: '#0b0c0e',
        color: '#6ecf9a',
        font: '18px/2 monospace',
      });
      sheet.textContent = lines.join('\n');
      document.body.append(sheet);
    },
    ['$ pycmx Finds.edl', ...events.map(lineOf)],
  );
  await film.caption(
    `Opened by pycmx, a parser of others: ${events.length} events. ${hand.counted.clicks} clicks from the drop to here`,
  );
  await film.show(7);
}
