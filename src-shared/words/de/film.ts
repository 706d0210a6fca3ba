// German words: film.
import type { film as English } from '../en/film';

export const film: Readonly<Record<keyof typeof English, string>> = {};
