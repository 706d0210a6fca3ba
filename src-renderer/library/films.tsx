import {
  type CSSProperties,
  Fragment,
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
import { t } from '../../src-shared/words/words';
import { libraryStore } from '../stores/library-store';
import { selectedFilms } from '../stores/selected-films';
import { VirtualList, type VirtualListHandle } from '../ui/virtual-list';
import { gridStep, rowsOf } from './arrange';
import { Card } from './card';
import { ListHead } from './list-head';
import { ListRow } from './list-row';
import { CELL, listOf, tableRow } from './table-roles';
import { COLUMN_GAP, useColumns } from './use-columns';

/** Rows of cards, and lines, drawn beyond what is seen, on either side. */
const MARGIN_ROWS = 1;
const MARGIN_LINES = 6;
/** Room below a row, as `.grid__row` has it; and the height of a line of the list. */
const ROW_GAP = 24;
const LINE = 48;
/** Rows of the table that stand before those of films: that of the columns' heads. */
const HEAD = 1;

/** Where Ctrl+A is somebody else's. */
const ELSEWHERE =
  'input:not([type="checkbox"]), textarea, [contenteditable], dialog, [role="dialog"], aside, .tray';

/** Rows of films, of which those in sight are in the document, and the one that has the focus, or takes it first. */
export function Films({
  videos,
  shown,
  onRemove,
}: {
  /** All of the library, and those that are shown. */
  readonly videos: readonly Video[];
  readonly shown: readonly Video[];
  readonly onRemove: (videos: readonly Video[]) => void;
}) {
  const jobs = useStore(libraryStore, (state) => state.jobs);
  const { view, group, sort, reversed } = useStore(libraryStore, (state) => state.arrangement);
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

  // biome-ignore lint/correctness/useExhaustiveDependencies: another order is looked at from its beginning.
  useEffect(() => scroller.current?.scrollTo({ top: 0 }), [sort, reversed]);

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
      onRemove(together.has(video.id) ? videos.filter(({ id }) => together.has(id)) : [video]);
    },
    [videos, onRemove],
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

  /** @param place which of all films, or rows of the table below its head, from 1 */
  function film(video: Video, index: number, place: number) {
    const Film = asList ? ListRow : Card;
    return (
      <Film
        key={video.id}
        video={video}
        job={jobs.get(video.id)}
        active={index === active}
        place={place}
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
      const title = (
        <h2 className="grid__group">
          {shownRow.name} <span className="numbers">{shownRow.count}</span>
        </h2>
      );
      return asList ? (
        <div {...tableRow(n + HEAD + 1)} key={shownRow.key}>
          <div {...CELL}>{title}</div>
        </div>
      ) : (
        <Fragment key={shownRow.key}>{title}</Fragment>
      );
    }
    const [only] = shownRow.videos;
    if (asList) return only ? film(only, shownRow.first, n + HEAD + 1) : null;
    return (
      <div className="grid__row" role="presentation" key={n}>
        {shownRow.videos.map((video, at) => film(video, shownRow.first + at, shownRow.first + at + 1))}
      </div>
    );
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a list or a table, whose keys lead from one film to another.
    <div
      className={asList ? 'grid grid--list' : 'grid'}
      {...listOf(t('library.videos'), asList ? rows.length + HEAD : null)}
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
      {asList && <ListHead shown={shown} />}
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
