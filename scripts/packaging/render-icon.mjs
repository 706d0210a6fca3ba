// Run by icon.mjs in Electron: draws assets/icon.png (512 pixels wide) with its browser.
import { readFile, writeFile } from 'node:fs/promises';
import { app, BrowserWindow } from 'electron';

const SIDE = 512;
const assets = new URL('../../assets/', import.meta.url);

// Not awaited at the top: Electron gets ready only after this file has been read to its end.
app.whenReady().then(draw);

async function draw() {
  const svg = await readFile(new URL('icon.svg', assets), 'utf8');
  const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
  await window.loadURL('data:text/html,<canvas>');
  const png = await window.webContents.executeJavaScript(`(async () => {
  const image = new Image(${SIDE}, ${SIDE});
  image.src = 'data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}';
  await image.decode();
  const canvas = document.querySelector('canvas');
  canvas.width = canvas.height = ${SIDE};
  canvas.getContext('2d').drawImage(image, 0, 0, ${SIDE}, ${SIDE});
  return canvas.toDataURL('image/png');
})()`);
  await writeFile(new URL('icon.png', assets), Buffer.from(png.slice(png.indexOf(',') + 1), 'base64'));
  app.exit(0);
}
