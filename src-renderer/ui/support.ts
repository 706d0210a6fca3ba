// What supports a find, a citation or a kept place, as people read it: names in their language, words as they are said and written.
import type { Citation, SearchHit } from '../../src-shared/answers';
import { nameInLanguage, supportInLanguage } from '../../src-shared/words/names';
import { t } from '../../src-shared/words/words';

type Reason = SearchHit['matches'][number];

/** `Hund, bis zu 3 zugleich`, `Burg, Kirche`, or the words that were said. */
export function reasonText({ kind, text, atOnce }: Pick<Reason, 'kind' | 'text' | 'atOnce'>): string {
  const name = supportInLanguage(kind, text);
  return atOnce === undefined ? name : t('scene.atOnce', { label: name, most: atOnce });
}

/** Ranges to mark in that text; of a name that has another in the language the whole of it. */
export function reasonMarks({ kind, text, marks }: Reason): Reason['marks'] {
  const name = supportInLanguage(kind, text);
  if (name === text || marks.length === 0) return marks;
  const [asked, shown] = [text.split(', '), name.split(', ')];
  let [at, there] = [0, 0];
  return asked.flatMap((piece, n): Reason['marks'] => {
    const [from, to] = [at, at + piece.length];
    const place = there;
    at = to + 2;
    there += (shown[n]?.length ?? 0) + 2;
    const marked = marks.some(([first, end]) => first < to && end > from);
    return marked ? [[place, there - 2]] : [];
  });
}

export function citationText({ kind, quote }: Pick<Citation, 'kind' | 'quote'>): string {
  return supportInLanguage(kind, quote);
}

/** A kind of thing by its name. */
export function kindName(label: string): string {
  return nameInLanguage(label, 'thing');
}

/** A label of frames by its name. */
export function labelName(label: string): string {
  return nameInLanguage(label, 'label');
}
