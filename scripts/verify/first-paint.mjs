/*
 * How long the window takes to its first paint, first start (an empty library) and a later one, against a window of the same Electron
 * that shows one word; and the memory that all processes of each take at rest (Linux, PSS from /proc). Medians, in turns:
 *   node scripts/verify/first-paint.mjs [ROUNDS]
 * From the process's own start to the page's first contentful paint, both as Chromium has them. Figures are of the machine that it runs on.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { _electron } from 'playwright';
import { buildIfChanged } from '../lib/build.mjs';
import { withDisplay } from '../lib/display.mjs';
import { appEnvironment, chromiumFlags, electron } from '../lib/electron.mjs';
import { main } from '../lib/process.mjs';
import { ROOT } from '../lib/root.mjs';

/** A start has come to rest by then: nothing is measured while it still works. */
const REST_MS = 15_000;

const BLANK = {
  'package.json': '{ "name": "blank", "version": "1.0.0", "main": "main.js" }',
  'main.js': `const { app, BrowserWindow } = require('electron');
app.setPath('userData', process.env.LONGTAKE_USER_DATA);
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadFile('page.html'));`,
  'page.html': '<!doctype html><title>Blank</title><p>Blank</p>',
};

function blankApp() {
  const folder = mkdtempSync(join(tmpdir(), 'longtake-blank-'));
  for (const [name, text] of Object.entries(BLANK)) writeFileSync(join(folder, name), text);
  return folder;
}

/** Bytes of all processes below one, memory that several share counted in parts. */
function memoryOf(pid) {
  const children = new Map();
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each)))
    try {
      const parent = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {} // it has ended
  const kilobytes = (id) => {
    const text = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1]);
  };
  const sum = (id) => kilobytes(id) + (children.get(id) ?? []).reduce((all, child) => all + sum(child), 0);
  return sum(pid) * 1024;
}

/** @returns {Promise<{ paint: number, memory: number | null }>} milliseconds, bytes */
async function measure(folder, userData, display, resting) {
  const app = await _electron.launch({
    executablePath: electron().executable,
    args: [...chromiumFlags(), folder],
    env: appEnvironment({ ...display, LONGTAKE_USER_DATA: userData }),
  });
  try {
    const page = await app.firstWindow();
    const painted = await page.waitForFunction(() => {
      const paint = performance.getEntriesByName('first-contentful-paint')[0];
      return paint ? performance.timeOrigin + paint.startTime : null;
    });
    const created = (await app.evaluate(() => process.getCreationTime())) ?? Number.NaN;
    const paint = Number(await painted.jsonValue()) - created;
    if (!resting || process.platform !== 'linux') return { paint, memory: null };
    await delay(REST_MS);
    return { paint, memory: memoryOf(app.process().pid) };
  } finally {
    await app.close();
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

await main(async () => {
  const rounds = Number(process.argv[2] ?? 7);
  await buildIfChanged();
  const blank = blankApp();
  /** @type {Record<string, { paint: number, memory: number | null }[]>} */
  const found = { blank: [], first: [], later: [] };
  await withDisplay(async (display) => {
    for (let round = 0; round < rounds; round += 1) {
      const resting = round === 0;
      const data = ['blank', 'longtake'].map((name) => mkdtempSync(join(tmpdir(), `longtake-${name}-`)));
      found.blank.push(await measure(blank, data[0], display, resting));
      found.first.push(await measure(ROOT, data[1], display, resting));
      found.later.push(await measure(ROOT, data[1], display, false));
      for (const folder of data) rmSync(folder, { recursive: true, maxRetries: 5 });
    }
  });
  rmSync(blank, { recursive: true });
  const base = median(found.blank.map(({ paint }) => paint));
  for (const [name, all] of Object.entries(found)) {
    const paint = median(all.map((each) => each.paint));
    const memory = all[0]?.memory ?? null;
    const rest = memory === null ? '' : `, ${Math.round(memory / 1e6)} MB at rest`;
    process.stdout.write(
      `${name.padEnd(6)} ${Math.round(paint)} ms, ${(paint / base).toFixed(2)} times blank${rest}\n`,
    );
  }
});
