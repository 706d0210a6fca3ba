// The page for people (npm run site), opened from its file in Electron's Chromium.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { _electron } from 'playwright/test';
import { violations } from './axe';
import { commandLine, expect, test } from './fixtures';
import { BUDGETS } from './patience';

/** A browser of one window. */
const BROWSER = {
  'package.json': '{ "name": "browser", "version": "1.0.0", "main": "main.js" }',
  'main.js': `const { app, BrowserWindow } = require('electron');
app.setPath('userData', process.argv.at(-1));
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800, useContentSize: true }).loadURL('about:blank'));`,
};

test('the page for people: nothing wrong, nothing from elsewhere, no scrolling sideways, light and dark', async ({
  folder,
}) => {
  const site = join(folder, 'site');
  execFileSync('node', ['scripts/site.mjs', site], { stdio: 'ignore' });
  const browser = join(folder, 'browser');
  mkdirSync(browser);
  for (const [name, text] of Object.entries(BROWSER)) writeFileSync(join(browser, name), text);
  const { executablePath, args } = commandLine('built');
  const electron = await _electron.launch({
    ...{ executablePath, timeout: BUDGETS.window },
    args: [...args.slice(0, -1), browser, join(folder, 'user-data')],
  });
  try {
    const page = await electron.firstWindow({ timeout: BUDGETS.window });
    const [problems, asked]: string[][] = [[], []];
    // Electron's own advice to who writes apps with it.
    page.on('console', (said) => {
      if (!said.text().includes('Electron Security Warning')) problems?.push(said.text());
    });
    page.on('pageerror', (error) => problems?.push(String(error)));
    page.on('request', (request) => asked?.push(request.url()));
    page.on('requestfailed', (request) => problems?.push(request.url()));
    await page.goto(pathToFileURL(join(site, 'index.html')).href);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const width of [360, 1280, 2560]) {
        await page.setViewportSize({ width, height: 900 });
        const wider = await page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          return scrollWidth - clientWidth;
        });
        expect(wider, `${width}`).toBe(0);
        for (const details of await page.locator('details').all())
          await details.evaluate((each) => each.setAttribute('open', ''));
        expect(await violations(page, false), `${colorScheme}, ${width}`).toEqual([]);
      }
    }
    // All pictures, those further down too.
    for (const picture of await page.locator('img').all()) {
      await picture.scrollIntoViewIfNeeded();
      await expect
        .poll(() => picture.evaluate((each: HTMLImageElement) => each.naturalWidth), {
          message: 'the picture comes',
        })
        .toBeGreaterThan(0);
    }
    expect(asked?.filter((address) => !address.startsWith(pathToFileURL(site).href))).toEqual([]);
    expect(asked?.length).toBeGreaterThan(5);
    expect(problems).toEqual([]);
  } finally {
    await electron.close();
  }
});
