import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { fetchTarball } from '../../scripts/lib/npm-tarball.mjs';
import { locateFfmpeg } from '../../src-main/base/media/locate';
import { FILMS, type Film, frameCount } from './films';
import { FONT, isSlide, type Recipe, recipeFor } from './recipe';
import sources from './sources.json' with { type: 'json' };

/** What was built: films differ in their bytes from one build of ffmpeg to the next, not in frames and times. */
const manifestFile = z.record(
  z.string(),
  z.object({ recipe: z.string(), frames: z.number().int(), seconds: z.number(), sha256: z.string() }),
);

const CACHE = resolve('.cache', 'eval');
const FOLDER = join(CACHE, 'films');

function ffmpeg(args: readonly string[], cwd?: string): { status: number | null; stderr: string } {
  const program = locateFfmpeg({ resourcesDir: resolve('resources') });
  return spawnSync(program, ['-hide_banner', '-nostdin', ...args], {
    encoding: 'utf8',
    ...(cwd ? { cwd } : {}),
  });
}

function pathOf(clip: string): string {
  const [from = '', ...rest] = clip.split(':');
  return from === 'here' ? resolve(...rest) : join(CACHE, 'packages', from, ...rest);
}

function hasSound(clip: string): boolean {
  return /Stream #0.*Audio:/.test(ffmpeg(['-i', pathOf(clip)]).stderr);
}

/** Fetches the packages that the clips lie in, once. */
async function fetchClips(log: (line: string) => void): Promise<void> {
  for (const [key, source] of Object.entries(sources)) {
    await fetchTarball({ ...source, dest: join(CACHE, 'packages', key), log });
  }
}

/** @throws where ffmpeg fails, or makes another number of frames than the film has */
function make(film: Film, { args, texts }: Recipe): { frames: number; sha256: string } {
  const work = join(FOLDER, `${film.name}.work`);
  mkdirSync(work, { recursive: true });
  try {
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(work, name), text);
    if (film.pieces.some(isSlide)) copyFileSync(pathOf(`font:ttf/${FONT}`), join(work, FONT));
    const made = ffmpeg(['-loglevel', 'error', '-y', ...args, 'film.mp4'], work);
    if (made.status !== 0) throw new Error(`ffmpeg could not make ${film.name}: ${made.stderr}`);
    const counted = ffmpeg(['-i', 'film.mp4', '-map', '0:v', '-f', 'null', '-'], work).stderr;
    const frames = Number(/frame=\s*(\d+)(?!.*frame=)/s.exec(counted)?.[1] ?? 0);
    if (frames !== frameCount(film)) {
      throw new Error(`${film.name} has ${frames} frames, not ${frameCount(film)}.`);
    }
    const sha256 = createHash('sha256')
      .update(readFileSync(join(work, 'film.mp4')))
      .digest('hex');
    renameSync(join(work, 'film.mp4'), join(FOLDER, `${film.name}.mp4`));
    return { frames, sha256 };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Builds the films of the question set where they are not there yet; film name -> file. */
export async function buildFilms(log: (line: string) => void): Promise<Map<string, string>> {
  await fetchClips(log);
  mkdirSync(FOLDER, { recursive: true });
  const manifestPath = join(FOLDER, 'manifest.json');
  const known = existsSync(manifestPath)
    ? manifestFile.parse(JSON.parse(readFileSync(manifestPath, 'utf8')))
    : {};
  const files = new Map<string, string>();
  for (const film of FILMS) {
    const file = join(FOLDER, `${film.name}.mp4`);
    files.set(film.name, file);
    const recipe = createHash('sha256')
      .update(JSON.stringify([film, sources]))
      .digest('hex');
    if (known[film.name]?.recipe === recipe && existsSync(file)) continue;
    log(`Making ${film.name} …`);
    const { frames, sha256 } = make(film, recipeFor(film, pathOf, hasSound));
    known[film.name] = { recipe, frames, seconds: frames / film.rate, sha256 };
    writeFileSync(`${manifestPath}.part`, `${JSON.stringify(known, null, 2)}\n`);
    renameSync(`${manifestPath}.part`, manifestPath);
  }
  return files;
}
