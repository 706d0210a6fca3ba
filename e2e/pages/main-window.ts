import type { Locator, Page } from 'playwright/test';

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
}
