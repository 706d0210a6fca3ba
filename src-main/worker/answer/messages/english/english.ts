import type { Catalogue, Language } from '../catalogue';
import { FILMS } from './films';
import { LINES } from './lines';
import { NOTES } from './notes';
import { SEEN } from './seen';
import { rowOf } from './table';

const MESSAGES: Catalogue = { ...SEEN, ...LINES, ...FILMS, ...NOTES };

/** Everything that an answer says, in English. */
export const ENGLISH: Language = {
  messages: MESSAGES,
  table: { head: ['Time', 'What', 'Where'], row: (claim, scene) => rowOf(MESSAGES, claim, scene) },
};
