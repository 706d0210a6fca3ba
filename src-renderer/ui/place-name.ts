import type { KeptPlace } from '../../src-shared/collections';
import { t } from '../../src-shared/words/words';

/** What a kept place is called, everywhere alike: by its name, else by its note, else by what it is. */
export function placeName({
  title,
  note,
  from,
  to,
}: Pick<KeptPlace, 'title' | 'note' | 'from' | 'to'>): string {
  return title || note || (to > from ? t('collections.place.stretch') : t('collections.place.marker'));
}
