import { Clapperboard } from 'lucide-react';
import {
  type CSSProperties,
  type KeyboardEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useStore } from 'zustand';
import type { VideoId } from '../../src-shared/primitives';
import type { Video } from '../../src-shared/video';
import { t, tParts } from '../../src-shared/words/words';
import { unfiltered } from '../stores/arrangement';
import { libraryStore } from '../stores/library-store';
import { recentFilms } from '../stores/recent-films';
import { selectedFilms } from '../stores/selected-films';
import { Button } from '../ui/button';
import { Confirm } from '../ui/dialog';
import { EmptyState } from '../ui/states';
import { VirtualList, type VirtualListHandle } from '../ui/virtual-list';
import { Parts } from '../ui/words';
import { arrange, gridStep, rowsOf } from './arrange';
import { Card } from './card';
import { Filters } from './filters';
import { ListRow } from './list-row';
import { SelectionBar } from './selection-bar';
import { COLUMN_GAP, useColumns } from './use-columns';

/** Rows of cards, and lines, drawn beyond what is seen, on either side. */
const MARGIN_ROWS = 1;
const MARGIN_LINES = 6;
/** Room below a row, as `.grid__row` has it; and the height of a line of the list. */
const ROW_GAP = 24;
const LINE = 48;

/** Where Ctrl+A is somebody else's. */
const ELSEWHERE =
  'input:not([type="checkbox"]), textarea, [contenteditable], dialog, [role="dialog"], aside, .tray';

/** The videos as cards or as a list, filtered and sorted. */
export function Grid({ videos }: { readonly videos: readonly Video[] }) {
  const arrangement = useStore(libraryStore, (state) => state.arrangement);
  const [removing, setRemoving] = useState<readonly Video[]>([]);
  const shown = useMemo(
    () => arrange(videos, arrangement, { recent: recentFilms(), now: Date.now() }),
    [videos, arrangement],
  );
  useEffect(() => selectedFilms.getState().keep(shown.map(({ id }) => id)), [shown]);
  return (
    <>
      <Filters shown={shown.length} videos={videos} />
      <SelectionBar videos={shown} onRemove={setRemoving} />
      {shown.length === 0 ? (
        <EmptyState
          icon={<Clapperboard size={32} strokeWidth={1.25} />}
          title={t('library.noMatch')}
          actions={
            <Button onClick={() => libraryStore.getState().arrange(unfiltered(arrangement))}>
              {t('library.noMatch.showAll')}
            </Button>
          }
        >
          {t('library.noMatch.text', { n: videos.length })}
        </EmptyState>
      ) : (
        <Films shown={shown} onRemove={setRemoving} />
      )}
      {removing.length > 0 && <ConfirmRemoval videos={removing} onClose={() => setRemoving([])} />}
    </>
  );
}

function ConfirmRemoval({
  videos,
  onClose,
}: {
  readonly videos: readonly Video[];
  readonly onClose: () => void;
}) {
  const [only, ...others] = videos;
  const one = others.length === 0 && only;
  return (
    <Confirm
      title={
        one ? t('library.remove.one', { title: one.title }) : t('library.remove.some', { n: videos.length })
      }
      confirm={t('library.remove.confirm')}
      onClose={onClose}
      onConfirm={() => void libraryStore.getState().remove(videos.map(({ id }) => id))}
    >
      {one ? (
        <p>
          <Parts of={tParts('library.remove.text', { file: <strong>{one.fileName}</strong> })} />
        </p>
      ) : (
        <p>{t('library.remove.textSome')}</p>
      )}
    </Confirm>
  );
}

/** Rows of films, of which those in sight are in the document, and the one that has the focus, or takes it first. */
function Films({
  shown,
  onRemove,
}: {
  readonly shown: readonly Video[];
  readonly onRemove: (videos: readonly Video[]) => void;
}) {
  const jobs = useStore(libraryStore, (state) => state.jobs);
  const { view, group } = useStore(libraryStore, (state) => state.arrangement);
  const selected = useStore(selectedFilms, (state) => state.ids);
  const [activeId, setActiveId] = useState<VideoId | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualListHandle>(null);
  /** The card that is to take the focus once it is there. */
  const wanted = useRef<VideoId | null>(null);
  const focused = useRef(false);
  const columns = useColumns(scroller);
  const asList = view === 'list';
  const across = asList ? 1 : columns.count;
  const rows = useMemo(() => rowsOf(shown, across, group), [shown, across, group]);
  const ids = useMemo(() => shown.map(({ id }) => id), [shown]);
  /** In the order of the rows, which grouping may have changed. */
  const inRows = useMemo(
    () => rows.flatMap((row) => (row.kind === 'films' ? row.videos.map(({ id }) => id) : [])),
    [rows],
  );
  const active = Math.max(0, inRows.indexOf(activeId ?? ''));
  const rowOf = (index: number) =>
    rows.findIndex(
      (row) => row.kind === 'films' && index >= row.first && index < row.first + row.videos.length,
    );

  useEffect(() => {
    // A card that moved to another row, as one before it was added, is another element: the focus goes with the video.
    const lost = focused.current && document.activeElement === document.body;
    if (!lost && (wanted.current === null || wanted.current !== activeId)) return;
    wanted.current = null;
    const card = scroller.current?.querySelector<HTMLElement>('[data-card-open][tabindex="0"]');
    card?.focus({ preventScroll: true });
  });

  useEffect(() => {
    function onAll(event: globalThis.KeyboardEvent): void {
      const { key, ctrlKey, metaKey, shiftKey, altKey, target, defaultPrevented } = event;
      if (key.toLowerCase() !== 'a' || !(ctrlKey || metaKey) || shiftKey || altKey || defaultPrevented)
        return;
      // What is typed has a selection of its own, and so has what lies over or beside the films.
      if (target instanceof Element && target.closest(ELSEWHERE)) return;
      event.preventDefault();
      selectedFilms.getState().all(ids);
    }
    window.addEventListener('keydown', onAll);
    return () => window.removeEventListener('keydown', onAll);
  }, [ids]);

  const onSelect = useCallback(
    (id: VideoId, how: 'one' | 'to') => {
      if (how === 'to') selectedFilms.getState().extend(id, inRows);
      else selectedFilms.getState().toggle(id);
    },
    [inRows],
  );
  const remove = useCallback(
    (video: Video) => {
      const together = selectedFilms.getState().ids;
      onRemove(together.has(video.id) ? shown.filter(({ id }) => together.has(id)) : [video]);
    },
    [shown, onRemove],
  );

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (!(event.target instanceof HTMLElement) || !event.target.hasAttribute('data-card-open')) return;
    if (event.key === 'Escape' && selected.size > 0) {
      // It takes away what lies on top, and that is the selection.
      event.preventDefault();
      event.stopPropagation();
      selectedFilms.getState().clear();
    }
    const next = gridStep(event.key, active, rows);
    const id = next === null ? undefined : inRows[next];
    if (next === null || id === undefined) return;
    event.preventDefault();
    if (event.shiftKey) selectedFilms.getState().extend(id, inRows);
    list.current?.show(rowOf(next));
    wanted.current = id;
    setActiveId(id);
  }

  function film(video: Video, index: number) {
    const Film = asList ? ListRow : Card;
    return (
      <Film
        key={video.id}
        video={video}
        job={jobs.get(video.id)}
        active={index === active}
        place={index + 1}
        of={shown.length}
        selected={selected.has(video.id)}
        onFocus={setActiveId}
        onRemove={remove}
        onSelect={onSelect}
      />
    );
  }

  function row(n: number) {
    const shownRow = rows[n];
    if (!shownRow) return null;
    if (shownRow.kind === 'title') {
      return (
        <h2 className="grid__group" key={shownRow.key}>
          {shownRow.name} <span className="numbers">{shownRow.count}</span>
        </h2>
      );
    }
    return (
      <div
        className={asList ? 'grid__row grid__row--list' : 'grid__row'}
        role="presentation"
        key={asList ? shownRow.key : n}
      >
        {shownRow.videos.map((video, at) => film(video, shownRow.first + at))}
      </div>
    );
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: rows stand between the list and its items, which <ul> does not allow.
    <div
      className="grid"
      role="list"
      aria-label={t('library.videos')}
      ref={scroller}
      style={{ '--columns': across, '--column-gap': `${COLUMN_GAP}px` } as CSSProperties}
      onKeyDown={onKeyDown}
      onFocus={() => {
        focused.current = true;
      }}
      onBlur={({ target }) => {
        focused.current = !target.isConnected;
      }}
    >
      <VirtualList
        count={rows.length}
        guess={asList ? LINE : columns.height + ROW_GAP}
        scroller={scroller}
        handle={list}
        row={row}
        margin={asList ? MARGIN_LINES : MARGIN_ROWS}
        keep={rowOf(active)}
      />
    </div>
  );
}
