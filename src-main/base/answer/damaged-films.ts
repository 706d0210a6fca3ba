import { fromUserError, LongtakeError, toUserError, type UserError } from '../../../src-shared/errors';
import type { VideoId } from '../../../src-shared/primitives';
import type { Video } from '../../../src-shared/video';
import type { Library } from '../library/types';

/** Codes of failures that one film's own files are the reason of. */
const FILMS_OWN = ['IndexBroken', 'NotIndexed', 'DiskFull'];
/** More names than these help nobody. */
const MOST_NAMED = 5;

/** A film that was left out for what its own files are like. */
export interface DamagedFilm {
  readonly title: string;
  readonly what: 'damaged' | 'missing' | 'diskFull';
  /** As the failure itself says it, in English, with the film's title. */
  readonly message: string;
}

/**
 * The films whose evidence could not be read in one question or search. Asked about the whole library they are left out and
 * named; asked about one film, its damage is the answer.
 */
export class DamagedFilms {
  readonly #films = new Map<VideoId, DamagedFilm>();
  #wholeLibrary = false;

  constructor(private readonly videos: Pick<Library['videos'], 'find'>) {}

  askedOfAll(): void {
    this.#wholeLibrary = true;
  }

  /**
   * Does work over one film. Where that fails for what its own files are like, it is noted, and `without` comes back.
   * @throws the failure with the film's name, where that film alone was asked about; any other failure
   */
  async passOver<T>(id: VideoId, without: T, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof LongtakeError) || !FILMS_OWN.includes(error.code)) throw error;
      this.add(id, toUserError(error));
      return without;
    }
  }

  /** Notes a film. @throws the failure with the film's name, where that film alone was asked about */
  add(id: VideoId, error: UserError): void {
    const video = this.videos.find(id);
    // One that is only being indexed, or was removed meanwhile, lacks nothing.
    const growing = error.code === 'NotIndexed' && video?.state !== 'ready';
    if (!this.#wholeLibrary) throw fromUserError(video && !growing ? nameFilm(error, video) : error);
    if (video && !growing && !this.#films.has(id)) this.#films.set(id, damagedFilm(error, video));
  }

  /** The films that were left out, in whole or in part: some by name, and how many more. */
  films(): { readonly named: readonly DamagedFilm[]; readonly more: number } {
    const all = [...this.#films.values()];
    return { named: all.slice(0, MOST_NAMED), more: Math.max(0, all.length - MOST_NAMED) };
  }
}

function damagedFilm(error: UserError, video: Video): DamagedFilm {
  const what = error.code === 'NotIndexed' ? 'missing' : error.code === 'DiskFull' ? 'diskFull' : 'damaged';
  return { title: video.title, what, message: nameFilm(error, video).message };
}

/** The words of a failure of "this video" with its title. */
export function nameFilm(error: UserError, { title }: Pick<Video, 'title'>): UserError {
  if (error.code === 'NotIndexed') {
    return { code: 'IndexBroken', message: `The index of “${title}” is missing.`, remedy: error.remedy };
  }
  return { ...error, message: error.message.replace('this video', `“${title}”`) };
}
