import { copyFile, link, rename, rm } from 'node:fs/promises';
import type { AppUpdater, BaseUpdater } from 'electron-updater';
import { NotReplaced } from '../../../base/release/errors';
import type { Release, ReleaseFile } from '../../../base/release/types';
import type { SelfInstaller } from '../../updates/types';

/**
 * What is used of electron-updater's inside. It is given a release that was read already, and what fetches: by itself it would
 * make up an identifier for this computer, keep it, and send it with every request.
 */
interface Inside {
  httpExecutor: { download(url: URL, to: string): Promise<string> };
  updateInfoAndProvider: {
    readonly info: object;
    readonly provider: { resolveFiles(): { url: URL; info: object }[]; fileExtraDownloadHeaders: null };
  };
}

export interface ReplacerOptions {
  readonly updater: () => Promise<AppUpdater>;
  /** Of the file's name, with its dot; and what else must be in it, as releases for several processors lie side by side. */
  readonly ending: string;
  readonly arch: string | null;
  readonly feed: string;
  /** The file that is replaced, where it is one: it comes back where its replacement cannot take its place. */
  readonly own: string | null;
}

/** Puts a newer package in this one's place with electron-updater: AppImage, nsis, and the zip beside a dmg. */
export class PackageReplacer implements SelfInstaller {
  #ready: AppUpdater | null = null;

  constructor(private readonly options: ReplacerOptions) {}

  choose({ files }: Release): ReleaseFile | null {
    const { ending, arch } = this.options;
    return files.find(({ name }) => name.endsWith(ending) && (arch === null || name.includes(arch))) ?? null;
  }

  async prepare(release: Release, file: ReleaseFile, get: (to: string) => Promise<void>): Promise<void> {
    const updater = await this.options.updater();
    updater.logger = null;
    updater.autoDownload = false;
    updater.autoInstallOnAppQuit = false;
    updater.disableDifferentialDownload = true;
    updater.disableWebInstaller = true;
    const info = { url: file.name, size: file.bytes, sha512: file.sha512 };
    const url = new URL(file.name, `${this.options.feed.replace(/\/$/, '')}/`);
    const inside = updater as unknown as Inside;
    inside.updateInfoAndProvider = {
      info: { version: release.version, files: [info], path: file.name, sha512: file.sha512 },
      provider: { resolveFiles: () => [{ url, info }], fileExtraDownloadHeaders: null },
    };
    inside.httpExecutor = {
      async download(_url, to) {
        await get(to);
        return to;
      },
    };
    await updater.downloadUpdate();
    this.#ready = updater;
  }

  async install(): Promise<void> {
    const updater = this.#ready;
    if (!updater) throw new NotReplaced();
    if (!('install' in updater)) {
      // Macs: the system's own updater takes it from here.
      updater.quitAndInstall();
      return;
    }
    await keeping(this.options.own, () => {
      if (!(updater as BaseUpdater).install(false, true)) throw new NotReplaced();
    });
  }
}

/** Replaces a file; where that fails the file is there again. electron-updater removes it before it knows that the new one can be put there. */
async function keeping(path: string | null, replace: () => void): Promise<void> {
  if (path === null) return replace();
  const spare = `${path}.before-update`;
  await rm(spare, { force: true });
  try {
    await link(path, spare).catch(() => copyFile(path, spare));
  } catch (cause) {
    throw new NotReplaced({ cause });
  }
  try {
    replace();
  } catch (error) {
    await rename(spare, path);
    throw error;
  }
  await rm(spare, { force: true });
}
