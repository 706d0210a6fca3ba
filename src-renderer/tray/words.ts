import { formatClock } from '../../src-shared/time';
import { t } from '../../src-shared/words/words';
import type { TrayContent, TraySource } from '../stores/tray-store';

/** From here on two frames are as good as the same picture; from there on, alike. Below that they stand apart as candidates. */
const SAME = 0.92;
const ALIKE = 0.75;
/** Frames of other subjects altogether lie below it. */
const LITTLE = 0.4;

/** How alike two frames are, in words and as a share: a cosine of tokens is no probability. */
export function likenessWords(similarity: number): string {
  const share = `${Math.round(Math.max(0, similarity) * 100)} %`;
  if (similarity >= SAME) return t('tray.like.same', { share });
  if (similarity >= ALIKE) return t('tray.like.alike', { share });
  return similarity >= LITTLE ? t('tray.like.little', { share }) : t('tray.like.hardly', { share });
}

/** What the tray's cards are, in a few words. */
export function sourceWords(source: TraySource, titleOf: (videoId: string) => string | undefined): string {
  switch (source.kind) {
    case 'search':
      return searchWords(source, titleOf);
    case 'similar':
      return t('tray.of.similar', {
        clock: formatClock(source.time),
        film: titleOf(source.videoId) ?? t('tray.someFilm'),
      });
    case 'answer':
      return source.question === '' ? t('tray.of.answer') : source.question;
    case 'collection':
      return source.name;
    case 'kept':
      return t('tray.of.kept', { text: source.text });
  }
}

function searchWords(
  { text, scope }: Extract<TraySource, { kind: 'search' }>,
  titleOf: (videoId: string) => string | undefined,
): string {
  if (scope === 'all') return t('tray.of.searchAll', { text });
  return t('tray.of.search', { text, film: titleOf(scope.videoId) ?? t('tray.someFilm') });
}

export function backWords(kind: TraySource['kind']): string {
  return t(`tray.back.${kind}`);
}

/** What an export of the tray is called. */
export function exportName(source: TraySource): string {
  if (source.kind === 'search') return t('tray.export.search', { text: source.text });
  if (source.kind === 'similar') return t('tray.export.similar');
  if (source.kind === 'answer') return source.question === '' ? t('tray.export.answer') : source.question;
  return source.kind === 'kept' ? t('tray.export.kept', { text: source.text }) : source.name;
}

/** What is said after the last of frames like one: that there are no more, or that what follows is less alike. */
export function endWords({
  source,
  cards,
  more,
}: Pick<TrayContent, 'source' | 'cards' | 'more'>): string | null {
  if (source?.kind !== 'similar') return null;
  const least = Math.min(...cards.map(({ similarity }) => similarity ?? 1));
  return more ? t('tray.end.less', { share: Math.round(Math.max(0, least) * 100) }) : t('tray.end.none');
}
