/**
 * Search over an archive of 10,000 hours: 36 million frames, 5 million lines. Ten million frames are made up, each once; the films
 * beyond them are the same files under other names, so that 19 GB need not lie on the disk: what is kept in memory and gone over
 * is of all of them. Everything lies in .cache/bench and may be deleted.
 */
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FrameHit, IndexedVideo } from '../src-main/base/film/types';
import { BLOCK_ROWS, blockBytes } from '../src-main/worker/index/frame-embedding-format';
import { VIEW_FILE } from '../src-main/worker/index/frame-embedding-store';
import { DotKernel } from '../src-main/worker/index/search/dot-kernel';
import { FrameSearcher } from '../src-main/worker/index/search/frame-searcher';
import { VIEW_SIGNS_FILE } from '../src-main/worker/index/search/frame-signs';
import { ViewReader } from '../src-main/worker/index/search/view-reader';
import { archiveLines } from './archive-lines';
import { DIM, FRAMES_PER_FILM, madeSpace, makeFilm } from './made-frames';
import { median, megabytes, number, type Row, type Section } from './report';
import { timed, told } from './timed';

/** To be changed with what is made. */
const VERSION = 2;
const FOLDER = resolve('.cache', 'bench', `archive-frames-${VERSION}`);
/** One, ten and thirty-six million frames. */
const SIZES = [278, 2_778, 10_000];
const MADE = 2_778;
const LOOKS = Array.from({ length: 20 }, (_, n) => `look ${n}`);
const LABELLED = ['kind 3', 'kind 40', 'kind 400', 'dog'];
const BEST = 10;
const LIMIT = 300;

const video = (film: number): IndexedVideo => ({
  videoId: (film + 1).toString(16).padStart(32, '0'),
  dir: join(FOLDER, String(film)),
  frames: FRAMES_PER_FILM,
});

function makeFilms(): number {
  const start = performance.now();
  mkdirSync(FOLDER, { recursive: true });
  const there = new Set(readdirSync(FOLDER));
  for (let film = 0; film < MADE; film++) {
    if (there.has(String(film))) continue;
    const partial = join(FOLDER, `${film}.partial`);
    rmSync(partial, { recursive: true, force: true });
    makeFilm(partial, film);
    renameSync(partial, join(FOLDER, String(film)));
  }
  return performance.now() - start;
}

/** Films beyond those that were made: the files of one of these, under another name. */
function linkFilms(): void {
  for (let film = MADE; film < (SIZES.at(-1) as number); film++) {
    const dir = join(FOLDER, String(film));
    mkdirSync(dir, { recursive: true });
    for (const file of [VIEW_FILE, VIEW_SIGNS_FILE]) {
      if (!existsSync(join(dir, file))) linkSync(join(FOLDER, String(film % MADE), file), join(dir, file));
    }
  }
}

/** Of each query the ten best of so many films, compared one by one; and what one query took. */
async function exactly(films: number) {
  const space = madeSpace();
  const kernel = new DotKernel(DIM, BLOCK_ROWS);
  const out = new Float32Array(BLOCK_ROWS);
  const queries = await Promise.all(LOOKS.map((text) => space.frameQuery(text, 'look')));
  const best = queries.map(() => [] as number[]);
  let cpu = 0;
  for (let film = 0; film < Math.min(films, MADE); film++) {
    const copies = Math.floor((films - 1 - film) / MADE) + 1;
    const view = ViewReader.open(video(film).dir);
    for (let block = 0; view && block < view.blocks; block++) {
      const rows = view.block(block);
      if (!rows) throw new Error(`Film ${film} is damaged: delete ${FOLDER}.`);
      const count = Math.min(BLOCK_ROWS, FRAMES_PER_FILM - block * BLOCK_ROWS);
      for (const [q, query] of queries.entries()) {
        const before = performance.now();
        kernel.setQuery(query);
        kernel.multiply(rows.embeddings, rows.scales, count, out);
        cpu += performance.now() - before;
        keepBest(best[q] as number[], out.subarray(0, count), copies);
      }
    }
    view?.close();
  }
  return { best, perQuery: (cpu / LOOKS.length) * (films / Math.min(films, MADE)) };
}

function keepBest(best: number[], values: Float32Array, copies: number): void {
  for (const value of values) {
    if (best.length >= BEST && value <= (best.at(-1) as number)) continue;
    for (let copy = 0; copy < copies; copy++) best.push(value);
    best.sort((a, b) => b - a).splice(BEST);
  }
}

/** How many of the ten best were found; frames that are just as near as the tenth count. */
function recall(best: readonly number[], hits: readonly FrameHit[]): number {
  const least = (best.at(-1) as number) - 1e-6;
  return Math.min(BEST, hits.filter(({ resemblance }) => resemblance >= least).length) / BEST;
}

function bareRead(films: number): () => number {
  return () => {
    let bytes = 0;
    for (let film = 0; film < films; film++) {
      const file = join(video(film).dir, VIEW_SIGNS_FILE);
      if (existsSync(file)) bytes += readFileSync(file).length;
    }
    return bytes;
  };
}

async function framesRows(films: number, searcher: FrameSearcher): Promise<Row[]> {
  const { signal } = new AbortController();
  const videos = Array.from({ length: films }, (_, film) => video(film));
  const frames = `${number(films * FRAMES_PER_FILM, 0)} frames`;
  const search = (text: string) => searcher.search(videos, text, LIMIT, signal);
  const first = await timed(() => search('look 0'));
  // Before another searcher holds as much again: the one of the size before is gone by then, or counts as well.
  const peak = process.resourceUsage().maxRSS * 1024;
  const read = await timed(bareRead(films));
  const again = await timed(() => new FrameSearcher(madeSpace()).search(videos, 'look 0', LIMIT, signal));
  const exact = await exactly(films);
  const looks = [];
  for (const text of LOOKS) looks.push(await timed(() => search(text)));
  const found = looks.map(({ result }, n) => recall(exact.best[n] as number[], result.hits.slice(0, BEST)));
  const middle = { wall: median(looks.map(({ wall }) => wall)), cpu: median(looks.map(({ cpu }) => cpu)) };
  const rows: Row[] = [
    {
      what: `${frames}: search by look, warm, median of ${LOOKS.length}`,
      value: told(middle),
      against: `bare dot products ${number(exact.perQuery, 0)} ms: ${number(middle.cpu / exact.perQuery, 2)} times; recall@10 ${number(
        found.reduce((sum, one) => sum + one, 0) / found.length,
        3,
      )}, least ${number(Math.min(...found), 1)}`,
    },
  ];
  for (const text of LABELLED) {
    await search(text);
    const warm = await timed(() => search(text));
    const { length } = warm.result.hits.filter(({ probability }) => (probability ?? 0) > 0);
    rows.push({
      what: `${frames}: search for a thing with a label (“${text}”), warm`,
      value: told(warm),
      against: `${length} frames that show it, ${number(warm.result.hits.at(-1)?.probability ?? 0, 2)} likely and more`,
    });
  }
  rows.push({
    what: `${frames}: first search, signs made where they are missing; first search of a later process`,
    value: `${told(first)}; ${told(again)}`,
    against: `bare read of the signs ${told(read)}; ${megabytes(read.result)} on the disk beside ${megabytes(views(films))} of views`,
  });
  rows.push({
    what: `${frames}: memory, peak`,
    value: megabytes(peak),
    against: '4 GB',
  });
  return rows;
}

function views(films: number): number {
  const blocks = Math.ceil(FRAMES_PER_FILM / BLOCK_ROWS);
  return films * blocks * blockBytes({ dim: DIM, labels: madeSpace().labelsPerFrame, checked: true });
}

export const archive: Section = {
  title: 'An archive of 10,000 hours',
  async run(): Promise<Row[]> {
    console.error(`frames made in ${number(makeFilms() / 1_000, 0)} s`);
    const rows: Row[] = [];
    const searcher = new FrameSearcher(madeSpace());
    for (const films of SIZES) {
      if (films > MADE) linkFilms();
      const own = await framesRows(films, searcher);
      for (const row of own) console.error(`| ${row.what} | ${row.value} | ${row.against} |`);
      rows.push(...own);
    }
    // What follows wants the room.
    rmSync(FOLDER, { recursive: true });
    return [...rows, ...(await archiveLines())];
  },
};
