import type { Catalogue, Language } from '../catalogue';
import { tableRow } from '../table-row';
import { FILMS } from './films';
import { LINES } from './lines';
import { NOTES } from './notes';
import { bold, shown, span, until } from './phrases';
import { SEEN } from './seen';

const MESSAGES: Catalogue = { ...SEEN, ...LINES, ...FILMS, ...NOTES };

/** Everything that an answer says, in German. */
export const GERMAN: Language = {
  messages: MESSAGES,
  table: {
    head: ['Zeit', 'Was', 'Wo'],
    row: tableRow(MESSAGES, {
      ...{ bold, shown, span, until },
      /** The time that stands at the head of an item: its mark, and its end. */
      time: /^\[\[0\]\](?: bis [\d:]+(?=[, ]|$))?[, ]*/,
      scene: (number) => `Szene ${number}`,
    }),
  },
};
