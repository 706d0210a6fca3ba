import type { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Page } from 'playwright/test';
import { longFilm } from './films';
import { expect, test } from './indexed';
import { expectLayout } from './pages/layout';
import { Library } from './pages/library';
import { Tray } from './pages/tray';
import { Workspace } from './pages/workspace';
import { resize, zoom } from './window';

/** Presses a key until the focus is on what the test wants to reach, as someone without a pointer does. */
async function pressUntil(page: Page, key: string, name: string): Promise<void> {
  const focused = async () => {
    await page.keyboard.press(key);
    return page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  };
  await expect.poll(focused, { intervals: [20], message: `what has the focus after ${key}` }).toBe(name);
}

test('with the keyboard alone: to a video, to a question, to the place of the answer, and back', async ({
  shared,
}) => {
  // Only the first card is reached by Tab; the arrows go on from there.
  const first = await shared.locator('[data-card-open]').first().getAttribute('aria-label');
  await pressUntil(shared, 'Tab', first ?? '');
  if (first !== 'Open talk') await pressUntil(shared, 'ArrowRight', 'Open talk');
  await shared.keyboard.press('Enter');
  const workspace = new Workspace(shared);
  await expect(workspace.title).toHaveText('talk');

  await shared.keyboard.press('a');
  await expect(workspace.question).toBeFocused();
  await shared.keyboard.type('What is said about your country?');
  const number = await workspace.answers.count();
  await shared.keyboard.press('Enter');
  const answer = await workspace.answer(number);
  const chip = await workspace.chips(answer).first().getAttribute('aria-label');
  await pressUntil(shared, 'Shift+Tab', chip ?? '');
  await shared.keyboard.press('Enter');
  await workspace.expectWithin(3, 11);
  // Escape leads nowhere from a film: there is a key for that.
  await shared.keyboard.press('Escape');
  await expect(workspace.title).toHaveText('talk');
  await shared.keyboard.press('Control+l');
  await expect(workspace.title).toHaveText('Library');
});

test('light and dark are kept', async ({ launch, ownCopy }) => {
  expect(ownCopy).not.toBe('');
  const first = await launch();
  const root = first.window.locator('html');
  await expect(root).toHaveAttribute('data-theme', /light|dark/);
  const before = await root.getAttribute('data-theme');
  const after = before === 'dark' ? 'light' : 'dark';
  await first.window.getByRole('button', { name: `Switch to ${after}` }).click();
  await expect(root).toHaveAttribute('data-theme', after);
  await first.close();
  const second = await launch();
  await expect(second.window.locator('html')).toHaveAttribute('data-theme', after);
});

/** What can be pressed or written in, in a row of controls, and lies over its neighbour or out of the row. */
function overlapsIn(page: Page, row: string): Promise<string[]> {
  return page.evaluate((row) => {
    const bar = document.querySelector(row);
    const boxes = [...(bar?.querySelectorAll('h1, input, button') ?? [])].map((element) => ({
      name: element.getAttribute('aria-label') ?? element.textContent ?? '',
      box: element.getBoundingClientRect(),
    }));
    const end = bar?.getBoundingClientRect().right ?? 0;
    return boxes
      .filter(({ box }, i) => box.right > end || box.left < (boxes[i - 1]?.box.right ?? 0))
      .map(({ name }) => name);
  }, row);
}

/** Height of eight lines of an answer. CSS pixels. */
const EIGHT_LINES = 8 * 20.8;

test('an answer keeps eight lines beside a tray that is a high grid, whose height is there again in a higher window', async ({
  sharedApp,
  shared,
}) => {
  const before = await shared.evaluate(() => [window.innerWidth, window.innerHeight] as const);
  await resize(sharedApp, 1280, 1000);
  const workspace = await new Library(shared).open('talk');
  const tray = new Tray(shared);
  await workspace.ask('When is a banana seen?');
  await expect(tray.finds.first()).toBeInViewport();
  await tray.button('Show as a grid').click();
  const height = async () => (await tray.region.boundingBox())?.height ?? 0;
  const high = await height();
  expect(high).toBeGreaterThan(300);
  const line = shared.getByRole('separator', { name: 'Height of the tray' });
  for (const [width, lower] of [
    [1280, 900],
    [1200, 750],
  ] as const) {
    await resize(sharedApp, width, lower);
    await expect.poll(height, { message: 'the height of the tray' }).toBeLessThan(high);
    await expectLayout(shared, { picture: 200, messages: EIGHT_LINES });
    // Pulled further, it keeps what was chosen.
    await line.focus();
    await shared.keyboard.press('ArrowUp');
  }
  await resize(sharedApp, 1280, 1000);
  await expect.poll(height, { message: 'the height of the tray' }).toBe(high);
  // Made less where it has no room, it is less at once.
  await resize(sharedApp, 1200, 750);
  await expect.poll(height, { message: 'the height of the tray' }).toBeLessThan(high);
  const low = await height();
  await line.focus();
  await shared.keyboard.press('ArrowDown');
  await expect.poll(height, { message: 'the height of the tray' }).toBeLessThan(low);
  await resize(sharedApp, ...before);
});

test('nothing is cut off in a small window', async ({ sharedApp, shared }) => {
  const [width, height] = await shared.evaluate(() => [window.innerWidth, window.innerHeight] as const);
  await resize(sharedApp, 900, 600);
  /** What reaches beyond the right edge, and by how much the page could be scrolled. */
  const overflow = () =>
    shared.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      const reaches = [...document.body.querySelectorAll('*')].filter(
        (element) => element.getBoundingClientRect().right > clientWidth,
      );
      return {
        scroll: scrollWidth - clientWidth,
        reaches: reaches.map(({ outerHTML }) => outerHTML.slice(0, 200)),
      };
    });
  const none = { scroll: 0, reaches: [] };
  const library = new Library(shared);
  expect(await overflow()).toEqual(none);
  // Nor does anything of the library's bar lie over anything else of it, beside an open panel.
  await library.button('Collections').click();
  await expect(library.button('Collections')).toHaveAttribute('aria-pressed', 'true');
  expect(await overlapsIn(shared, '.library__main > .bar')).toEqual([]);
  await library.button('Collections').click();
  const workspace = await library.open('talk');
  for (const tab of ['Transcript', 'Collections', 'Chat'] as const) {
    await workspace.tab(tab);
    expect(await overflow(), tab).toEqual(none);
  }
  await workspace.searchField.fill('banana');
  await workspace.searchField.press('Enter');
  await expect(new Tray(shared).finds.first()).toBeInViewport();
  expect((await overflow()).scroll, 'with the tray').toBe(0);
  await expect(shared.getByRole('button', { name: 'Play', exact: true })).toBeInViewport();
  await expect(workspace.question).toBeInViewport();
  await expect(workspace.timeline).toBeInViewport();
  await workspace.tab('Chat');
  await workspace.ask('When is a banana seen?');
  await expectLayout(shared, { picture: 100, messages: EIGHT_LINES });
  for (const screen of ['Models', 'Settings']) {
    await workspace.button(screen).click();
    await expect(workspace.title).toHaveText(screen);
    expect(await overflow(), screen).toEqual(none);
  }
  await resize(sharedApp, width, height);
});

test('no notice lies on the timeline, wherever it is scrolled to', async ({ sharedApp, shared }) => {
  const before = await shared.evaluate(() => [window.innerWidth, window.innerHeight] as const);
  const workspace = await new Library(shared).open('talk');
  await workspace.watchFrames();
  await workspace.searchField.fill('banana');
  await workspace.searchField.press('Enter');
  await expect(new Tray(shared).finds.first()).toBeVisible();
  await workspace.timeline.focus();
  for (const [width, height, factor] of [
    [900, 600, 1],
    [900, 600, 2],
    [900, 500, 1],
  ] as const) {
    await resize(sharedApp, width, height);
    await zoom(sharedApp, factor);
    for (const edge of ['start', 'end'] as const) {
      await workspace.timeline.evaluate((timeline, block) => timeline.scrollIntoView({ block }), edge);
      await shared.keyboard.press('Control+Shift+c');
      await workspace.expectNotice('Frame copied.');
      const covered = await shared.evaluate(() => {
        const timeline = document.querySelector('.workspace__timeline')?.getBoundingClientRect();
        // What is scrolled out of sight cannot be covered.
        const seen = document.querySelector('.shell__column')?.getBoundingClientRect();
        return [...document.querySelectorAll('.toast')].filter((toast) => {
          const { top, bottom, height } = toast.getBoundingClientRect();
          if (!timeline || !seen || height === 0) return false;
          return bottom > Math.max(timeline.top, seen.top) && top < Math.min(timeline.bottom, seen.bottom);
        }).length;
      });
      expect([width, height, factor, edge, covered]).toEqual([width, height, factor, edge, 0]);
      await workspace.button('Dismiss').last().click();
    }
    await zoom(sharedApp, 1);
  }
  await resize(sharedApp, ...before);
});

test('while it indexes, the main thread goes on', async ({ app, folder }) => {
  const library = new Library(app.window);
  const film = await longFilm(folder, 20);
  await app.electron.evaluate(async () => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    Object.assign(globalThis, { delay });
  });
  await library.add([film]);
  await library.expectReady('long');
  const delay = await app.electron.evaluate(() => {
    const { delay } = globalThis as unknown as { delay: ReturnType<typeof monitorEventLoopDelay> };
    delay.disable();
    const milliseconds = (nanoseconds: number) => Math.round(nanoseconds / 1e5) / 10;
    return {
      median: milliseconds(delay.percentile(50)),
      p99: milliseconds(delay.percentile(99)),
      longest: milliseconds(delay.max),
      count: delay.count,
    };
  });
  expect(delay.count).toBeGreaterThan(0);
  console.log(`Main thread while indexing, delay in ms: ${JSON.stringify(delay)}`);
});
