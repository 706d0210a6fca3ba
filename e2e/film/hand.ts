// The hand that leads the journey: a pointer that is seen, and a count of what it did.
import type { Locator, Page } from 'playwright/test';
import { FRAME, type Recorder, SIZE } from './recorder';

/** Seconds across the whole window, and at least, to the next place; of a character typed; and that a press is seen. */
const ACROSS = 1.2;
const NEAR = 0.3;
const CHARACTER = 2 * FRAME;
const PRESS = 3 * FRAME;

interface Done {
  readonly clicks: number;
  readonly keys: number;
}

export class Hand {
  private at = { x: SIZE.width * 0.7, y: SIZE.height * 0.85 };
  private done = { clicks: 0, keys: 0 };

  private constructor(
    private readonly page: Page,
    private readonly film: Recorder,
  ) {}

  static async of(page: Page, film: Recorder): Promise<Hand> {
    await page.evaluate(drawPointer);
    const hand = new Hand(page, film);
    await hand.place(false);
    return hand;
  }

  get counted(): Done {
    return { ...this.done };
  }

  /** Leads the pointer there, slowly at both ends. */
  async move(x: number, y: number): Promise<void> {
    const from = this.at;
    const way = Math.hypot(x - from.x, y - from.y) / SIZE.width;
    const steps = Math.round((NEAR + (ACROSS - NEAR) * Math.min(1, way)) / FRAME);
    for (let step = 1; step <= steps; step += 1) {
      const eased = (1 - Math.cos((Math.PI * step) / steps)) / 2;
      this.at = { x: from.x + (x - from.x) * eased, y: from.y + (y - from.y) * eased };
      await this.page.mouse.move(this.at.x, this.at.y);
      await this.place(false);
      await this.film.next(FRAME);
    }
  }

  async over(target: Locator): Promise<void> {
    await target.waitFor();
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    if (!box) throw new Error('What is to be pointed at has no place in the window.');
    await this.move(box.x + box.width / 2, box.y + box.height / 2);
  }

  async click(target: Locator): Promise<void> {
    await this.over(target);
    await this.place(true);
    await this.film.show(PRESS);
    await this.page.mouse.down();
    await this.page.mouse.up();
    this.done.clicks += 1;
    await this.place(false);
  }

  async type(text: string): Promise<void> {
    for (const character of text) {
      await this.page.keyboard.type(character);
      this.done.keys += 1;
      await this.film.show(CHARACTER);
    }
  }

  /** One key, or a chord, which is one press. */
  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
    this.done.keys += 1;
  }

  /** Draws the pointer where the hand is: the system's own is not in a picture of the page. */
  private async place(pressed: boolean): Promise<void> {
    await this.page.evaluate(
      ([x, y, pressed]) => {
        const pointer = document.getElementById('film-pointer');
        if (!pointer) return;
        pointer.style.transform = `translate(${x}px, ${y}px)`;
        pointer.querySelector('circle')?.setAttribute('opacity', pressed ? '1' : '0');
      },
      [this.at.x, this.at.y, pressed] as const,
    );
  }
}

/** Runs in the page: an arrow above all else that takes no press, and a ring around its tip while the button is down. */
function drawPointer(): void {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.id = 'film-pointer';
  svg.setAttribute('width', '56');
  svg.setAttribute('height', '56');
  svg.setAttribute('viewBox', '-20 -20 36 36');
  Object.assign(svg.style, {
    position: 'fixed',
    left: '-31.1px',
    top: '-31.1px',
    zIndex: '2147483646',
    pointerEvents: 'none',
    overflow: 'visible',
  });
  svg.innerHTML =
    '<circle r="12" fill="rgb(255 209 102 / 35%)" stroke="#ffd166" stroke-width="2" opacity="0"/>' +
    '<path d="M0 0v15.5l3.7-3.4 2.5 5.8 2.7-1.2-2.5-5.6h5z" fill="#fff" stroke="#111" stroke-width="1.2"/>';
  document.body.append(svg);
}
