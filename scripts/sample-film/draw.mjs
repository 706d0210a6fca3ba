// Run by make.mjs in Electron: draws each scene as a PNG, twice the film's size, into the folder that it is given.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';
import { SCENES } from './scenes.mjs';

const folder = process.argv.at(-1) ?? '.';

// Not awaited at the top: Electron gets ready only after this file has been read to its end.
app.whenReady().then(draw);

async function draw() {
  const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
  await window.loadURL('data:text/html,<canvas>');
  for (const [n, { picture }] of SCENES.entries()) {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360" width="1280" height="720">${picture}</svg>`;
    const png = await window.webContents.executeJavaScript(`(async () => {
  const image = new Image(1280, 720);
  image.src = 'data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}';
  await image.decode();
  const canvas = document.querySelector('canvas');
  [canvas.width, canvas.height] = [1280, 720];
  canvas.getContext('2d').drawImage(image, 0, 0, 1280, 720);
  return canvas.toDataURL('image/png');
})()`);
    await writeFile(join(folder, `${n}.png`), Buffer.from(png.slice(png.indexOf(',') + 1), 'base64'));
  }
  app.exit(0);
}
