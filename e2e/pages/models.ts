import { expect, type Locator } from 'playwright/test';
import { BUDGETS, patiently } from '../patience';
import { MainWindow } from './main-window';

const INSTALLING = { timeout: BUDGETS.install };

/** The screen with what is installed, what can be had, and what is on its way. */
export class ModelsScreen extends MainWindow {
  async open(): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Models' }).click();
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText('Models');
  }

  tile(name: string | RegExp): Locator {
    return this.page.getByRole('article', { name });
  }

  /** An installed pack: its tile is the one that names a version. */
  installed(name: string | RegExp): Locator {
    return this.page.getByRole('region', { name: 'Installed packs' }).getByRole('article', { name });
  }

  get installs(): Locator {
    return this.page.getByRole('region', { name: 'On their way' }).getByRole('listitem');
  }

  role(name: 'Search' | 'Answer' | 'Speech'): Locator {
    return this.page.getByRole('combobox', { name: `${name} model` });
  }

  /** Has the pack at this place of a role's list do it, and tells its name. */
  async chooseRole(name: 'Search' | 'Answer' | 'Speech', at: number): Promise<string> {
    await this.role(name).click();
    const option = this.page.getByRole('option').nth(at);
    const words = await option.innerText();
    await option.click();
    await expect(this.role(name)).toHaveText(words);
    return words;
  }

  /** Opens the dialog of an entry, reads the licences as users do, and begins. */
  async install(name: string): Promise<void> {
    await this.button(`Install ${name}…`).click();
    const dialog = this.dialog(`Install ${name}`);
    const fetch = dialog.getByRole('button', { name: /^Fetch / });
    await expect(fetch).toBeDisabled();
    await dialog.getByRole('checkbox', { name: /I have read/ }).check();
    await fetch.click();
    await expect(dialog).toHaveCount(0);
  }

  /** Waits until so much, 0..100, of the only install is done. */
  async progressed(least: number): Promise<void> {
    const bar = this.installs.getByRole('progressbar');
    const done = async () => Number(await bar.getAttribute('aria-valuenow'));
    await patiently(this.page, BUDGETS.install, () =>
      expect.poll(done, INSTALLING).toBeGreaterThanOrEqual(least),
    );
  }

  async expectInstalled(name: string | RegExp): Promise<void> {
    await patiently(this.page, BUDGETS.install, () => expect(this.installed(name)).toBeVisible(INSTALLING));
    await expect(this.installs).toHaveCount(0);
  }
}
