/*
 * How long the window takes to its first paint, first start (an empty library) and a later one, against a window of the same Electron
 * that shows one word; what the processors work for it, which other programs on the machine lengthen less; and the memory that all
 * processes of each take at rest (Linux, from /proc). Medians, in turns:
 *   node scripts/verify/first-paint.mjs [ROUNDS] [--against FOLDER]
 * From the process's own start to the page's first contentful paint, both as Chromium has them; nothing drives the window meanwhile.
 * Figures are of the machine that it runs on. FOLDER is a checkout that is built, as of an earlier state, measured in the same turns.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { buildIfChanged } from '../lib/build.mjs';
import { withDisplay } from '../lib/display.mjs';
import { appEnvironment, chromiumFlags, electron } from '../lib/electron.mjs';
import { main } from '../lib/process.mjs';
import { ROOT } from '../lib/root.mjs';

/** A start has come to rest by then: nothing is measured while it still works. */
const REST_MS = 15_000;
/** Between two looks at what the processors have done for it. */
const SAMPLE_MS = 15;
/** A clock tick of /proc, in milliseconds. */
const TICK_MS = 10;

const BLANK = {
  'package.json': '{ "name": "blank", "version": "1.0.0", "main": "main.js" }',
  'main.js': `const { app, BrowserWindow } = require('electron');
app.setPath('userData', process.env.LONGTAKE_USER_DATA);
app.on('window-all-closed', () => app.quit());
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadFile('page.html'));`,
  'page.html': '<!doctype html><title>Blank</title><p>Blank</p>',
};

function blankApp() {
  const folder = mkdtempSync(join(tmpdir(), 'longtake-blank-'));
  for (const [name, text] of Object.entries(BLANK)) writeFileSync(join(folder, name), text);
  return folder;
}

/** A process and all below it. */
function tree(pid) {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    const children = tasks.flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
    );
    return [pid, ...children.flatMap(tree)];
  } catch {
    return []; // it has ended
  }
}

/** Milliseconds that processors worked for a process, by its own account; those of its children that ended too. */
function worked(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0) * TICK_MS;
  } catch {
    return 0;
  }
}

/** Bytes of all processes below one, memory that several share counted in parts. */
function memoryOf(pid) {
  const kilobytes = (id) =>
    Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))?.[1]);
  return tree(pid).reduce((sum, id) => sum + kilobytes(id), 0) * 1024;
}

/** What the processors had done by a moment, between the looks before and after it. */
function workedBy(samples, moment) {
  const next = samples.findIndex(({ at }) => at >= moment);
  const [before, after] = [samples[next - 1], samples[next]];
  if (!before || !after) return Number.NaN;
  const part = (moment - before.at) / (after.at - before.at || 1);
  return before.done + part * (after.done - before.done);
}

/** Looks at a tree of processes until told to stop. */
function sampling(pid) {
  const samples = [];
  const timer = setInterval(() => {
    samples.push({ at: Date.now(), done: tree(pid).reduce((sum, id) => sum + worked(id), 0) });
  }, SAMPLE_MS);
  return { samples, stop: () => clearInterval(timer) };
}

/** Where a program says that its pages can be looked into. */
function listening(child) {
  return new Promise((found, fail) => {
    let text = '';
    child.stderr.setEncoding('utf8').on('data', (more) => {
      text += more;
      const address = /DevTools listening on (\S+)/.exec(text)?.[1];
      if (address) found(address);
    });
    child.once('close', (code) => fail(new Error(`It ended with ${code}: ${text.slice(-2000)}`)));
  });
}

/** @returns {Promise<number>} when the first page painted, in milliseconds since 1970 */
async function paintOf(address) {
  const browser = await chromium.connectOverCDP(address);
  try {
    const [context] = browser.contexts();
    const page = context.pages()[0] ?? (await context.waitForEvent('page'));
    const painted = await page.waitForFunction(() => {
      const paint = performance.getEntriesByName('first-contentful-paint')[0];
      return paint ? performance.timeOrigin + paint.startTime : null;
    });
    return Number(await painted.jsonValue());
  } finally {
    await browser.close();
  }
}

/** @returns {Promise<{ paint: number, worked: number, memory: number | null }>} milliseconds, milliseconds, bytes */
async function measure(folder, userData, display, resting) {
  const args = [...chromiumFlags(), '--remote-debugging-port=0', folder];
  const began = Date.now();
  const child = spawn(electron().executable, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: appEnvironment({ ...display, LONGTAKE_USER_DATA: userData }),
  });
  const ended = new Promise((done) => child.once('close', done));
  const looks = sampling(child.pid);
  try {
    const address = await listening(child);
    // Not looked into before it has painted, as a start in itself is not: that would be measured with it.
    await settled(looks.samples);
    const painted = await paintOf(address);
    looks.stop();
    const figures = { paint: painted - began, worked: workedBy(looks.samples, painted) };
    if (!resting) return { ...figures, memory: null };
    await delay(REST_MS);
    return { ...figures, memory: memoryOf(child.pid) };
  } finally {
    looks.stop();
    child.kill();
    await ended;
  }
}

/** Until it does next to nothing any more: its page is there, and what it does after it. */
async function settled(samples) {
  const [quiet, longest] = [700, 10_000];
  for (let waited = 0; waited < longest; waited += quiet) {
    const before = samples.at(-1)?.done ?? 0;
    await delay(quiet);
    if ((samples.at(-1)?.done ?? 0) - before <= 2 * TICK_MS) return;
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** A line of figures. */
function told(name, all, base) {
  const [paint, work] = ['paint', 'worked'].map((what) => median(all.map((each) => each[what])));
  const memory = all[0]?.memory ?? null;
  const rest = memory === null ? '' : `, ${Math.round(memory / 1e6)} MB at rest`;
  const times = (value, of) => `${Math.round(value)} ms (${(value / of).toFixed(2)} times blank)`;
  return `${name.padEnd(14)} ${times(paint, base.paint)}, of processors ${times(work, base.worked)}${rest}\n`;
}

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { against: { type: 'string' } },
  });
  const rounds = Number(positionals[0] ?? 10);
  await buildIfChanged();
  const blank = blankApp();
  const against = values.against === undefined ? [] : [{ name: 'before, ', folder: resolve(values.against) }];
  const programs = [{ name: '', folder: ROOT }, ...against];
  /** @type {Record<string, { paint: number, worked: number, memory: number | null }[]>} */
  const found = { blank: [] };
  const measured = async (name, ...how) => {
    found[name] ??= [];
    found[name].push(await measure(...how));
  };
  await withDisplay(async (display) => {
    for (let round = 0; round < rounds; round += 1) {
      const data = ['blank', ...programs].map(() => mkdtempSync(join(tmpdir(), 'longtake-paint-')));
      await measured('blank', blank, data[0], display, round === 0);
      for (const [at, { name, folder }] of programs.entries()) {
        await measured(`${name}first`, folder, data[at + 1], display, round === 0);
        await measured(`${name}later`, folder, data[at + 1], display, false);
      }
      for (const folder of data) rmSync(folder, { recursive: true, maxRetries: 5 });
    }
  });
  rmSync(blank, { recursive: true });
  const base = {
    paint: median(found.blank.map(({ paint }) => paint)),
    worked: median(found.blank.map((each) => each.worked)),
  };
  for (const [name, all] of Object.entries(found)) process.stdout.write(told(name, all, base));
});
