import * as electron from 'electron';

type Image = ReturnType<typeof electron.nativeImage.createFromBuffer>;
/** As Electron had it before it took over the web's ClipboardItem: the build that stands in for the official one still has. */
interface EarlierClipboard {
  readonly writeImage: (image: Image) => void;
}

function isEarlier(clipboard: object): clipboard is EarlierClipboard {
  return 'writeImage' in clipboard;
}

/** Puts a JPEG on the clipboard, as a picture without losses of its own. */
export async function putPicture(jpeg: Uint8Array): Promise<void> {
  const image = electron.nativeImage.createFromBuffer(Buffer.from(jpeg));
  const { clipboard } = electron;
  if (isEarlier(clipboard)) {
    clipboard.writeImage(image);
    return;
  }
  const png = new Blob([new Uint8Array(image.toPNG())]);
  await clipboard.write([new electron.ClipboardItem({ 'image/png': png })]);
}
