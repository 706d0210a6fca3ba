import type { BearingWords } from '../../base/film/types';
import { contentWordsOf, forms } from './query-reader';
import type { PictureLikeness } from './types';
import { dot } from './vectors';

/** The share of pictures without what is asked for that are more like it than what counts as alike. */
const MORE_ALIKE = 0.01;
/** Where most pictures' captions hold one of the words, these are no words to tell pictures apart by. */
const FEWEST = 100;
/** Pictures that lie nearest to a frame and are asked what they show. */
const NEAREST = 10;

/**
 * Where the captioned pictures lie that a pack's map was learnt from. A likeness has no scale of its own: of "the sea" any picture has more
 * than of "an error message". Against a few hundred pictures of all kinds it says how many are less like it, of those whose captions do not say
 * that they show it.
 */
export class PicturePlaces {
  /** Of each picture, the words of its captions, in all their forms. */
  private readonly held: readonly ReadonlySet<string>[];

  /**
   * @param rows float32 [pictures, dim], as views of frames are
   * @param words of each picture's captions, with spaces between
   * @throws RangeError where they are of different numbers
   */
  constructor(
    private readonly rows: Float32Array,
    private readonly dim: number,
    words: readonly string[],
  ) {
    if (words.length === 0 || rows.length !== words.length * dim)
      throw new RangeError(`${rows.length} values are not those of ${words.length} pictures`);
    this.held = words.map((each) => new Set(each.split(' ').flatMap(forms)));
  }

  /**
   * @param query [dim], as frames' views are multiplied with
   * @param bearing that pictures like a frame have to show; the text's own words where left out
   */
  likeness(
    text: string,
    query: Float32Array,
    bearing: BearingWords = { words: [text], apartFrom: [] },
  ): PictureLikeness {
    const wanted = contentWordsOf(text).flatMap(forms);
    const all = this.held.map((held, row) => ({
      like: dot(query, this.rows.subarray(row * this.dim, (row + 1) * this.dim)),
      shows: wanted.some((word) => held.has(word)),
    }));
    const others = all.filter(({ shows }) => !shows);
    const ranked = (others.length < FEWEST ? all : others).map(({ like }) => like).sort((a, b) => b - a);
    const place = Math.max(1, Math.round(MORE_ALIKE * ranked.length)) - 1;
    const mean = all.reduce((sum, { like }) => sum + like, 0) / all.length;
    const variance = all.reduce((sum, { like }) => sum + (like - mean) ** 2, 0) / all.length;
    return {
      best: ranked[Math.min(place, ranked.length - 1)] as number,
      deviation: Math.sqrt(variance) || 1,
      shownNear: this.shownNear(bearing),
    };
  }

  /** What the text says of a frame, its neighbours among the pictures may bear out: they are found without any words. */
  private shownNear({ words, apartFrom }: BearingWords): PictureLikeness['shownNear'] {
    const formsOf = (each: readonly string[]) => each.flatMap(contentWordsOf).flatMap(forms);
    const [wanted, other] = [formsOf(words), formsOf(apartFrom)];
    const shows = this.held.map(
      (held) => wanted.some((word) => held.has(word)) && !other.some((word) => held.has(word)),
    );
    const usual = shows.filter(Boolean).length / shows.length;
    return (view) => {
      if (usual === 0) return 0;
      const near = shows.map((shown, row) => ({ shown, like: this.times(view, row) }));
      near.sort((a, b) => b.like - a.like);
      const nearest = near.slice(0, NEAREST);
      return nearest.filter(({ shown }) => shown).length / nearest.length / usual;
    };
  }

  private times(view: ArrayLike<number>, row: number): number {
    let sum = 0;
    for (let i = 0; i < this.dim; i++) sum += (view[i] as number) * (this.rows[row * this.dim + i] as number);
    return sum;
  }
}
