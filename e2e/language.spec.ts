import { expect, test } from './fixtures';

const GERMAN = { LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8', LANGUAGE: 'de' };

test('is in the system’s language from the first word on, or in the one that was chosen', async ({
  launch,
}) => {
  const german = await launch({ env: GERMAN });
  await expect(german.window.getByRole('heading', { level: 1 })).toHaveText('Bibliothek');
  await expect(german.window.locator('html')).toHaveAttribute('lang', 'de');

  await german.window.getByRole('button', { name: 'Einstellungen' }).click();
  await german.window.getByRole('radio', { name: 'English' }).click();
  await expect(german.window.getByRole('heading', { level: 1 })).toHaveText('Settings');
  await expect(german.window.getByRole('radio', { name: 'English' })).toBeFocused();
  await expect(german.window.locator('html')).toHaveAttribute('lang', 'en');
  const menu = () =>
    german.electron.evaluate(
      ({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('view.settings')?.label,
    );
  expect(await menu()).toBe('Settings');
  await german.window.getByRole('radio', { name: 'As the system' }).click();
  await expect(german.window.getByRole('heading', { level: 1 })).toHaveText('Einstellungen');
  expect(await menu()).toBe('Einstellungen');
  await german.window.getByRole('radio', { name: 'English' }).click();
  await expect(german.window.getByRole('heading', { level: 1 })).toHaveText('Settings');
  expect(german.problems).toEqual([]);
  await german.close();

  const again = await launch({ env: GERMAN });
  await expect(again.window.getByRole('heading', { level: 1 })).toHaveText('Library');
});

test('is in English where the system’s language is one that it does not have', async ({ launch }) => {
  const { window } = await launch({ env: { LANG: 'fr_FR.UTF-8', LC_ALL: 'fr_FR.UTF-8', LANGUAGE: 'fr' } });
  await expect(window.getByRole('heading', { level: 1 })).toHaveText('Library');
});
