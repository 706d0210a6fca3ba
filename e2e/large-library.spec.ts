import type { Locator, Page } from 'playwright/test';
import { expect, type RunningApp, test } from './fixtures';
import { makeFilms } from './made-films';
import { Library } from './pages/library';
import { Tray } from './pages/tray';
import { Workspace } from './pages/workspace';

const FILMS = 300;

interface Ticks {
  delay: number;
  work: number;
  stop(): void;
}

/**
 * The main thread's longest delay while something is done, and the most processor time that it took itself without a pause:
 * what others on the machine take is in the first alone. In milliseconds.
 */
async function longestDelay({ electron }: RunningApp, work: () => Promise<void>): Promise<string> {
  await electron.evaluate(() => {
    const worked = () => {
      const { user, system } = process.threadCpuUsage();
      return (user + system) / 1000;
    };
    let [last, before] = [performance.now(), worked()];
    const ticks: Ticks = { delay: 0, work: 0, stop: () => clearInterval(timer) };
    const timer = setInterval(() => {
      const [now, done] = [performance.now(), worked()];
      ticks.delay = Math.max(ticks.delay, now - last);
      ticks.work = Math.max(ticks.work, done - before);
      [last, before] = [now, done];
    }, 1);
    Object.assign(globalThis, { ticks });
  });
  await work();
  return electron.evaluate(() => {
    const { ticks } = globalThis as unknown as { ticks: Ticks };
    ticks.stop();
    return `${Math.round(ticks.delay)} (own work ${Math.round(ticks.work)})`;
  });
}

/** The heads of the list's columns stand above their cells, stay when it is scrolled, sort it by keys; selecting moves no row. */
async function expectHeads(page: Page): Promise<void> {
  const table = page.getByRole('table', { name: 'Videos' });
  const lefts = (row: Locator) =>
    row.evaluate((element) => [...element.children].map((cell) => cell.getBoundingClientRect().left));
  const heads = table.getByRole('row').first();
  const rows = table.getByRole('row', { name: /^Film/ });
  expect(await lefts(heads)).toEqual(await lefts(rows.first()));
  const title = table.getByRole('columnheader', { name: 'Title' });
  await title.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(title).toHaveAttribute('aria-sort', 'ascending');
  await expect(rows.first()).toHaveAccessibleName('Film 0');
  await page.keyboard.press('Enter');
  await expect(title).toHaveAttribute('aria-sort', 'descending');
  await expect(rows.first()).toHaveAccessibleName(`Film ${FILMS - 1}`);

  const top = async () => (await table.boundingBox())?.y;
  const before = await top();
  await rows.nth(1).getByRole('checkbox').check();
  await expect(page.getByText('1 film selected')).toBeVisible();
  expect(await top()).toBe(before);
  await page.getByRole('button', { name: 'Select none' }).click();

  await page.getByLabel(`Open Film ${FILMS - 1}`, { exact: true }).focus();
  await page.keyboard.press('End');
  await expect(page.getByLabel('Open Film 0', { exact: true })).toBeFocused();
  await page.keyboard.press('Home');
  const first = page.getByLabel(`Open Film ${FILMS - 1}`, { exact: true });
  await expect(first).toBeFocused();
  for (let step = 0; step < 20; step += 1) await page.keyboard.press('ArrowDown');
  for (let step = 0; step < 15; step += 1) await page.keyboard.press('ArrowUp');
  const focused = page.getByLabel(`Open Film ${FILMS - 6}`, { exact: true });
  await expect(focused).toBeFocused();
  const [head, film] = [await heads.boundingBox(), await focused.boundingBox()];
  expect(film?.y).toBeGreaterThanOrEqual((head?.y ?? 0) + (head?.height ?? 0));
  expect(await top()).toBe(before);
}

test('a library of hundreds is shown, gone through with the keyboard, searched and asked', async ({
  launch,
  userData,
}) => {
  await makeFilms(userData, FILMS);
  const app = await launch();
  const page = app.window;
  const library = new Library(page);
  const openers = page.locator('[data-card-open]');
  const elements = () => page.evaluate(() => document.querySelectorAll('*').length);

  await expect(page.getByRole('status').getByText(`${FILMS} videos`)).toBeVisible();
  // All of them would be more than ten thousand.
  const shown = await elements();
  expect(shown).toBeLessThan(1500);
  await openers.first().focus();
  await page.keyboard.press('End');
  await expect(page.getByLabel('Open Film 0', { exact: true })).toBeFocused();
  await expect(page.getByLabel('Open Film 0', { exact: true })).toBeInViewport();
  await expect(library.card('Film 0')).toHaveAttribute('aria-posinset', String(FILMS));
  expect(await elements()).toBeLessThan(1500);
  await page.keyboard.press('ArrowUp');
  const above = await page.evaluate(() => document.activeElement?.getBoundingClientRect().top ?? -1);
  expect(above).toBeGreaterThan(0);
  await page.keyboard.press('Home');
  await expect(page.getByLabel(`Open Film ${FILMS - 1}`, { exact: true })).toBeFocused();

  await page.getByRole('button', { name: 'Show as a list' }).click();
  await expect(page.getByLabel(`Open Film ${FILMS - 1}`, { exact: true })).toBeVisible();
  expect(await elements()).toBeLessThan(1500);
  await expectHeads(page);
  await page.getByRole('button', { name: 'Show as cards' }).click();

  const searching = await longestDelay(app, async () => {
    const field = page.getByRole('searchbox', { name: 'Search all videos' });
    await field.fill('dog');
    await field.press('Enter');
    await expect(new Tray(page).of('Film 280').first()).toBeVisible();
  });
  const asking = await longestDelay(app, async () => {
    const panel = new Workspace(page);
    await panel.button('Ask the whole library').click();
    await expect(await panel.ask('Is there a dog and a castle?')).toContainText('in Film 220');
  });
  console.log(
    `${FILMS} films, ${shown} elements; main thread's longest delay, ms: searching ${searching}, asking ${asking}`,
  );
  expect(app.problems).toEqual([]);
});
