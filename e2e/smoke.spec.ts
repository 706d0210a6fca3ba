import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixtures';
import { MainWindow } from './pages/main-window';
import { BUDGETS, patiently } from './patience';

test('the app opens its window and says nothing alarming', async ({ app }) => {
  const window = new MainWindow(app.window);
  await expect(window.root).not.toBeEmpty();
  await expect(app.window).toHaveTitle('Longtake');
  expect(app.problems).toEqual([]);
});

test('the page has neither Node nor a way to call just anything', async ({ app }) => {
  const reachable = await app.window.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'ipcRenderer'].filter((name) => name in globalThis),
  );
  expect(reachable).toEqual([]);
});

test('developer tools are there in a checkout alone', async ({ app, program }) => {
  const found = await app.electron.evaluate(({ app, BrowserWindow, Menu }) => {
    const roles = (menu: Electron.Menu | null): string[] =>
      menu?.items.flatMap(({ role, submenu }) => [role ?? '', ...roles(submenu ?? null)]) ?? [];
    // The tools are a page of their own, which is made at once.
    let made = 0;
    app.on('web-contents-created', () => {
      made += 1;
    });
    BrowserWindow.getAllWindows()[0]?.webContents.openDevTools();
    return {
      packed: app.isPackaged,
      opened: made,
      menu: roles(Menu.getApplicationMenu()).some((role) => role.toLowerCase() === 'toggledevtools'),
    };
  });
  const isCheckout = program === 'built';
  expect(found).toEqual({ packed: !isCheckout, opened: isCheckout ? 1 : 0, menu: isCheckout });
});

test('the app quits and opens again on the same library, and tries no device before one is needed', async ({
  launch,
  userData,
}) => {
  const first = await launch();
  await expect(new MainWindow(first.window).root).not.toBeEmpty();
  await first.close();
  expect(existsSync(join(userData, 'devices', 'devices.json'))).toBe(false);

  const second = await launch();
  await expect(new MainWindow(second.window).root).not.toBeEmpty();
  expect(second.problems).toEqual([]);
});

test('diagnostics go to the clipboard, and name no folder of the user’s', async ({ app }) => {
  // What a menu item does is done by the page, once it is there.
  await expect(app.window.getByRole('heading', { level: 1 })).toHaveText('Library');
  await app.electron.evaluate(({ Menu }) => {
    Menu.getApplicationMenu()?.getMenuItemById('help.diagnostics')?.click();
  });
  const copied = app.window.getByText(/^Copied diagnostics/);
  await patiently(app.window, BUDGETS.answer, () => expect(copied).toBeVisible({ timeout: BUDGETS.answer }));
  const text = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
  const sections = [...text.matchAll(/^\[(\w+)\]\n(.+)$/gm)].map(([, name, first]) => [name, first]);
  expect(sections.map(([name]) => name)).toEqual([
    'program',
    'machine',
    'devices',
    'ffmpeg',
    'packs',
    'settings',
    'library',
    'log',
  ]);
  expect(sections.filter(([, first]) => first?.startsWith('cannot be told'))).toEqual([]);
  const home = await app.electron.evaluate(({ app: main }) => [
    main.getPath('home'),
    main.getPath('userData'),
  ]);
  for (const folder of home) expect(text).not.toContain(folder);
});
