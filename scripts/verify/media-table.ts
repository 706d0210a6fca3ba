/*
 * Indexes every file of a folder and prints what became of each, as the table of docs/lab/verified.md:
 *   node scripts/run.mjs scripts/verify/media-table.ts FOLDER
 * Files are taken one by one, each to the end, in a library of their own that is removed afterwards.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join, relative, resolve } from 'node:path';
import { childWorkers } from '../../src-main/main/jobs/child-worker';
import { openServices, type Services } from '../../src-main/main/services';
import { toUserError, type UserError } from '../../src-shared/errors';
import { formatClock } from '../../src-shared/time';

const NOT_MEDIA = new Set(['.md', '.tsv', '.vtt', '.json', '.txt']);

async function mediaFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !NOT_MEDIA.has(extname(entry.name).toLowerCase()))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function inWords({ code, message, remedy }: UserError): string {
  return `**${code}**: ${message} ${remedy}`;
}

async function outcome(services: Services, path: string): Promise<string[]> {
  const { videos, refused } = await services.intake.add([path]);
  const [video] = videos;
  if (!video) {
    const error = refused[0]?.error;
    return ['refused', '', '', '', '', error ? inWords(error) : 'nothing was added'];
  }
  services.jobs.start(video.id);
  try {
    await services.jobs.finished(video.id);
  } catch (error) {
    return ['failed', '', '', '', '', inWords(toUserError(error))];
  }
  const { duration, frameCount, error } = services.library.videos.get(video.id);
  const segments = services.library.segments.list(video.id, 'speech');
  const heard = segments.map(({ text }) => text).join(' ');
  return [
    'indexed',
    formatClock(duration),
    String(frameCount),
    String(services.library.scenes.list(video.id).length),
    String(segments.length),
    error ? inWords(error) : heard.length > 90 ? `${heard.slice(0, 90)}…` : heard,
  ];
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

const folder = resolve(process.argv[2] ?? '.');
const userDataDir = await mkdtemp(join(tmpdir(), 'longtake-verify-'));
const services = openServices({
  userDataDir,
  resourcesDir: resolve('resources'),
  spawnWorker: childWorkers(resolve('out', 'main', 'worker.js')),
});
console.log(row(['file', 'outcome', 'length', 'frames', 'scenes', 'lines said', 'first words, or why not']));
console.log(row(Array.from({ length: 7 }, () => '---')));
try {
  for (const path of await mediaFiles(folder)) {
    console.log(row([relative(folder, path) || basename(path), ...(await outcome(services, path))]));
  }
} finally {
  await services.close();
  await rm(userDataDir, { recursive: true });
}
