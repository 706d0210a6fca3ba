// A library that is indexed once for all specs of a worker, and copies of it to work on.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { aviFilm, speech, talk, turnedFilm } from './films';
import { test as base, expect, type RunningApp, runCommand, start } from './fixtures';
import { Library } from './pages/library';
import { BUDGETS } from './patience';

export { expect };

interface Indexed {
  /** With the films talk, speech, camcorder and upright, all indexed. */
  readonly userData: string;
  /** A folder that outlives each single test. */
  readonly folder: string;
}

interface WorkerFixtures {
  indexed: Indexed;
  /** An app on a copy of that library, for tests that leave it as it was. */
  sharedApp: RunningApp;
}

interface Fixtures {
  /** The page of `sharedApp`, as if it had just been opened. */
  shared: Page;
  /** The test's own user-data folder, filled with a copy of the indexed library. */
  ownCopy: string;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  indexed: [
    async ({ program }, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'longtake-e2e-indexed-'));
      const userData = join(folder, 'user-data');
      const films = [
        await talk(folder),
        await speech(folder),
        await aviFilm(folder),
        await turnedFilm(folder),
      ];
      const { code, stderr } = await runCommand(program, userData, ['index', ...films]);
      expect(code, stderr).toBe(0);
      await use({ userData, folder });
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: BUDGETS.command + BUDGETS.test },
  ],

  sharedApp: [
    async ({ program, indexed }, use) => {
      const userData = join(indexed.folder, 'shared-user-data');
      await cp(indexed.userData, userData, { recursive: true });
      const app = await start(program, userData, {});
      await use(app);
      await app.close();
    },
    { scope: 'worker' },
  ],

  shared: async ({ sharedApp: { window } }, use) => {
    // What the window remembers is forgotten: each test begins in the library, and each film at its start.
    await window.reload();
    await new Library(window).arrive();
    await window.evaluate(() => {
      sessionStorage.clear();
      localStorage.clear();
    });
    await window.reload();
    await expect(window.getByRole('heading', { level: 1 })).toHaveText('Library');
    await use(window);
  },

  ownCopy: async ({ indexed, userData }, use) => {
    await cp(indexed.userData, userData, { recursive: true });
    await use(userData);
  },
});
