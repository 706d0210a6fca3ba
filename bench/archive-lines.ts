// Search over five million lines: 10,000 films of an hour, 400 lines said and 100 written in each, words by Zipf's law, meanings at random.
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openLibrary } from '../src-main/base/library/library';
import type { Library } from '../src-main/base/library/types';
import { SegmentSearcher } from '../src-main/worker/index/search/segment-searcher';
import { ensureSegmentEmbeddings } from '../src-main/worker/index/segment-store';
import type { TextSpace } from '../src-main/worker/inference/types';
import type { Segment, SegmentSource } from '../src-shared/analysis';
import { madeSpace } from './made-frames';
import { randoms, randomUnit } from './randoms';
import { median, megabytes, type Row } from './report';
import { timed, told } from './timed';

/** To be changed with what is made. */
const VERSION = 1;
const FILMS = 10_000;
const FILMS_AT_ONCE = 20;
const HOUR = 3_600_000_000;
const LINES = { speech: 400, text: 100 } as const;
const SOURCES = ['speech', 'text'] as const;
const DIM = 384;
const LIMIT = 100;
const RUNS = 5;
const SYLLABLES = ['ka', 'ro', 'mi', 'tel', 'sun', 'ver', 'do', 'lan', 'pi', 'gar', 'no', 'shi'];
const LITTLE = ['the', 'of', 'and', 'to', 'in', 'is', 'it', 'that', 'we', 'was'];
const NAMES = ['castle', 'budget', 'weather', 'river', 'winter', 'music', 'school', 'garden', 'doctor'];

type Random = () => number;
const idOf = (film: number) => (film + 1).toString(16).padStart(32, '0');

/** Words, the usual ones first: "the" stands in about every second line, each of the names in about every 240th. */
function vocabulary(random: Random): string[] {
  const syllable = () => SYLLABLES[Math.floor(random() * SYLLABLES.length)] ?? 'ka';
  const word = () => syllable() + syllable() + syllable();
  const usual = Array.from({ length: 200 }, word);
  const seldom = Array.from({ length: 60_000 }, () => word() + syllable());
  return [...LITTLE, ...usual, ...NAMES, ...seldom];
}

function lines(source: SegmentSource, random: Random, words: readonly string[]): Segment[] {
  const length = HOUR / LINES[source];
  return Array.from({ length: LINES[source] }, (_, id) => {
    const from = Math.round(id * length);
    const to = Math.round(from + 0.8 * length);
    const spoken = Array.from({ length: 10 }, (__, n) => {
      if (n === 3 && random() < 1 / 400) return 'dog';
      return words[Math.floor((words.length + 1) ** random() - 1)] ?? 'the';
    });
    const line = { id, source, from, to, text: spoken.join(' ') };
    if (source === 'speech') {
      return { ...line, words: spoken.map((text, n) => ({ text, from: from + n, to: from + n + 1 })) };
    }
    return { ...line, words: [], box: { left: 0.1, top: 0.8, width: 0.5, height: 0.05 }, confidence: 0.9 };
  });
}

function fill(library: Library): void {
  const seeded = randoms(7);
  const random = () => Math.abs(seeded());
  const words = vocabulary(random);
  const media = {
    ...{ container: 'mp4', duration: HOUR, video: null },
    audio: [{ codec: 'aac', channels: 2, sampleRate: 48_000, language: null }],
  };
  for (let first = 0; first < FILMS; first += FILMS_AT_ONCE) {
    library.transaction(() => {
      for (let film = first; film < first + FILMS_AT_ONCE; film++) {
        const id = idOf(film);
        const path = `/films/${film}.mp4`;
        library.videos.add({ id, path, title: `Film ${film}`, sizeBytes: 1_000_000_000, media }, 1e12 + film);
        for (const source of SOURCES) library.segments.replace(id, source, lines(source, random, words));
        library.videos.setState(id, 'ready');
      }
    });
  }
}

function meaningSpace(): TextSpace {
  const random = randoms(3);
  return {
    ...madeSpace(),
    dim: DIM,
    embedTexts: async (texts) => {
      const out = new Float32Array(texts.length * DIM);
      for (let n = 0; n < texts.length; n++) randomUnit(random, out, n * DIM, DIM);
      return out;
    },
  };
}

async function made(dir: string): Promise<void> {
  if (!existsSync(dir)) {
    const partial = `${dir}.partial`;
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial, { recursive: true });
    const library = openLibrary({ dir: partial });
    fill(library);
    library.close();
    renameSync(partial, dir);
  }
  const library = openLibrary({ dir, readOnly: true });
  const space = meaningSpace();
  for (let film = 0; film < FILMS; film++) {
    const folder = library.indexDir(idOf(film));
    if (existsSync(join(folder, 'text.bin'))) continue;
    mkdirSync(folder, { recursive: true });
    for (const source of SOURCES) {
      await ensureSegmentEmbeddings(folder, source, library.segments.list(idOf(film), source), space);
    }
  }
  library.close();
}

async function wordRows(library: Library, file: string): Promise<Row[]> {
  const bare = new DatabaseSync(file, { readOnly: true });
  bare.exec('PRAGMA cache_size = -65536');
  const ranked = bare.prepare(
    'SELECT rowid FROM segment_words WHERE segment_words MATCH ? ORDER BY bm25(segment_words) LIMIT 100',
  );
  const rows: Row[] = [];
  for (const [text, mode, expression] of [
    ['dog', 'phrase', '"dog"'],
    ['castle winter', 'any', '"castle" OR "winter"'],
    ['the', 'phrase', '"the"'],
  ] as const) {
    const search = () =>
      library.segments.search(text, { scope: 'all', limit: LIMIT, mode, source: 'speech' });
    const first = await timed(search);
    const runs = [];
    for (let run = 0; run < RUNS; run++) runs.push(await timed(search));
    const limit = await timed(() => ranked.all(expression));
    rows.push({
      what: `lines with “${text}” (${mode}) among 5,000,000: first, then again`,
      value: `${told(first)}; ${told(middle(runs))}`,
      against: `bare FTS5, all matches ranked: ${told(limit)}`,
    });
  }
  bare.close();
  return rows;
}

function middle(runs: readonly { wall: number; cpu: number }[]) {
  return { wall: median(runs.map(({ wall }) => wall)), cpu: median(runs.map(({ cpu }) => cpu)) };
}

export async function archiveLines(): Promise<Row[]> {
  const dir = resolve('.cache', 'bench', `archive-lines-${VERSION}`);
  await made(dir);
  const opened = await timed(() => openLibrary({ dir, readOnly: true }));
  const library = opened.result;
  const listed = await timed(() => library.videos.list());
  const again = await timed(() => library.videos.list());
  const file = join(dir, 'library.db');
  const rows: Row[] = [
    {
      what: 'a library of 10,000 films and 5,000,000 lines: opened; its films listed, then again',
      value: `${told(opened)}; ${told(listed)}, ${told(again)}`,
      against: `a second; ${megabytes(statSync(file).size)} on the disk`,
    },
    ...(await wordRows(library, file)),
  ];
  const videos = listed.result.map(({ id }) => ({ videoId: id, dir: library.indexDir(id) }));
  library.close();
  const searcher = new SegmentSearcher(meaningSpace());
  const search = () => searcher.search(videos, 'speech', 'x', LIMIT, new AbortController().signal);
  const first = await timed(search);
  const runs = [];
  for (let run = 0; run < RUNS; run++) runs.push(await timed(search));
  rows.push({
    what: 'what 4,000,000 lines mean: first search, signs made where they are missing; then again',
    value: `${told(first)}; ${told(middle(runs))}`,
    against: `peak memory ${megabytes(process.resourceUsage().maxRSS * 1024)}`,
  });
  return rows;
}
