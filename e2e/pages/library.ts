import { type ElementHandle, expect, type Locator } from 'playwright/test';
import { BUDGETS, patiently, within } from '../patience';
import { MainWindow } from './main-window';
import { Workspace } from './workspace';

const INDEXING = { timeout: BUDGETS.job };

/** The screen with a card, or a row of the list, for each video. */
export class Library extends MainWindow {
  get cards(): Locator {
    const cards = this.page.getByRole('list', { name: 'Videos' }).getByRole('listitem');
    const rows = this.page.getByRole('table', { name: 'Videos' }).getByRole('row');
    // The row of the heads opens nothing.
    return cards.or(rows.filter({ has: this.page.locator('[data-card-open]') }));
  }

  card(title: string): Locator {
    return this.cards.and(this.page.getByLabel(title, { exact: true }));
  }

  get refused(): Locator {
    return this.dialog(/could not be added/);
  }

  /** A button of one card, such as `Pause indexing`. */
  control(title: string, name: string): Locator {
    return this.card(title).getByRole('button', { name });
  }

  async expectState(title: string, state: string | RegExp): Promise<void> {
    const shown = this.card(title).getByText(state, { exact: true });
    await patiently(this.page, BUDGETS.job, () => expect(shown).toBeVisible(INDEXING));
  }

  /** It can be searched; its pictures may still be looked at more closely. */
  expectReady(title: string): Promise<void> {
    return this.expectState(title, /^(Ready|Searchable|Ready in part)$/);
  }

  /** An item of the card's own menu. */
  more(title: string, item: string): Promise<void> {
    return this.choose(this.control(title, `More for ${title}`), item);
  }

  /** Waits until the window shows something, and goes to the library where that is the film that was open last. */
  async arrive(): Promise<void> {
    const heading = this.page.getByRole('heading', { level: 1 });
    await expect(heading).toBeVisible();
    if ((await heading.textContent()) === 'Library') return;
    await this.page.getByRole('button', { name: 'Library', exact: true }).click();
    await expect(heading).toHaveText('Library');
  }

  async open(title: string): Promise<Workspace> {
    await this.arrive();
    await this.control(title, `Open ${title}`).click();
    const workspace = new Workspace(this.page);
    await expect(workspace.title).toHaveText(title);
    return workspace;
  }

  /** Adds files as dropping them does. */
  async add(
    paths: readonly string[],
  ): Promise<{ titles: string[]; refused: { fileName: string; code: string }[] }> {
    const input = await this.held(paths);
    const reply = await input.evaluate((input: HTMLInputElement) =>
      window.longtake.addDropped([...(input.files ?? [])]),
    );
    await input.dispose();
    if (!reply.ok) throw new Error(reply.error.message);
    const { videos, refused } = reply.value;
    return {
      titles: videos.map(({ title }) => title),
      refused: refused.map(({ fileName, error }) => ({ fileName, code: error.code })),
    };
  }

  /** These files as the page holds what was dropped on it: with their paths, which it cannot see. An input is given such. */
  async held(paths: readonly string[]): Promise<ElementHandle<HTMLInputElement>> {
    const made = await this.page.evaluateHandle(() =>
      Object.assign(document.createElement('input'), { type: 'file', multiple: true }),
    );
    const input = made.asElement();
    await input.setInputFiles([...paths]);
    return input;
  }

  /** Waits until no job is left to do: tracks are read while a video is ready already. */
  async idle(): Promise<void> {
    const states = async () => {
      const reply = await this.page.evaluate(() => window.longtake.invoke['jobs.list']());
      return reply.ok ? reply.value.map(({ state }) => state) : ['not told'];
    };
    const under = ['queued', 'running', 'not told'];
    const left = async () => (await states()).filter((state) => under.includes(state));
    await patiently(this.page, BUDGETS.job, () => expect.poll(left, INDEXING).toEqual([]));
  }

  /** The opaque id of a video. */
  async idOf(title: string): Promise<string> {
    const reply = await this.page.evaluate(() => window.longtake.invoke['library.list']());
    const video = reply.ok ? reply.value.find((one) => one.title === title) : undefined;
    if (video === undefined) throw new Error(`No video has the title ${title}.`);
    return video.id;
  }

  /**
   * Resolves once so many frames are indexed of the one job that runs; rejects when a job fails. Hears it from main as
   * the page does.
   */
  framesIndexed(least: number): Promise<void> {
    const reached = this.page.evaluate(
      (least) =>
        new Promise<void>((reached, failed) => {
          const stop = window.longtake.on['jobs.changed']((jobs) => {
            const broken = jobs.find(({ state }) => state === 'failed');
            const there = jobs.some(({ state, framesDone }) => state === 'running' && framesDone >= least);
            if (!broken && !there) return;
            stop();
            if (broken) failed(new Error(broken.error?.message));
            else reached();
          });
        }),
      least,
    );
    return patiently(this.page, BUDGETS.job, () => within(BUDGETS.job, `${least} frames`, reached));
  }
}
