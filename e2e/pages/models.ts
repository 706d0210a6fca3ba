import { expect, type Locator } from 'playwright/test';
import { MainWindow } from './main-window';

/** A conversion of a tiny model takes seconds, on a busy machine a minute. */
const INSTALLING = { timeout: 180_000 };

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

  role(name: 'Finds' | 'Answers' | 'Listens'): Locator {
    return this.page.getByRole('combobox', { name: `${name} with` });
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
    await expect
      .poll(async () => Number(await bar.getAttribute('aria-valuenow')), INSTALLING)
      .toBeGreaterThanOrEqual(least);
  }

  async expectInstalled(name: string | RegExp): Promise<void> {
    await expect(this.installed(name)).toBeVisible(INSTALLING);
    await expect(this.installs).toHaveCount(0);
  }
}
