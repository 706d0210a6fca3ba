import type { RunningApp } from './fixtures';
import { expect } from './fixtures';

/** The window's content at this size in pixels, also smaller than the app allows by itself. */
export async function resize(app: RunningApp, width: number, height: number): Promise<void> {
  await app.electron.evaluate(
    ({ BrowserWindow }, [width, height]) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setMinimumSize(Math.min(width, 480), 400);
      window?.setContentSize(width, height);
    },
    [width, height] as const,
  );
  await expect
    .poll(() => app.window.evaluate(() => window.innerWidth), { message: 'width of the window' })
    .toBe(width);
}

export async function showTheme({ window: page }: RunningApp, theme: 'light' | 'dark'): Promise<void> {
  await page.evaluate((theme) => window.longtake.invoke['settings.set']({ theme }), theme);
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
}

/** The page in other sizes than the window's: 2 is 200 %. */
export async function zoom({ electron, window: page }: RunningApp, factor: number): Promise<void> {
  await electron.evaluate(
    ({ BrowserWindow }, factor) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(factor),
    factor,
  );
  await expect
    .poll(() => page.evaluate(() => Math.round(window.devicePixelRatio * 10)), {
      intervals: [20],
      message: 'the page is zoomed',
    })
    .toBe(10 * factor);
}
