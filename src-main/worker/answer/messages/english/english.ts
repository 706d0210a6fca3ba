import type { Catalogue } from '../catalogue';
import { FILMS } from './films';
import { LINES } from './lines';
import { NOTES } from './notes';
import { SEEN } from './seen';

/** Everything that an answer says, in English. */
export const ENGLISH: Catalogue = { ...SEEN, ...LINES, ...FILMS, ...NOTES };
