import { expect, type Page } from 'playwright/test';

/** How a film's page lies in its window. CSS pixels. */
interface Layout {
  /** Height of the picture that is within the window. */
  readonly picture: number;
  /** Height of the chat's messages that is within the window. */
  readonly messages: number;
  /** Controls below the picture that lie upon each other, or are out of the player. */
  readonly clashes: readonly string[];
  /** Parts of the page that lie upon each other. */
  readonly upon: readonly string[];
}

/** That nothing lies upon anything else, and that what people look at is at least so high. CSS pixels. */
export async function expectLayout(
  page: Page,
  { picture, messages }: Pick<Layout, 'picture' | 'messages'>,
): Promise<void> {
  const layout = await layoutOf(page);
  expect(layout).toMatchObject({ clashes: [], upon: [] });
  expect(layout.picture, 'height of the picture').toBeGreaterThanOrEqual(picture);
  expect(layout.messages, 'height of the messages').toBeGreaterThanOrEqual(messages);
}

function layoutOf(page: Page): Promise<Layout> {
  return page.evaluate(() => {
    const boxes = (selector: string) =>
      [...document.querySelectorAll(selector)].map((element) => ({
        name: element.getAttribute('aria-label') ?? element.className,
        box: element.getBoundingClientRect(),
      }));
    const meet = (a: DOMRect, b: DOMRect) =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
    const clashesOf = (all: ReturnType<typeof boxes>) =>
      all.flatMap((a, at) =>
        all.slice(at + 1).flatMap((b) => (meet(a.box, b.box) ? [`${a.name} / ${b.name}`] : [])),
      );
    const seen = (selector: string) => {
      const [only] = boxes(selector);
      return only ? Math.max(0, Math.min(only.box.bottom, innerHeight) - Math.max(only.box.top, 0)) : 0;
    };
    // A list to choose from keeps its value in an input that nobody sees.
    const controls = boxes('.player__controls button, .player__controls input:not([aria-hidden])').filter(
      ({ box }) => box.width > 0,
    );
    const stage = document.querySelector('.workspace__stage')?.getBoundingClientRect();
    const out = controls.filter(({ box }) => stage && (box.right > stage.right || box.left < stage.left));
    return {
      picture: seen('.player__stage'),
      messages: seen('.chat__scroll'),
      clashes: [...clashesOf(controls), ...out.map(({ name }) => `${name} is out`)],
      upon: clashesOf(boxes('.bar, .workspace__note, .player__stage, .player__controls, .timeline, .tray')),
    };
  });
}
