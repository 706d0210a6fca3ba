import { expect, type Locator } from 'playwright/test';
import { MainWindow } from './main-window';

/** The tray of finds, and the collections in the side panel that its stars fill. */
export class Tray extends MainWindow {
  get region(): Locator {
    return this.page.getByRole('region', { name: 'Finds', exact: true });
  }

  get finds(): Locator {
    return this.region.locator('[data-find]');
  }

  /** What its cards came from. */
  get title(): Locator {
    return this.region.getByRole('heading');
  }

  /** The finds of one film, by the title on their cards. */
  of(title: string): Locator {
    return this.finds.filter({ hasText: title });
  }

  /** Keys of the cards that are in the document, in their order. */
  keys(): Promise<string[]> {
    return this.finds.evaluateAll((cards) => cards.map((card) => (card as HTMLElement).dataset.find ?? ''));
  }

  /** Keeps a find by its star, which is a click. */
  async star(find: Locator): Promise<void> {
    const item = find.locator('xpath=..');
    await find.hover();
    await item.getByRole('button', { name: 'Keep this find' }).click();
    await expect(item.getByRole('button', { name: 'Let go of this find' })).toBeVisible();
  }

  get places(): Locator {
    return this.page.getByRole('list', { name: 'Places' }).locator('[data-place]');
  }

  async openCollection(name: string): Promise<void> {
    await this.page.getByRole('tab', { name: 'Collections' }).click();
    await this.page.getByRole('region', { name: 'Collections' }).getByRole('button', { name }).click();
    await expect(this.page.getByRole('region', { name: `Collection ${name}` })).toBeVisible();
  }
}
