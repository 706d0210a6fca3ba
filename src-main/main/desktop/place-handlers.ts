// Where the library lies: shown, moved, opened elsewhere, backed up and restored. Each but a backup ends with a new start.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { formatDate } from '../../../src-shared/words/numbers';
import { t } from '../../../src-shared/words/words';
import { backupOf } from '../../base/library/backups';
import { restoreDatabase } from '../../base/library/copy';
import { PlaceTaken } from '../../base/library/errors';
import { holdsLibrary, openLibrary } from '../../base/library/library';
import { chooseLibrary, usualLibrary } from '../../base/library/place';
import { writeBackup } from '../export/write-backup';
import { Throttle } from '../jobs/throttle';
import type { Services } from '../services';
import type { Handlers } from './call';
import type { Dialogs, Question } from './dialogs';
import type { SendEvent } from './send-event';

export interface PlaceParts {
  readonly services: Pick<Services, 'library' | 'copyLibrary'>;
  readonly dialogs: Dialogs;
  readonly send: SendEvent;
  readonly userDataDir: string;
  /** Closes everything, does what is given, and starts anew. */
  readonly restart: (whenClosed?: () => Promise<void>) => void;
  readonly closing: AbortSignal;
}

/** Milliseconds between two words of how far a copy has come. */
const TOLD_EVERY = 200;

export function placeHandlers({ services, dialogs, send, userDataDir, restart, closing }: PlaceParts) {
  const { library } = services;
  let copying: AbortController | null = null;

  /** Answers false where the person stopped it. */
  async function copyTo(dir: string): Promise<boolean> {
    const controller = new AbortController();
    copying = controller;
    let at = { done: 0, total: 0 };
    const told = new Throttle(TOLD_EVERY, () => send('library.copying', at));
    const onProgress = (done: number, total: number): void => {
      at = { done, total };
      told.request();
    };
    try {
      await services.copyLibrary(dir, { onProgress, signal: AbortSignal.any([controller.signal, closing]) });
      return true;
    } catch (error) {
      if (controller.signal.aborted || closing.aborted) return false;
      throw error;
    } finally {
      told.flush();
      copying = null;
      send('library.copying', null);
    }
  }

  /** Opens another library from now on, if the person says so. */
  async function offer(dir: string, question: Pick<Question, 'message' | 'detail'>): Promise<void> {
    if (!(await dialogs.confirm({ ...question, yes: t('menu.startAgain'), no: t('menu.notNow') }))) return;
    // A new one is begun here: that it is not there would be told at the start.
    if (!holdsLibrary(dir)) openLibrary({ dir }).close();
    await chooseLibrary(userDataDir, dir);
    restart();
  }

  return {
    'library.place': () => ({ folder: library.dir, isUsual: library.dir === usualLibrary(userDataDir) }),
    'library.move': async () => {
      const dir = copying === null ? await dialogs.chooseFolder(t('menu.moveLibrary')) : null;
      if (dir === null) return;
      if (!(await copyTo(dir))) return;
      await offer(dir, {
        message: t('menu.libraryCopied'),
        detail: t('menu.libraryCopied.detail', { dir, old: library.dir }),
      });
    },
    'library.stopMove': () => copying?.abort(),
    'library.openOther': async () => {
      const dir = await dialogs.chooseFolder(t('menu.openLibrary'));
      if (dir === null || resolve(dir) === resolve(library.dir)) return;
      const isNew = !holdsLibrary(dir);
      if (isNew && (await readdir(dir)).length > 0)
        throw new PlaceTaken(dir, 'holds other files and no library');
      // What is wrong with it is told now: after the start it could only be told that Longtake cannot start.
      if (!isNew) openLibrary({ dir }).close();
      await offer(dir, {
        message: isNew ? t('menu.beginLibrary') : t('menu.otherLibrary'),
        detail: t('menu.otherLibrary.detail', { dir, old: library.dir }),
      });
    },
    'library.openUsual': () =>
      offer(usualLibrary(userDataDir), {
        message: t('menu.usualLibrary'),
        detail: t('menu.otherLibrary.detail', { dir: usualLibrary(userDataDir), old: library.dir }),
      }),
    'library.backUp': async () => {
      const day = new Date().toISOString().slice(0, 10);
      const file = await dialogs.chooseDestination(`${t('menu.backupName', { day })}.db`, 'db');
      if (file !== null) await writeBackup(library, { path: file, replace: existsSync(file) });
    },
    'library.restore': async () => {
      const file = await dialogs.chooseBackup();
      if (file === null) return;
      const { videos, madeAt } = backupOf(file);
      const sure = await dialogs.confirm({
        message: t('menu.restoreAsk'),
        detail: t('menu.restoreAsk.detail', { videos, day: formatDate(madeAt, { dateStyle: 'long' }) }),
        ...{ yes: t('menu.restore'), no: t('menu.leaveLibrary') },
      });
      if (sure) restart(() => restoreDatabase(library.dir, file));
    },
  } satisfies Partial<Handlers>;
}
