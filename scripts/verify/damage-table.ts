/*
 * Damages every file of an index in every way and prints what then became of searches, answers, transcripts, exports and indexing
 * again, as the table of docs/lab/verified.md:
 *   node scripts/run.mjs --built scripts/verify/damage-table.ts [--only FILE]
 * Run as a user who is not root: root may read whatever nobody may.
 */
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { collectAnswer } from '../../src-main/cli/collect-answer';
import { tableText } from '../../src-main/main/export/tables';
import { transcriptText } from '../../src-main/main/export/write';
import { placesText, placesTools } from '../../src-main/main/export/write-places';
import { childWorkers } from '../../src-main/main/jobs/child-worker';
import { openServices, type Services } from '../../src-main/main/services';
import { toUserError } from '../../src-shared/errors';
import type { VideoId } from '../../src-shared/primitives';

const FILMS = ['desk.mp4', 'jfk.flac'].map((name) => resolve('e2e', 'media', name));
const signal = new AbortController().signal;

function flip(path: string, at: (size: number) => number): void {
  const bytes = readFileSync(path);
  const place = at(bytes.length);
  bytes[place] = (bytes[place] ?? 0) ^ 0x20;
  writeFileSync(path, bytes);
}
const DAMAGES: Readonly<Record<string, (path: string) => void>> = {
  emptied: (path) => truncateSync(path, 0),
  halved: (path) => truncateSync(path, statSync(path).size >> 1),
  'first byte': (path) => flip(path, () => 0),
  'middle byte': (path) => flip(path, (size) => size >> 1),
  'last byte': (path) => flip(path, (size) => size - 1),
  removed: (path) => rmSync(path),
  'a folder instead': (path) => {
    rmSync(path);
    mkdirSync(path);
  },
  'no permission': (path) => chmodSync(path, 0),
};

const open = (userDataDir: string): Services =>
  openServices({
    userDataDir,
    resourcesDir: resolve('resources'),
    spawnWorker: childWorkers(resolve('out', 'main', 'worker.js')),
    resumeJobs: false,
    onUnexpected: (error) => console.error(error),
  });

async function index(services: Services, id: VideoId, again: boolean): Promise<void> {
  if (again) services.jobs.retry(id);
  else services.jobs.start(id);
  await services.jobs.finished(id);
}

type Outcome =
  | { readonly value: string; readonly said: string }
  | { readonly error: string; readonly said: string };

/** What is asked of a library, each with what came and whether damage was told. */
function questions(services: Services, film: VideoId): Record<string, () => Promise<Outcome>> {
  const search = async (scope: 'all' | { videoId: VideoId }, text: string): Promise<Outcome> => {
    const { groups, notes } = await services.search.searchText(scope, text, 10);
    const told = notes.filter((note) => note.includes('damaged') || note.includes('missing'));
    return {
      value: JSON.stringify([groups, notes.filter((note) => !told.includes(note))]),
      said: told.join(' '),
    };
  };
  const ask = async (scope: 'all' | { videoId: VideoId }, text: string): Promise<Outcome> => {
    const asked = { scope, text, range: null, history: [], signal };
    const { answer } = await collectAnswer(services.searchAnswerer.answer(asked), () => undefined);
    const told = answer
      .split('\n\n')
      .filter((part) => part.includes('is damaged') || part.includes('is missing'));
    return { value: answer, said: told.join(' ') };
  };
  const plain = async (work: () => Promise<string> | string): Promise<Outcome> => ({
    value: await work(),
    said: '',
  });
  const tools = placesTools(services.library, services.ffmpegPath);
  return {
    'search --all': () => search('all', 'a desk with a computer'),
    'search --all, said': () => search('all', 'ask what you can do'),
    search: () => search({ videoId: film }, 'a desk with a computer'),
    'ask --all': () => ask('all', 'When is a desk seen?'),
    'ask, said': () => ask('all', 'What is said about the country?'),
    ask: () => ask({ videoId: film }, 'When is a desk seen?'),
    transcript: () => plain(() => transcriptText(services.library, film, 'srt')),
    table: () => plain(() => tableText(services.library, film, 'scenes')),
    export: () =>
      plain(async () => (await placesText({ kind: 'scenes', videoId: film }, 'csv', tools, null)).text),
  };
}

async function outcomes(services: Services, film: VideoId): Promise<Record<string, Outcome>> {
  const all: Record<string, Outcome> = {};
  for (const [name, work] of Object.entries(questions(services, film))) {
    all[name] = await work().catch((error: unknown): Outcome => {
      const words = toUserError(error);
      return { error: words.code, said: words.message };
    });
  }
  return all;
}

/** `same`; `told`: it differs, and the film's damage was said; `crash`; `wrong`: it differs and nothing was said. */
function judge(right: Outcome | undefined, found: Outcome): 'same' | 'told' | 'crash' | 'wrong' {
  if ('error' in found) {
    if (right && 'error' in right && right.error === found.error) return 'same';
    return ['IndexBroken', 'NotIndexed', 'NotFound'].includes(found.error) ? 'told' : 'crash';
  }
  if (right && 'value' in right && right.value === found.value) return 'same';
  return found.said === '' ? 'wrong' : 'told';
}

async function filesOf(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)))
    .sort();
}

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : null;
const root = await mkdtemp(join(tmpdir(), 'longtake-damage-'));
const base = join(root, 'base');
const first = open(base);
const { videos } = await first.intake.add(FILMS);
for (const { id } of videos) await index(first, id, false);
const rights = new Map<VideoId, Record<string, Outcome>>();
for (const { id } of videos) rights.set(id, await outcomes(first, id));
await first.close();
const files: { film: VideoId; title: string; name: string }[] = [];
for (const { id: film, title } of videos) {
  // Of the second film only what the first, which is silent, does not have.
  for (const name of await filesOf(join(base, 'library', 'index', film))) {
    const known = files.some(
      (file) => file.name === name && !name.startsWith('speech') && name !== 'waveform.bin',
    );
    if (!known) files.push({ film, title, name });
  }
}

const counts = { tried: 0, same: 0, told: 0, wrong: 0, crash: 0, lost: 0, notMended: 0 };
console.log(`| file | ${Object.keys(DAMAGES).join(' | ')} |`);
console.log(`| --- |${' --- |'.repeat(Object.keys(DAMAGES).length)}`);
for (const { film, title, name } of files) {
  if (only !== null && name !== only) continue;
  const right = rights.get(film) ?? {};
  const cells: string[] = [];
  for (const [how, damage] of Object.entries(DAMAGES)) {
    const here = join(root, 'try');
    cpSync(base, here, { recursive: true });
    damage(join(here, 'library', 'index', film, name));
    const services = open(here);
    const found = await outcomes(services, film);
    const verdicts = Object.entries(found).map(([what, outcome]) => {
      const verdict = judge(right[what], outcome);
      counts.tried += 1;
      counts[verdict] += 1;
      if (verdict === 'wrong' || verdict === 'crash')
        console.error(name, how, what, verdict, outcome, right[what]);
      return verdict;
    });
    let mended = true;
    try {
      await index(services, film, true);
      const after = await outcomes(services, film);
      mended = Object.entries(after).every(([what, outcome]) => judge(right[what], outcome) === 'same');
      if (!mended) console.error(name, how, 'not mended', after);
    } catch (error) {
      mended = false;
      console.error(name, how, 'index again failed', toUserError(error));
    }
    counts.tried += 1;
    if (!mended) counts.notMended += 1;
    counts.lost +=
      videos.length - services.library.videos.list().filter(({ state }) => state === 'ready').length;
    await services.close();
    await rm(here, { recursive: true });
    const worst =
      (['crash', 'wrong', 'told'] as const).find((verdict) => verdicts.includes(verdict)) ?? 'same';
    cells.push(`${worst}${mended ? '' : ', not mended'}`);
  }
  console.log(`| \`${name}\` of ${title} | ${cells.join(' | ')} |`);
}
console.log(JSON.stringify(counts));
await rm(root, { recursive: true });
