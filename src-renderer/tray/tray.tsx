import { SearchX, Star } from 'lucide-react';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { KeptPlace } from '../../src-shared/collections';
import { t } from '../../src-shared/words/words';
import { useActions } from '../actions/use-actions';
import { collectionsStore } from '../stores/collections-store';
import { editPlace, movePlace, toggleActive } from '../stores/keep';
import { playThrough } from '../stores/play-through';
import { filmsIn, type TrayCard } from '../stores/tray-card';
import { shownCards, trayStore } from '../stores/tray-store';
import { GRID_HEIGHT, TRAY_HEIGHT, viewStore } from '../stores/view-store';
import { isDialogOpen } from '../ui/above';
import { Button } from '../ui/button';
import { Splitter } from '../ui/splitter';
import { EmptyState, ErrorNote, Spinner } from '../ui/states';
import type { CardMenuOf } from './card-menu';
import { Finds } from './finds';
import { Head } from './head';
import { endWords } from './words';
import './tray.css';

/** The window's tray of finds, once something was asked or searched for; a collection that is looked through, too. */
export function Tray() {
  const source = useStore(trayStore, (state) => state.source);
  const { screen, trayFolded, foldTray } = useStore(viewStore);
  useActions({
    'tray.next': () => trayStore.getState().step(1),
    'tray.previous': () => trayStore.getState().step(-1),
    'tray.keep': toggleActive,
    'tray.fold': () => foldTray(!viewStore.getState().trayFolded),
  });
  useEscape();
  const shown = source !== null && (screen.name === 'library' || screen.name === 'video');
  if (!shown) return null;
  return <Open folded={trayFolded} />;
}

/** So low a window has no room for a usual tray, a film, its timeline and an answer that can be read. */
const LOW = '(max-height: 860px)';

/** How high the tray is, and between which heights it can be: as somebody chose, else as the window has room. CSS pixels. */
function useHeight() {
  const { trayHeight, gridHeight, trayForm } = useStore(viewStore);
  const low = useSyncExternalStore(
    (changed) => {
      const room = window.matchMedia(LOW);
      room.addEventListener('change', changed);
      return () => room.removeEventListener('change', changed);
    },
    () => window.matchMedia(LOW).matches,
  );
  if (trayForm === 'grid') return { height: gridHeight, limits: GRID_HEIGHT };
  const usual = low ? TRAY_HEIGHT.slim : TRAY_HEIGHT.usual;
  return { height: trayHeight ?? usual, limits: { ...TRAY_HEIGHT, usual } };
}

/** Escape ends what is played through, before it means anything else. */
function useEscape(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { cards, stop } = playThrough.getState();
      if (event.key !== 'Escape' || cards.length === 0 || isDialogOpen()) return;
      event.preventDefault();
      event.stopPropagation();
      stop();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
}

function Open({ folded }: { readonly folded: boolean }) {
  const { height, limits } = useHeight();
  const cards = useStore(trayStore, (state) => state.cards);
  const filter = useStore(trayStore, (state) => state.filter);
  const shown = useMemo(() => shownCards({ cards, filter }), [cards, filter]);
  /** The find that is to be kept in a collection which is being named. */
  const [naming, setNaming] = useState<TrayCard | 'target' | null>(null);
  // What is kept of the films that are shown: their stars say so.
  useEffect(() => void collectionsStore.getState().know(filmsIn(cards)), [cards]);
  return (
    <section
      className={folded ? 'tray tray--folded' : 'tray'}
      style={folded ? undefined : { height }}
      aria-label={t('tray.finds')}
    >
      {!folded && (
        <Splitter
          label={t('tray.height')}
          direction="horizontal"
          value={height}
          limits={limits}
          onChange={viewStore.getState().setTrayHeight}
        />
      )}
      <Head shown={shown} folded={folded} naming={naming} onNaming={setNaming} />
      {!folded && <Body shown={shown} onNew={setNaming} />}
    </section>
  );
}

function Body({
  shown,
  onNew,
}: {
  readonly shown: readonly TrayCard[];
  readonly onNew: (card: TrayCard) => void;
}) {
  const { source, status, error, cards, notes, more, filter } = useStore(trayStore);
  const form = useStore(viewStore, (state) => state.trayForm);
  const collections = useStore(collectionsStore, (state) => state.collections);
  const ordered = source?.kind === 'collection' && filter.sort === 'best';
  const actions = useMemo(
    (): CardMenuOf => ({
      collections,
      onNew,
      onMove: ordered ? (place: KeptPlace, by) => void movePlace(place, by) : null,
      onEdit: editPlace,
    }),
    [collections, onNew, ordered],
  );
  if (status === 'loading') {
    return (
      <div className="tray__state">
        <Spinner label={t('tray.searching')} />
      </div>
    );
  }
  if (status === 'failed' && error) {
    const again = () => void trayStore.getState().again();
    return (
      <div className="tray__state">
        <ErrorNote
          error={error}
          action={
            <Button small onClick={again}>
              {t('tray.again')}
            </Button>
          }
        />
      </div>
    );
  }
  if (shown.length === 0) return <Nothing hidden={cards.length} notes={notes} />;
  return (
    <div className={`tray__body tray__body--${form}`}>
      {notes.length > 0 && <Notes notes={notes} />}
      <Finds cards={shown} form={form} end={endWords({ source, cards, more })} actions={actions} />
    </div>
  );
}

function Notes({ notes }: { readonly notes: readonly string[] }) {
  return (
    <ul className="tray__notes selectable" aria-label={t('tray.how')}>
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}

function Nothing({ hidden, notes }: { readonly hidden: number; readonly notes: readonly string[] }) {
  const source = useStore(trayStore, (state) => state.source);
  if (hidden > 0) {
    return (
      <div className="tray__state">
        <EmptyState
          icon={<SearchX size={24} strokeWidth={1.5} />}
          title={t('tray.filtered')}
          actions={
            <Button small onClick={() => trayStore.getState().change({ kinds: new Set(), videoId: null })}>
              {t('tray.showAll')}
            </Button>
          }
        />
      </div>
    );
  }
  if (source?.kind === 'collection') {
    return (
      <div className="tray__state">
        <EmptyState icon={<Star size={24} strokeWidth={1.5} />} title={t('tray.nothingKept')}>
          {t('tray.nothingKept.how')}
        </EmptyState>
      </div>
    );
  }
  return (
    <div className="tray__state">
      <EmptyState icon={<SearchX size={24} strokeWidth={1.5} />} title={t('tray.nothing')}>
        {notes.length === 0 ? t('tray.nothing.how') : notes.join(' ')}
      </EmptyState>
    </div>
  );
}
