import { type BrowserWindow, nativeImage } from 'electron';

/** Width of the picture under the pointer. */
const WIDTH = 120;
/** What is dragged where there is no picture: a plain sheet, since the system wants one. */
const [SHEET, GREY] = [48, 0xb0];

/** Begins a drag of files from the window, while a button of the pointer is down. */
export function startDrag(
  window: BrowserWindow | null,
  files: readonly string[],
  jpeg: Uint8Array | null,
): void {
  const [file] = files;
  if (!window || window.isDestroyed() || file === undefined) return;
  const shown =
    jpeg === null ? null : nativeImage.createFromBuffer(Buffer.from(jpeg)).resize({ width: WIDTH });
  const sheet = () =>
    nativeImage.createFromBitmap(Buffer.alloc(SHEET * SHEET * 4, GREY), { width: SHEET, height: SHEET });
  window.webContents.startDrag({
    file,
    files: [...files],
    icon: shown === null || shown.isEmpty() ? sheet() : shown,
  });
}
