// What a screen reader is told: the accessibility tree as Chromium gives it to the system, and what live regions say meanwhile.
import type { CDPSession, Page } from 'playwright/test';

/** A node of the accessibility tree, as far as it is asked for. */
export interface Heard {
  readonly role: string;
  readonly name: string;
  readonly focused: boolean;
}

interface TreeNode {
  readonly ignored: boolean;
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value?: unknown } }[];
}

export class ScreenReader {
  private constructor(
    private readonly page: Page,
    private readonly session: CDPSession,
  ) {}

  /** Listens from now on to what live regions are given. */
  static async begin(page: Page): Promise<ScreenReader> {
    const session = await page.context().newCDPSession(page);
    await page.evaluate(() => {
      const said: string[] = [];
      Object.assign(window, { said });
      const live = '[aria-live="polite"], [aria-live="assertive"], [role="status"], [role="alert"]';
      new MutationObserver((changes) => {
        for (const { target } of changes) {
          const element = target instanceof Element ? target : target.parentElement;
          const region = element?.closest(live);
          // What is still being written is told when it is whole.
          if (!region || region.closest('[aria-hidden="true"]') || element?.closest('[aria-busy="true"]'))
            continue;
          said.push(region.textContent ?? '');
        }
      }).observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
        attributeFilter: ['aria-busy'],
      });
    });
    return new ScreenReader(page, session);
  }

  /** What live regions have said so far. */
  said(): Promise<string[]> {
    return this.page.evaluate(() => (window as unknown as { said: string[] }).said);
  }

  /** All that can be come upon. */
  async tree(): Promise<Heard[]> {
    const { nodes } = (await this.session.send('Accessibility.getFullAXTree')) as unknown as {
      nodes: readonly TreeNode[];
    };
    return nodes.flatMap(({ ignored, role, name, properties }) =>
      ignored
        ? []
        : [
            {
              role: role?.value ?? '',
              name: name?.value ?? '',
              focused: properties?.some((one) => one.name === 'focused' && one.value.value === true) ?? false,
            },
          ],
    );
  }

  /** Where the reader stands: the last node that has the focus, the innermost one. */
  async focus(): Promise<Heard | undefined> {
    return (await this.tree()).findLast(({ focused }) => focused);
  }

  /** Presses a key until the focus stands where this is true. */
  async go(key: string, there: (heard: Heard) => boolean, most = 60): Promise<Heard> {
    const passed: string[] = [];
    for (let n = 0; n < most; n++) {
      await this.page.keyboard.press(key);
      const heard = await this.focus();
      if (heard && there(heard)) return heard;
      passed.push(`${heard?.role} ${heard?.name}`);
    }
    throw new Error(`${most} times ${key} did not lead there, but to:\n${passed.join('\n')}`);
  }
}
