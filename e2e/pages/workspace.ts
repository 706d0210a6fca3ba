import { expect, type Locator } from 'playwright/test';
import { BUDGETS, patiently } from '../patience';
import { MainWindow } from './main-window';

const ANSWERING = { timeout: BUDGETS.answer };

/** The screen of one video: player, timeline, and the panel with chat, transcript and collections. */
export class Workspace extends MainWindow {
  get title(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  get video(): Locator {
    return this.page.getByTestId('video');
  }

  get timeline(): Locator {
    return this.page.getByRole('slider', { name: 'Position in the film' });
  }

  get question(): Locator {
    return this.page.getByRole('textbox', { name: 'Question' });
  }

  get answers(): Locator {
    return this.page.locator('.message--answer');
  }

  get questions(): Locator {
    return this.page.locator('.message--user');
  }

  get lines(): Locator {
    return this.page.getByRole('grid', { name: 'Lines' }).getByRole('row');
  }

  get searchField(): Locator {
    return this.page.getByRole('searchbox', { name: 'Search this video' });
  }

  chips(answer: Locator): Locator {
    return answer.getByRole('button', { name: /^Go to / });
  }

  /** What the export dialog offers: opens it from the header's menu, chooses, and exports. */
  async exportAs(item: string | RegExp, format: string | RegExp): Promise<void> {
    await this.choose(this.button('Export').first(), item);
    const dialog = this.dialog(/^Export/);
    await dialog.getByRole('radio', { name: format }).check();
    await dialog.getByRole('button', { name: 'Export…' }).click();
    await expect(dialog).toHaveCount(0);
  }

  get sceneCard(): Locator {
    return this.page.getByRole('region', { name: /^Scene \d+$/ });
  }

  async tab(name: 'Chat' | 'Transcript' | 'Collections'): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
  }

  async back(): Promise<void> {
    await this.button('Back to the library').click();
  }

  /** Asks, and waits until the answer is whole. */
  async ask(question: string): Promise<Locator> {
    const before = await this.answers.count();
    await this.question.fill(question);
    await this.question.press('Enter');
    return this.answer(before);
  }

  /** The answer with this number, from 0, once it is whole. */
  async answer(number: number): Promise<Locator> {
    const answer = this.answers.nth(number);
    await patiently(this.page, BUDGETS.answer, () =>
      expect(answer).toHaveAttribute('aria-busy', 'false', ANSWERING),
    );
    return answer;
  }

  /** Seconds that the media element stands at. */
  position(): Promise<number> {
    return this.video.evaluate((video: HTMLVideoElement) => video.currentTime);
  }

  /** Shows milliseconds, and waits for the first frame. The focus is nowhere, so that keys are the player's. */
  async watchFrames(): Promise<void> {
    const clock = this.page.getByRole('button', { name: /^Time / });
    await clock.click();
    await clock.blur();
    await expect
      .poll(() => this.video.evaluate((video: HTMLVideoElement) => video.readyState), {
        message: 'how ready the player is',
      })
      .toBe(4);
  }

  /** Waits until the frame that begins there, `m:ss.mmm`, is shown: no seek is under way any more. */
  async expectFrame(clock: string): Promise<void> {
    await expect(this.page.getByTestId('time')).toHaveText(clock);
    await expect
      .poll(() => this.video.evaluate((video: HTMLVideoElement) => video.seeking), {
        message: 'a seek is under way',
      })
      .toBe(false);
  }

  /** Waits until the player stands in this stretch. Seconds. */
  async expectWithin(from: number, to: number): Promise<void> {
    await expect
      .poll(
        async () => {
          const at = await this.position();
          return at >= from && at <= to ? 'within' : `${at} s`;
        },
        { message: 'where the player is' },
      )
      .toBe('within');
  }

  /** Waits until what is lit in the row of citations lies within this stretch of the film. Seconds. */
  async expectLit(from: number, to: number): Promise<void> {
    const seconds = await this.video.evaluate((video: HTMLVideoElement) => video.duration);
    await expect
      .poll(
        async () => {
          const lit = await this.litCitations();
          if (lit === null) return 'nothing is lit';
          const [first, last] = [lit.from * seconds, lit.to * seconds];
          return first >= from && last <= to ? 'within' : `${first} s to ${last} s`;
        },
        { message: 'citations that are lit on the timeline' },
      )
      .toBe('within');
  }

  /**
   * What is lit in the timeline's row of citations: where the accent's colour begins and ends, as shares 0..1 of the
   * timeline's width; null where there is none. A canvas has nothing but pixels to look at.
   */
  async litCitations(): Promise<{ from: number; to: number } | null> {
    const label = await this.button('Cited').boundingBox();
    const stage = await this.timeline.boundingBox();
    if (label === null || stage === null) throw new Error('The timeline is not shown.');
    const clip = { x: stage.x, y: label.y + label.height / 2, width: stage.width, height: 1 };
    const png = await this.page.screenshot({ clip });
    return this.timeline.evaluate(
      async (element, bytes) => {
        const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
        const { width } = picture;
        const ctx = new OffscreenCanvas(width, 2).getContext('2d');
        if (!ctx) throw new Error('There is no canvas to look at the picture with.');
        ctx.fillStyle = getComputedStyle(element).getPropertyValue('--accent');
        ctx.fillRect(0, 1, 1, 1);
        ctx.drawImage(picture, 0, 0, width, 1, 0, 0, width, 1);
        const { data } = ctx.getImageData(0, 0, width, 2);
        const isLit = (x: number) => [0, 1, 2].every((c) => data[4 * x + c] === data[4 * width + c]);
        const lit = Array.from({ length: width }, (_, x) => x).filter(isLit);
        const [first] = lit;
        const last = lit.at(-1);
        if (first === undefined || last === undefined) return null;
        return { from: first / width, to: (last + 1) / width };
      },
      [...png],
    );
  }
}
