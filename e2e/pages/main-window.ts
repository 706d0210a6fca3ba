import { expect, type Locator, type Page } from 'playwright/test';

/** What the pages of every part of the window share. Locators go by role and name, as a user finds things. */
export class MainWindow {
  constructor(readonly page: Page) {}

  /** Everything that React has drawn. */
  get root(): Locator {
    return this.page.locator('#root');
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  dialog(name?: string | RegExp): Locator {
    return this.page.getByRole('dialog', { name });
  }

  /** Runs an item of a menu that a button opens. */
  async choose(menu: Locator, item: string | RegExp): Promise<void> {
    await menu.click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  async expectNotice(text: string | RegExp): Promise<void> {
    await expect(this.page.getByRole('list', { name: 'Notices' }).getByText(text)).toBeVisible();
  }
}
