import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import type { SelfInstaller } from '../../updates/types';
import { appImageOf } from '../app-image';
import { PackageReplacer } from './package-replacer';

/** What electron-builder puts into packages that can be replaced. */
const MARK = 'app-update.yml';

/**
 * What replaces the package that runs: an AppImage, what the Windows installer installed, an app on a Mac. Null for all others:
 * a Debian package is the package manager's, a folder that was unpacked its owner's.
 * @param dir for packages on their way
 */
export function thisPackage(feed: string, dir: string): SelfInstaller | null {
  if (!app.isPackaged) return null;
  const config = join(process.resourcesPath, MARK);
  if (!existsSync(config)) return null;
  const adapter = {
    version: app.getVersion(),
    name: app.getName(),
    isPackaged: true,
    appUpdateConfigPath: config,
    userDataPath: dir,
    baseCachePath: dir,
    whenReady: () => app.whenReady(),
    relaunch: () => app.relaunch(),
    quit: () => app.quit(),
    onQuit: () => undefined,
  };
  const { platform, arch } = process;
  // The library is loaded when a package is to be fetched.
  const library = () => import('electron-updater').then((loaded) => loaded.default ?? loaded);
  const common = { feed, arch: null, own: null };
  const image = appImageOf(process.env, process.execPath);
  if (platform === 'linux' && image) {
    const updater = async () => new (await library()).AppImageUpdater(null, adapter);
    return new PackageReplacer({ ...common, updater, ending: '.AppImage', own: image.file });
  }
  if (platform === 'win32' && existsSync(join(dirname(process.execPath), `Uninstall ${app.getName()}.exe`))) {
    const updater = async () => new (await library()).NsisUpdater(null, adapter);
    return new PackageReplacer({ ...common, updater, ending: '.exe', arch });
  }
  if (platform === 'darwin') {
    const updater = async () => new (await library()).MacUpdater(undefined, adapter);
    return new PackageReplacer({ ...common, updater, ending: '.zip', arch });
  }
  return null;
}
