import { Clapperboard } from 'lucide-react';
import { type CSSProperties, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { VideoId } from '../../src-shared/primitives';
import type { Video } from '../../src-shared/video';
import { USUAL } from '../stores/arrangement';
import { libraryStore } from '../stores/library-store';
import { Button } from '../ui/button';
import { Confirm } from '../ui/dialog';
import { EmptyState } from '../ui/states';
import { VirtualList, type VirtualListHandle } from '../ui/virtual-list';
import { arrange, gridStep } from './arrange';
import { Card } from './card';
import { Filters } from './filters';
import { COLUMN_GAP, useColumns } from './use-columns';

/** Rows of cards drawn beyond what is seen, on either side. */
const MARGIN_ROWS = 2;
/** Room below a row, as `.grid__row` has it. */
const ROW_GAP = 24;

/** The videos as cards, filtered and sorted. */
export function Grid({ videos }: { readonly videos: readonly Video[] }) {
  const arrangement = useStore(libraryStore, (state) => state.arrangement);
  const [removing, setRemoving] = useState<Video | null>(null);
  const shown = useMemo(() => arrange(videos, arrangement), [videos, arrangement]);
  return (
    <>
      <Filters shown={shown.length} all={videos.length} />
      {shown.length === 0 ? (
        <EmptyState
          icon={<Clapperboard size={32} strokeWidth={1.25} />}
          title="No video matches"
          actions={<Button onClick={() => libraryStore.getState().arrange(USUAL)}>Show all videos</Button>}
        >
          The filter hides all {videos.length} videos of the library.
        </EmptyState>
      ) : (
        <Cards shown={shown} onRemove={setRemoving} />
      )}
      {removing && (
        <Confirm
          title={`Remove “${removing.title}”?`}
          confirm="Remove from library"
          onClose={() => setRemoving(null)}
          onConfirm={() => void libraryStore.getState().remove(removing.id)}
        >
          <p>
            Its index, transcript and chats go; Undo brings them back until Longtake is closed. Your file{' '}
            <strong>{removing.fileName}</strong> stays where it is, untouched.
          </p>
        </Confirm>
      )}
    </>
  );
}

/** Rows of cards, of which those in sight are in the document, and the one that has the focus, or takes it first. */
function Cards({
  shown,
  onRemove,
}: {
  readonly shown: readonly Video[];
  readonly onRemove: (video: Video) => void;
}) {
  const jobs = useStore(libraryStore, (state) => state.jobs);
  const [activeId, setActiveId] = useState<VideoId | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualListHandle>(null);
  /** The card that is to take the focus once it is there. */
  const wanted = useRef<VideoId | null>(null);
  const focused = useRef(false);
  const columns = useColumns(scroller);
  const active = Math.max(
    0,
    shown.findIndex(({ id }) => id === activeId),
  );
  const rowOf = (index: number) => Math.floor(index / columns.count);

  useEffect(() => {
    // A card that moved to another row, as one before it was added, is another element: the focus goes with the video.
    const lost = focused.current && document.activeElement === document.body;
    if (!lost && (wanted.current === null || wanted.current !== activeId)) return;
    wanted.current = null;
    const card = scroller.current?.querySelector<HTMLElement>('[data-card-open][tabindex="0"]');
    card?.focus({ preventScroll: true });
  });

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (!(event.target instanceof HTMLElement) || !event.target.hasAttribute('data-card-open')) return;
    const next = gridStep(event.key, active, shown.length, columns.count);
    const video = next === null ? undefined : shown[next];
    if (next === null || !video) return;
    event.preventDefault();
    list.current?.show(rowOf(next));
    wanted.current = video.id;
    setActiveId(video.id);
  }

  function row(index: number) {
    const first = index * columns.count;
    return (
      <div className="grid__row" role="presentation" key={index}>
        {shown.slice(first, first + columns.count).map((video, n) => (
          <Card
            key={video.id}
            video={video}
            job={jobs.get(video.id)}
            active={first + n === active}
            place={first + n + 1}
            of={shown.length}
            onFocus={setActiveId}
            onRemove={onRemove}
          />
        ))}
      </div>
    );
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: rows stand between the list and its items, which <ul> does not allow.
    <div
      className="grid"
      role="list"
      aria-label="Videos"
      ref={scroller}
      style={{ '--columns': columns.count, '--column-gap': `${COLUMN_GAP}px` } as CSSProperties}
      onKeyDown={onKeyDown}
      onFocus={() => {
        focused.current = true;
      }}
      onBlur={({ target }) => {
        focused.current = !target.isConnected;
      }}
    >
      <VirtualList
        count={Math.ceil(shown.length / columns.count)}
        guess={columns.height + ROW_GAP}
        scroller={scroller}
        handle={list}
        row={row}
        margin={MARGIN_ROWS}
        keep={rowOf(active)}
      />
    </div>
  );
}
