// axe-core in the window: what it finds wrong on a screen, in each way that a screen can be shown.
import axe from 'axe-core';
import type { Page } from 'playwright/test';
import type { RunningApp } from './fixtures';
import { showTheme, zoom } from './window';

/** What axe-core found of one rule: the elements, as selectors, each with why. */
interface Violation {
  readonly rule: string;
  readonly elements: readonly string[];
}

/** Beside what axe-core checks by itself: a name that holds the words that are seen, and what is large enough to be hit. */
const ALSO = ['label-content-name-mismatch', 'target-size', 'td-has-header', 'p-as-heading'];

/**
 * What is no fault. Base UI's guards of the focus are hidden and take it, only to send it on. The labels of the
 * timeline are as low as their tracks, so that all tracks are seen at once.
 */
const NO_FAULT = [
  { rule: 'aria-hidden-focus', element: /data-base-ui-focus-guard/ },
  { rule: 'target-size', element: /\.timeline__label/ },
] as const;

/** How a screen is shown, and what brings it there and back. */
const WAYS = {
  light: { forced: false, theme: 'light', zoom: 1, onlyColours: true },
  'forced colours': { forced: true, theme: 'dark', zoom: 1, onlyColours: true },
  '200 %': { forced: false, theme: 'dark', zoom: 2, onlyColours: false },
  // The last, as the screen is gone on with in it.
  dark: { forced: false, theme: 'dark', zoom: 1, onlyColours: false },
} as const;

type Way = keyof typeof WAYS;

/** Shows the window so. Nothing moves meanwhile, so that no colour is seen on its way to another. */
async function showAs(app: RunningApp, way: Way): Promise<void> {
  const { forced, theme, zoom: factor } = WAYS[way];
  await app.window.emulateMedia({ forcedColors: forced ? 'active' : 'none', reducedMotion: 'reduce' });
  await showTheme(app, theme);
  await zoom(app, factor);
}

/** Rules that look at colours. All others find the same whatever the colours are, and take their time. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/** What axe-core finds on the screen as it is now. It comes by the debugger's way, which the page's policy leaves open. */
export async function violations(page: Page, colours: boolean): Promise<Violation[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(
    async ([also, only]) => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') };
      const rules = Object.fromEntries(also.map((rule) => [rule, { enabled: true }]));
      const which = only ? { runOnly: { type: 'rule' as const, values: only } } : { rules };
      const found = await axe.run(document, { ...which, resultTypes: ['violations'] });
      return found.violations.map(({ id, nodes }) => ({
        rule: id,
        elements: nodes.map(
          (node) => `${node.target.join(' ')}: ${node.failureSummary?.split('\n')[1]?.trim()}`,
        ),
      }));
    },
    [ALSO, colours ? OF_COLOURS : null] as const,
  );
}

/** What is found on this screen in all ways of showing it, as `screen, way: rule: element: why`. Leaves it dark. */
export async function examine(app: RunningApp, screen: string): Promise<string[]> {
  const found: string[] = [];
  for (const way of Object.keys(WAYS) as Way[]) {
    await showAs(app, way);
    for (const { rule, elements } of await violations(app.window, WAYS[way].onlyColours)) {
      const faults = elements.filter(
        (element) => !NO_FAULT.some((known) => known.rule === rule && known.element.test(element)),
      );
      found.push(...faults.map((element) => `${screen}, ${way}: ${rule}: ${element}`));
    }
  }
  return found;
}
