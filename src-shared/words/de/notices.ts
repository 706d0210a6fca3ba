// German words: notices.
import type { notices as English } from '../en/notices';

export const notices: Readonly<Record<keyof typeof English, string>> = {
  'notices.dismiss': 'Schließen',
  'notices.all': 'Meldungen',
};
