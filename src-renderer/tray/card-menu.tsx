import { ArrowLeft, ArrowRight, FolderPlus, Images, Pencil, Star, StarOff } from 'lucide-react';
import type { Collection, KeptPlace } from '../../src-shared/collections';
import { t } from '../../src-shared/words/words';
import { findLikeCard, keepCard, toggleKept } from '../stores/keep';
import type { TrayCard } from '../stores/tray-card';
import type { MenuItem } from '../ui/menu-items';

/** More than these are chosen in the tray's head. */
const MOST_COLLECTIONS = 8;

/** What a card's menu needs to know of the tray that it lies in. */
export interface CardMenuOf {
  readonly collections: readonly Collection[];
  /** Asks for a name, and keeps the find in the collection that is made. */
  readonly onNew: (card: TrayCard) => void;
  /** Only where the tray shows a collection in its own order. */
  readonly onMove: ((place: KeptPlace, by: 1 | -1) => void) | null;
  readonly onEdit: (place: KeptPlace) => void;
}

export function menuOf(card: TrayCard, kept: KeptPlace | null, actions: CardMenuOf): MenuItem[] {
  const { collections, onNew, onMove, onEdit } = actions;
  const others = collections.filter(({ id }) => id !== kept?.collectionId).slice(0, MOST_COLLECTIONS);
  const { place } = card;
  return [
    {
      label: t('tray.moreLikeThis'),
      icon: <Images size={15} />,
      disabled: card.frameIndex === null,
      run: () => findLikeCard(card),
    },
    ...(kept
      ? [
          { label: t('tray.note'), icon: <Pencil size={15} />, run: () => onEdit(kept) },
          { label: t('tray.letGo'), icon: <StarOff size={15} />, run: () => void toggleKept(card) },
        ]
      : []),
    ...(place && onMove
      ? [
          { label: t('tray.moveBack'), icon: <ArrowLeft size={15} />, run: () => onMove(place, -1) },
          { label: t('tray.moveOn'), icon: <ArrowRight size={15} />, run: () => onMove(place, 1) },
        ]
      : []),
    ...others.map(({ id, name }) => ({
      label: t('tray.keepIn', { name }),
      icon: <Star size={15} />,
      run: () => void keepCard(card, id),
    })),
    { label: t('tray.keepInNew'), icon: <FolderPlus size={15} />, run: () => onNew(card) },
  ];
}
