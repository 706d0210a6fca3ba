import { AudioLines, GripVertical, Pencil, Trash2 } from 'lucide-react';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { KeptPlace } from '../../src-shared/collections';
import { formatClock } from '../../src-shared/time';
import { supportInLanguage } from '../../src-shared/words/names';
import { t } from '../../src-shared/words/words';
import { dragged, useDragOut } from '../export/drag-out';
import { Making } from '../export/making';
import { collectionsStore } from '../stores/collections-store';
import { showMoment } from '../stores/go-to';
import { libraryStore } from '../stores/library-store';
import { trayStore } from '../stores/tray-store';
import { IconButton } from '../ui/button';
import { clocks, formatLength } from '../ui/format';
import { isQuoted, KindIcon } from '../ui/kinds';
import { thumbUrl } from '../ui/media';
import { placeName } from '../ui/place-name';
import { PlaceEditor } from './place-editor';

/** One place of a collection: a click goes there. */
export function PlaceRow({
  place,
  number,
  of,
  active,
  shown,
  pointed,
  editing,
  mark,
  onFocus,
  onDragStart,
  onDragOver,
  onDragEnd,
}: {
  readonly place: KeptPlace;
  /** Its place in the order, from 1, of how many. */
  readonly number: number;
  readonly of: number;
  /** Whether its controls are in the tab order: one row at a time. */
  readonly active: boolean;
  /** Whether it was opened last. */
  readonly shown: boolean;
  /** Pointed out, once for each object. */
  readonly pointed: object | null;
  readonly editing: boolean;
  /** Where a place that is dragged would come. */
  readonly mark: 'before' | 'after' | null;
  readonly onFocus: () => void;
  readonly onDragStart: () => void;
  readonly onDragOver: (event: DragEvent<HTMLElement>) => void;
  readonly onDragEnd: () => void;
}) {
  const title = useStore(libraryStore, ({ videos }) => videos.find(({ id }) => id === place.videoId)?.title);
  const { edit, removePlaces } = collectionsStore.getState();
  const tabIndex = active ? 0 : -1;
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (pointed) flash(row.current);
  }, [pointed]);
  const said = [place.title === '' ? '' : place.note, ...place.tags.map((tag) => `#${tag}`)].filter(Boolean);
  function open(): void {
    trayStore.getState().activate(place.id);
    showMoment(place.videoId, place.from);
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: see places.tsx.
    <div
      className={`place${mark ? ` place--${mark}` : ''}${shown ? ' place--shown' : ''}`}
      role="listitem"
      aria-posinset={number}
      aria-setsize={of}
      onFocus={onFocus}
      onDragOver={onDragOver}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the handle of the pointer; Alt and arrows do it for the keyboard. */}
      <div
        className="place__row"
        ref={row}
        draggable={!editing}
        onDragStart={(event) => {
          event.dataTransfer.effectAllowed = 'move';
          event.dataTransfer.setData('text/plain', place.title);
          onDragStart();
        }}
        onDragEnd={onDragEnd}
      >
        <GripVertical className="place__grip" size={13} aria-hidden="true" />
        <button
          type="button"
          className="place__open"
          data-place={place.id}
          tabIndex={tabIndex}
          disabled={title === undefined}
          onClick={open}
        >
          <Picture place={place} />
          <span className="place__words">
            <span className="place__title">
              {place.colour && <span className={`colour colour--${place.colour}`} aria-hidden="true" />}
              {place.kind && <KindIcon kind={place.kind} />}
              <span className="place__text">{nameOf(place)}</span>
            </span>
            <span className="place__facts numbers">
              {timesOf(place)} · {title ?? t('collections.place.waits')}
            </span>
            {said.length > 0 && <span className="place__note">{said.join(' ')}</span>}
          </span>
        </button>
        <span className="place__tools">
          <IconButton
            label={t('collections.place.edit')}
            hint={t('collections.place.edit.hint')}
            small
            tabIndex={tabIndex}
            aria-expanded={editing}
            onClick={() => edit(editing ? null : place.id)}
          >
            <Pencil size={13} />
          </IconButton>
          <IconButton
            label={t('collections.place.remove')}
            hint={t('collections.place.remove.hint')}
            small
            tabIndex={tabIndex}
            onClick={() => void removePlaces([place])}
          >
            <Trash2 size={13} />
          </IconButton>
        </span>
      </div>
      {editing && <PlaceEditor place={place} />}
    </div>
  );
}

/** Where a place is; of one within a second, whose two times are the same, how long it is. */
function timesOf({ from, to }: KeptPlace): string {
  const [begins, ends] = [formatClock(from), formatClock(to)];
  if (begins !== ends) return clocks({ from, to });
  return to > from ? `${begins} · ${formatLength(to - from)}` : begins;
}

/** Frames a row for a moment. */
function flash(row: HTMLElement | null): void {
  const shown = { outline: '2px solid var(--accent)', outlineOffset: '-2px' };
  const gone = { outline: '2px solid transparent', outlineOffset: '-2px' };
  row?.animate?.([shown, { ...shown, offset: 0.6 }, gone], { duration: 1600 });
}

function nameOf(place: KeptPlace): string {
  const { kind, title } = place;
  if (title === '') return placeName(place);
  return kind && isQuoted(kind) ? t('ui.quote', { words: title }) : supportInLanguage(kind, title);
}

/** Dragged to another program it is the place; the rest of the row is dragged to another place in the order. */
function Picture({ place }: { readonly place: KeptPlace }) {
  const [broken, setBroken] = useState(false);
  const { making, handlers } = useDragOut((still) => dragged({ ...place, at: place.from }, still));
  return (
    <span className="place__picture" title={t('tray.drag.how')} {...handlers}>
      {place.frameIndex === null || broken ? (
        <AudioLines size={16} aria-hidden="true" />
      ) : (
        <img
          src={thumbUrl(place.videoId, place.frameIndex)}
          alt=""
          loading="lazy"
          draggable={false}
          onError={() => setBroken(true)}
        />
      )}
      <Making making={making} />
    </span>
  );
}
