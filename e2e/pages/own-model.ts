import type { Locator } from 'playwright/test';
import { MainWindow } from './main-window';

/** The settings of a language model of the user's own. */
export class OwnModelSettings extends MainWindow {
  async open(): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('button', { name: 'Settings' })
      .click();
  }

  get address(): Locator {
    return this.page.getByRole('textbox', { name: 'Address of your model' });
  }

  get lookButton(): Locator {
    return this.button('Look for one');
  }

  model(name: string): Locator {
    return this.page.getByRole('radio', { name });
  }
}
