// electron-builder's hook between laying a packed app out and setting its fuses.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes Electron's own app, which opens whatever it is given; electron-builder leaves it where it is given an Electron. */
export default async function afterPack({ packager, appOutDir }) {
  await rm(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true });
}
