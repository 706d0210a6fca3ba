import {
  ChevronDown,
  ChevronUp,
  CornerUpLeft,
  Download,
  History,
  LayoutGrid,
  Play,
  RectangleHorizontal,
  SkipBack,
  SkipForward,
  Square,
  X,
} from 'lucide-react';
import { useStore } from 'zustand';
import { t } from '../../src-shared/words/words';
import { tooltip } from '../actions/keys';
import { findsRequest } from '../export/places';
import { collectionsStore } from '../stores/collections-store';
import { exportStore } from '../stores/export-store';
import { libraryStore } from '../stores/library-store';
import { playThrough } from '../stores/play-through';
import { filmsIn, type TrayCard } from '../stores/tray-card';
import { backToSource } from '../stores/tray-follow';
import { type TraySource, trayStore } from '../stores/tray-store';
import { viewStore } from '../stores/view-store';
import { Button, IconButton } from '../ui/button';
import { Tooltip } from '../ui/tooltip';
import { Filters } from './filters';
import { Target } from './target';
import { backWords, exportName, sourceWords } from './words';

function titleOf(videoId: string): string | undefined {
  return libraryStore.getState().videos.find(({ id }) => id === videoId)?.title;
}

/** What the tray's cards are, where they came from, and what can be done with them. */
export function Head({
  shown,
  folded,
  naming,
  onNaming,
}: {
  readonly shown: readonly TrayCard[];
  readonly folded: boolean;
  readonly naming: TrayCard | 'target' | null;
  readonly onNaming: (what: TrayCard | 'target' | null) => void;
}) {
  const source = useStore(trayStore, (state) => state.source);
  const status = useStore(trayStore, (state) => state.status);
  const earlier = useStore(trayStore, (state) => state.earlier.length);
  const playing = useStore(playThrough, (state) => state.cards.length > 0);
  const view = viewStore.getState();
  if (!source) return null;
  const words = sourceWords(source, titleOf);
  return (
    <header className="tray__head">
      <IconButton
        label={folded ? t('tray.show') : t('tray.hide')}
        hint={tooltip('tray.fold', folded ? t('tray.show') : t('tray.hide'))}
        small
        aria-expanded={!folded}
        onClick={() => view.foldTray(!folded)}
      >
        {folded ? <ChevronUp size={15} /> : <ChevronDown size={15} />}
      </IconButton>
      <div className="tray__about">
        <h2 className="tray__title" title={words}>
          {words}
        </h2>
        {status === 'ready' && <Count shown={shown} />}
      </div>
      <Back source={source} />
      {earlier > 0 && (
        <IconButton label={t('tray.earlier')} small onClick={() => trayStore.getState().back()}>
          <History size={14} />
        </IconButton>
      )}
      <span className="tray__space" />
      {playing ? <PlayingThrough /> : !folded && <Filters />}
      {!folded && <Target naming={naming} onNaming={onNaming} />}
      {!folded && <Tools source={source} shown={shown} />}
      <IconButton label={t('tray.close')} small onClick={() => trayStore.getState().close()}>
        <X size={15} />
      </IconButton>
    </header>
  );
}

function Back({ source }: { readonly source: TraySource }) {
  const words = backWords(source.kind);
  function back(): void {
    if (source.kind === 'collection') collectionsStore.getState().open(source.collectionId);
    backToSource(source);
  }
  return (
    <Tooltip content={words} describes={false}>
      <Button small className="tray__back" aria-label={words} onClick={back}>
        <CornerUpLeft size={13} />
        <span className="tray__back-words">{words}</span>
      </Button>
    </Tooltip>
  );
}

function Count({ shown }: { readonly shown: readonly TrayCard[] }) {
  const all = useStore(trayStore, (state) => state.cards);
  const films = filmsIn(all).length;
  const weak = all.filter((card) => card.weak).length;
  const places = t('tray.count.places', { n: all.length });
  const parts = [
    shown.length === all.length ? places : t('tray.count.of', { shown: shown.length, places }),
    ...(films > 1 ? [t('tray.count.films', { n: films })] : []),
    ...(weak > 0 && weak < all.length ? [t('tray.count.candidates', { n: weak })] : []),
    ...(weak > 0 && weak === all.length ? [t('tray.count.allCandidates')] : []),
  ];
  return (
    <span className="tray__count numbers" role="status">
      {parts.join(' ')}
    </span>
  );
}

function Tools({ source, shown }: { readonly source: TraySource; readonly shown: readonly TrayCard[] }) {
  const form = useStore(viewStore, (state) => state.trayForm);
  const all = useStore(trayStore, (state) => state.cards);
  const { setTrayForm } = viewStore.getState();
  function save(): void {
    // A collection is exported in its own order and with what was said of its places; a part of one is a list of finds.
    if (source.kind === 'collection' && shown.length === all.length) {
      const { collectionId, name } = source;
      exportStore.getState().open({ kind: 'collection', collectionId, name, count: all.length });
    } else exportStore.getState().open(findsRequest(exportName(source), shown));
  }
  const other = form === 'strip' ? 'grid' : 'strip';
  return (
    <>
      <IconButton
        label={t('tray.play')}
        hint={t('tray.play.hint')}
        small
        disabled={shown.length === 0}
        onClick={() => playThrough.getState().start(shown)}
      >
        <Play size={14} />
      </IconButton>
      <IconButton
        label={other === 'grid' ? t('tray.grid') : t('tray.strip')}
        small
        onClick={() => setTrayForm(other)}
      >
        {other === 'grid' ? <LayoutGrid size={14} /> : <RectangleHorizontal size={14} />}
      </IconButton>
      <IconButton label={t('tray.export')} small disabled={shown.length === 0} onClick={save}>
        <Download size={14} />
      </IconButton>
    </>
  );
}

function PlayingThrough() {
  const { cards, at } = useStore(playThrough);
  const { step, stop } = playThrough.getState();
  return (
    <div className="tray__playing">
      <span className="numbers" role="status">
        {t('tray.playing', { at: at + 1, all: cards.length })}
      </span>
      <IconButton label={t('tray.playBefore')} small disabled={at === 0} onClick={() => step(-1)}>
        <SkipBack size={13} />
      </IconButton>
      <IconButton label={t('tray.playNext')} small onClick={() => step(1)}>
        <SkipForward size={13} />
      </IconButton>
      <IconButton label={t('tray.playStop')} hint={t('tray.playStop.hint')} small onClick={stop}>
        <Square size={12} fill="currentColor" />
      </IconButton>
    </div>
  );
}
