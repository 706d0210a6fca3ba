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
