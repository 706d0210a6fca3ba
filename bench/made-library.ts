import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { posterPath } from '../src-main/base/film/reader';
import { newState, writeState } from '../src-main/base/film/state';
import { TokenWriter } from '../src-main/base/film/token-store';
import { openLibrary } from '../src-main/base/library/library';
import type { Library } from '../src-main/base/library/types';
import { loadPack } from '../src-main/base/packs/pack';
import { ensureViews, type ViewSpace } from '../src-main/worker/index/frame-embedding-store';
import { ensureSegmentEmbeddings, type MeaningSpace } from '../src-main/worker/index/segment-store';
import { ThumbnailWriter } from '../src-main/worker/index/thumbnail-writer';
import { openTextSpace } from '../src-main/worker/inference/text-space';
import type { ObjectTrack, Segment, SegmentSource } from '../src-shared/analysis';
import { CORE } from './media';
import { randoms, randomUnit } from './randoms';

/** To be changed with what is made, so that an older one is not taken for it. */
const VERSION = 3;
const SECOND = 1_000_000;
const FILM_SECONDS = 3600;
const SPEECH_LINES = 200;
const WRITTEN_LINES = 50;
const FRAMES = 30;
const SCENES = 20;
const SHOTS = 60;
const OBJECTS = 30;
/** Tokens are short here, because searching reads views, not tokens. */
const TOKEN_DIM = 16;
const WORDS_PER_LINE = 10;
const KINDS = ['person', 'person', 'person', 'car', 'chair', 'cup', 'laptop', 'bicycle'] as const;
/** Found in every so many films, and said in every so many lines: what a search is for is rarer than what all is full of. */
const RARE = [
  { label: 'dog', films: 20, lines: 400 },
  { label: 'boat', films: 50, lines: 1000 },
] as const;
/** A picture's first and last mark, and nothing between. */
const EMPTY_JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xd9);
const NAMES = ['castle', 'budget', 'weather', 'river', 'winter', 'music', 'school', 'garden', 'doctor'];
/** Words that are oftener than those that people look for: each of NAMES stands in about every 200th line. */
const USUAL_WORDS = 200;
const LITTLE = ['the', 'of', 'and', 'to', 'in', 'is', 'it', 'that', 'we', 'was'];

const LINES_PER_FILM = SPEECH_LINES + WRITTEN_LINES;

/** A library of made-up films, made through the program's own code and kept between runs. */
export interface MadeLibrary {
  readonly userDataDir: string;
  readonly films: number;
  readonly lines: number;
}

/** What was made before is taken as it is; a run that was cut off leaves nothing behind. */
export async function madeLibrary(films: number): Promise<MadeLibrary> {
  const folder = resolve('.cache', 'bench', `library-${VERSION}`);
  const userDataDir = join(folder, String(films));
  if (!existsSync(userDataDir)) {
    const partial = `${userDataDir}.partial`;
    rmSync(partial, { recursive: true, force: true });
    await makeLibrary(partial, films);
    renameSync(partial, userDataDir);
  }
  return { userDataDir, films, lines: films * LINES_PER_FILM };
}

/**
 * Makes a library of so many films in a folder of user data.
 * @param posters JPEG files that are their pictures in turn; without any they have none
 */
export async function makeLibrary(
  userDataDir: string,
  films: number,
  posters: readonly string[] = [],
): Promise<void> {
  mkdirSync(userDataDir, { recursive: true });
  const library = openLibrary({ dir: join(userDataDir, 'library') });
  try {
    const maker = await Maker.open(library);
    for (let film = 0; film < films; film += 1) {
      await maker.film(film, posters[film % Math.max(1, posters.length)]);
    }
  } finally {
    library.close();
  }
}

class Maker {
  readonly #random = randoms(7);
  readonly #words: readonly string[];

  private constructor(
    private readonly library: Library,
    private readonly space: ViewSpace & MeaningSpace,
  ) {
    const syllables = ['ka', 'ro', 'mi', 'tel', 'sun', 'ver', 'do', 'lan', 'pi', 'gar', 'no', 'shi'];
    const word = () => Array.from({ length: 3 }, () => this.#pick(syllables)).join('');
    const usual = Array.from({ length: USUAL_WORDS }, word);
    this.#words = [...LITTLE, ...usual, ...NAMES, ...Array.from({ length: 4000 }, word)];
  }

  /** The spaces of Core, so that its searches take the files for their own, with numbers that mean nothing. */
  static async open(library: Library): Promise<Maker> {
    const core = await openTextSpace(await loadPack(CORE));
    if (!core) throw new Error('The built-in pack has no text space.');
    const { id, views, tokenModel, dim, labelsPerFrame, labels } = core;
    await core.dispose();
    const random = randoms(11);
    const vectors = (count: number, length: number): Float32Array => {
      const out = new Float32Array(count * length);
      for (let i = 0; i < count; i++) randomUnit(random, out, i * length, length);
      return out;
    };
    return new Maker(library, {
      id,
      views,
      tokenModel,
      dim,
      labelsPerFrame,
      embedTexts: async (texts) => vectors(texts.length, dim),
      viewFrames: async (_tokens, count) => ({
        embeddings: vectors(count, views.dim),
        labelIds: Uint16Array.from({ length: count * labelsPerFrame }, () =>
          Math.floor(Math.abs(random()) * labels.length),
        ),
        probabilities: Float32Array.from(
          { length: count * labelsPerFrame },
          (_, i) => 0.4 / 2 ** (i % labelsPerFrame),
        ),
      }),
    });
  }

  async film(film: number, poster?: string): Promise<void> {
    const id = (film + 1).toString(16).padStart(32, '0');
    const { library } = this;
    this.#addRow(id, film, poster !== undefined);
    const lines = { speech: this.#lines('speech', SPEECH_LINES), text: this.#lines('text', WRITTEN_LINES) };
    library.transaction(() => {
      library.segments.replace(id, 'speech', lines.speech);
      library.segments.replace(id, 'text', lines.text);
      const parts = (count: number) =>
        Array.from({ length: count }, (_, index) => ({
          index,
          from: (index * FILM_SECONDS * SECOND) / count,
          to: ((index + 1) * FILM_SECONDS * SECOND) / count,
        }));
      library.scenes.replace(
        id,
        parts(SCENES).map((scene) => {
          const keyFrameIndex = Math.ceil((scene.index * FRAMES) / SCENES);
          return { ...scene, keyFrame: frameTime(keyFrameIndex), keyFrameIndex };
        }),
      );
      library.shots.replace(
        id,
        parts(SHOTS).map((shot) => ({
          ...shot,
          begins: shot.index === 0 ? ('start' as const) : ('cut' as const),
        })),
      );
      library.objects.replace(id, this.#objects(film));
    });
    await this.#files(library.indexDir(id), lines);
    if (poster !== undefined) copyFileSync(poster, posterPath(library.indexDir(id)));
  }

  #addRow(id: string, film: number, hasPoster: boolean): void {
    const { videos } = this.library;
    videos.add(
      {
        id,
        path: `/films/film-${film}.mp4`,
        title: `Film ${film}`,
        sizeBytes: 1_000_000_000,
        media: {
          container: 'mp4',
          duration: FILM_SECONDS * SECOND,
          video: {
            ...{ codec: 'h264', pixelFormat: 'yuv420p', width: 1920, height: 1080 },
            ...{ displayWidth: 1920, displayHeight: 1080, rotation: 0, frameRate: 25 },
          },
          audio: [{ codec: 'aac', channels: 2, sampleRate: 48_000, language: null }],
        },
      },
      1_700_000_000_000 + film,
    );
    videos.setIndexed(id, {
      ...{ frameCount: FRAMES, duration: FILM_SECONDS * SECOND },
      ...{ packId: this.space.tokenModel, hasPoster },
    });
    videos.setTracks(id, ['shots', 'objects', 'text']);
    videos.setState(id, 'ready');
  }

  async #files(dir: string, lines: Readonly<Record<SegmentSource, readonly Segment[]>>): Promise<void> {
    const { space } = this;
    const times = Float64Array.from({ length: FRAMES }, (_, i) => frameTime(i));
    const tokens = await TokenWriter.open(
      dir,
      { packId: space.tokenModel, dim: TOKEN_DIM, framesPerSecond: FRAMES / FILM_SECONDS },
      { count: 0, checksum: 0 },
    );
    await tokens.append({
      times,
      differences: new Float32Array(FRAMES),
      tokens: new Float32Array(FRAMES * TOKEN_DIM),
    });
    const frames = await tokens.commit();
    await tokens.close();
    const thumbnails = await ThumbnailWriter.open(dir, { count: 0, bytes: 0, checksum: 0 });
    await thumbnails.append(Array.from(times, (time) => ({ time, thumbnail: EMPTY_JPEG })));
    const { bytes: thumbnailBytes, checksum: thumbnailChecksum } = thumbnails;
    await thumbnails.close();
    const state = newState(space.tokenModel, FRAMES / FILM_SECONDS);
    await writeState(dir, {
      ...state,
      dim: TOKEN_DIM,
      frames: { ...state.frames, ...frames, thumbnailBytes, thumbnailChecksum, done: true },
      duration: FILM_SECONDS * SECOND,
      finished: true,
    });
    await ensureViews(dir, space, () => undefined, new AbortController().signal);
    await ensureSegmentEmbeddings(dir, 'speech', lines.speech, space);
    await ensureSegmentEmbeddings(dir, 'text', lines.text, space);
  }

  #lines(source: SegmentSource, count: number): Segment[] {
    const length = (FILM_SECONDS * SECOND) / count;
    return Array.from({ length: count }, (_, id) => {
      const from = Math.round(id * length);
      const to = Math.round(from + 0.8 * length);
      const text = this.#sentence();
      if (source === 'text') {
        const box = { left: 0.1, top: 0.8, width: 0.5, height: 0.05 };
        return { id, source, from, to, text, words: [], box, confidence: 0.9 };
      }
      const words = text.split(' ').map((word, n, all) => ({
        text: word,
        from: Math.round(from + ((to - from) * n) / all.length),
        to: Math.round(from + ((to - from) * (n + 1)) / all.length),
      }));
      return { id, source, from, to, text, words };
    });
  }

  /** Words by Zipf's law, as in speech: some little ones in every second line, most in few. */
  #sentence(): string {
    const words = Array.from({ length: WORDS_PER_LINE }, () => {
      const rank = Math.floor((this.#words.length + 1) ** Math.abs(this.#random()) - 1);
      return this.#words[rank] ?? 'the';
    });
    for (const { label, lines } of RARE) {
      if (Math.abs(this.#random()) < 1 / lines) words[3] = label;
    }
    return words.join(' ');
  }

  #objects(film: number): ObjectTrack[] {
    const rare = RARE.filter(({ films }) => film % films === 0).map(({ label }) => label);
    return Array.from({ length: OBJECTS }, (_, id) => {
      const frameIndex = Math.floor((id * FRAMES) / OBJECTS);
      const time = frameTime(frameIndex);
      return {
        id,
        label: rare[id] ?? this.#pick(KINDS),
        ...{ from: time, to: time + 60 * SECOND, score: 0.8, frames: 3 },
        best: { time, frameIndex, box: { left: 0.1, top: 0.1, width: 0.3, height: 0.5 } },
      };
    });
  }

  #pick<T>(items: readonly T[]): T {
    return items[Math.floor(Math.abs(this.#random()) * items.length)] as T;
  }
}

function frameTime(index: number): number {
  return Math.round((index * FILM_SECONDS * SECOND) / FRAMES);
}
