import { join } from 'node:path';
import { shell } from 'electron';
import { DOWNLOAD_PAGE } from '../../../src-shared/updates';
import { KeptJson } from '../../base/kept-json';
import { NoPackage } from '../../base/release/errors';
import { feedAddress, listName } from '../../base/release/feed';
import type { Services } from '../services';
import { Updates } from '../updates/updates';
import type { Handlers } from './call';
import { thisPackage } from './self-installer/this-package';
import type { SendEvent } from './send-event';

export interface UpdateParts {
  readonly services: Services;
  readonly send: SendEvent;
  readonly userDataDir: string;
  readonly version: string;
  readonly onUnexpected: (error: unknown) => void;
}

/** The notice of newer versions, for the window. Nothing is asked before it is started, nor where nobody wants it. */
export function openUpdates({ services, send, userDataDir, version, onUnexpected }: UpdateParts): Updates {
  const feed = feedAddress(process.env.LONGTAKE_RELEASES);
  const dir = join(userDataDir, 'updates');
  return new Updates({
    worker: services.workers.install,
    settings: () => services.library.settings.get(),
    ...{ version, feed, dir, onUnexpected },
    list: listName(process.platform, process.arch),
    kept: new KeptJson(join(userDataDir, 'updates.json'), onUnexpected),
    installer: thisPackage(feed, dir),
    changed: (status) => send('updates.changed', status),
  });
}

export function updateHandlers({
  updates,
  leave,
}: {
  readonly updates: Updates;
  /** Closes everything, does what is given, and ends. */
  readonly leave: (whenClosed: () => Promise<void>) => void;
}) {
  return {
    'updates.status': () => updates.status(),
    'updates.check': () => updates.check(),
    'updates.fetch': () => void updates.fetch(),
    'updates.install': () => {
      if (updates.status().state !== 'ready') throw new NoPackage();
      leave(() => updates.install());
    },
    'updates.openPage': () => shell.openExternal(DOWNLOAD_PAGE),
  } satisfies Partial<Handlers>;
}
