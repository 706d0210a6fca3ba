import type { Catalogue, Language } from '../catalogue';
import { tableRow } from '../table-row';
import { FILMS } from './films';
import { LINES } from './lines';
import { NOTES } from './notes';
import { bold, shown, span, until } from './phrases';
import { SEEN } from './seen';

const MESSAGES: Catalogue = { ...SEEN, ...LINES, ...FILMS, ...NOTES };

/** Everything that an answer says, in English. */
export const ENGLISH: Language = {
  messages: MESSAGES,
  table: {
    head: ['Time', 'What', 'Where'],
    row: tableRow(MESSAGES, {
      ...{ bold, shown, span, until },
      time: /^\[\[0\]\](?: to [\d:]+(?=[, ]|$))?[, ]*/,
      scene: (number) => `scene ${number}`,
    }),
  },
};
