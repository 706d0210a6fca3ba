import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { TRACK_PASSES, type TrackName } from '../../../src-shared/passes';
import type { MediaInfo } from '../../../src-shared/video';
import { tracksDir } from '../../base/film/files';
import { languageTokenDir, readLanguageTokenState } from '../../base/film/language-tokens/state';
import { type IndexState, readState } from '../../base/film/state';
import { diskOf, freeBytes } from '../../base/media/disk';
import { NotEnoughRoom } from '../../base/rpc/errors';

/*
 * How much a job will write, generously: what it says is there before the work begins, and not after hours of it. Each figure is
 * what was measured, and about half as much again or more.
 */
/** A JPEG of 144 lines, with its entry. Five were usual. */
const THUMBNAIL = 12_000;
/** Of a frame, what it is searched by: an embedding and its labels, and no more than the widest of any pack. */
const VIEW = 1500;
/** A second of sound, as samples while it is transcribed. */
const SAMPLES = 32_000;
/** A second of speech: the line with the times of its words, here and in the database, and its meaning. */
const SPEECH = 1500;
/** Frames whose fusion a language model keeps, at most, and the bytes of one by the model's width. */
const FUSED = 64;
const FUSION = 2600;
/** For the database, the states, and whatever else was forgotten. */
const SPARE = 16 * 1024 * 1024;
/** Values in a token of a pack that does not say. */
const USUAL_DIM = 4096;

/** What is to be done to a film. */
export interface Work {
  /** The film's folder. */
  readonly dir: string;
  readonly title: string;
  readonly media: MediaInfo;
  readonly framesPerSecond: number;
  readonly task:
    | { readonly kind: 'index'; readonly packDir: string; readonly transcribe: boolean }
    /** Names: of those that are not read yet. */
    | { readonly kind: 'tracks'; readonly names: readonly TrackName[] }
    | { readonly kind: 'watch'; readonly packDir: string; readonly model: string };
}

/** Bytes that a job will still write, about and generously. Of a film whose length nobody knows, only the least. */
export async function bytesNeeded(work: Work): Promise<number> {
  const { dir, media, task } = work;
  const seconds = (media.duration ?? 0) / 1_000_000;
  const frames = media.video === null ? 0 : Math.ceil(seconds * work.framesPerSecond) + 1;
  switch (task.kind) {
    case 'index': {
      const { dim } = await widths(task.packDir);
      // A state that cannot be read is begun anew.
      const state = await readState(dir).catch(() => null);
      return indexBytes(
        state,
        { frames, dim, seconds: media.audio.length > 0 ? seconds : 0 },
        task.transcribe,
      );
    }
    case 'tracks': {
      if (task.names.length === 0) return 0;
      const count = { sampled: frames, every: seconds * (media.video?.frameRate ?? 60) };
      const all = task.names.reduce((sum, name) => {
        const { takes, bytesPerFrame } = TRACK_PASSES[name];
        return sum + count[takes] * bytesPerFrame;
      }, 0);
      return SPARE + Math.max(0, all - (await folderBytes(tracksDir(dir))));
    }
    case 'watch': {
      const { hidden } = await widths(task.packDir);
      const state = await readLanguageTokenState(languageTokenDir(dir, task.model)).catch(() => null);
      if (state?.frames.done) return 0;
      const left = Math.max(0, frames - (state?.frames.count ?? 0));
      return SPARE + left * (16 + 2 * hidden) + (state ? 0 : Math.min(FUSED, frames) * FUSION * hidden);
    }
  }
}

function indexBytes(
  state: IndexState | null,
  { frames, dim, seconds }: { readonly frames: number; readonly dim: number; readonly seconds: number },
  transcribe: boolean,
): number {
  const heard = !transcribe || state?.speech.done === true;
  if (state?.finished && heard) return 0;
  const left = state?.frames.done ? 0 : Math.max(0, frames - (state?.frames.count ?? 0));
  const samples = heard || (state?.samples ?? null) !== null ? 0 : seconds * SAMPLES;
  const views = state?.finished ? 0 : frames * VIEW;
  return SPARE + left * (16 + 2 * dim + THUMBNAIL) + views + samples + (heard ? 0 : seconds * SPEECH);
}

const manifest = z.object({
  frames: z.object({ dim: z.number() }).optional(),
  answers: z.object({ hidden: z.number() }).optional(),
});

/** Values in a token of a pack. A pack that cannot be read is for whoever opens it to complain of. */
async function widths(packDir: string): Promise<{ readonly dim: number; readonly hidden: number }> {
  const found = await readFile(join(packDir, 'manifest.json'), 'utf8')
    .then((text) => manifest.parse(JSON.parse(text)))
    .catch(() => null);
  return { dim: found?.frames?.dim ?? USUAL_DIM, hidden: found?.answers?.hidden ?? USUAL_DIM };
}

async function folderBytes(dir: string): Promise<number> {
  const names = await readdir(dir).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(dir, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/**
 * Sees before a job begins that there is room for what it will write.
 * @param free bytes left on the disk that holds a folder
 * @throws NotEnoughRoom with the figures
 */
export async function checkRoom(
  work: Work,
  free: (dir: string) => Promise<number> = freeBytes,
): Promise<void> {
  const needed = await bytesNeeded(work);
  const left = await free(work.dir);
  if (left < needed)
    throw new NotEnoughRoom({ title: work.title, disk: diskOf(work.dir), needed, free: left });
}
