import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { KeptPlace } from '../../src-shared/collections';
import { t } from '../../src-shared/words/words';
import { collectionsStore } from '../stores/collections-store';
import { movePlace } from '../stores/keep';
import { trayStore } from '../stores/tray-store';
import { stepIndex } from '../ui/roving';
import { VirtualList, type VirtualListHandle } from '../ui/virtual-list';
import { PlaceRow } from './place-row';

/** Likely height of a row, CSS pixels. */
const ROW = 60;

/** A collection's places in their order: gone through, moved with the pointer or with Alt and the arrows, and removed. */
export function Places({ places }: { readonly places: readonly KeptPlace[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualListHandle>(null);
  const wantsFocus = useRef(false);
  const [activeId, setActiveId] = useState<string | null>(null);
  /** Before which place a dragged one would come; 'end' for after the last. */
  const [target, setTarget] = useState<string | null>(null);
  const dragged = useRef<KeptPlace | null>(null);
  const editing = useStore(collectionsStore, (state) => state.editing);
  const pointed = useStore(collectionsStore, (state) => state.pointed);
  const playedKey = useStore(trayStore, (state) => state.activeKey);
  const active = Math.max(
    0,
    places.findIndex(({ id }) => id === activeId),
  );

  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    scroller.current?.querySelector<HTMLElement>('[data-place][tabindex="0"]')?.focus();
  });
  const editedAt = places.findIndex(({ id }) => id === editing);
  useEffect(() => {
    if (editedAt >= 0) list.current?.show(editedAt);
  }, [editedAt]);

  const pointedAt = places.findIndex(({ id }) => id === pointed?.placeId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: pointed out once more it is sought once more.
  useEffect(() => {
    if (pointedAt >= 0) list.current?.show(pointedAt);
  }, [pointedAt, pointed]);

  function goTo(at: number): void {
    const place = places[at];
    if (!place) return;
    list.current?.show(at);
    wantsFocus.current = true;
    setActiveId(place.id);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (!(event.target instanceof HTMLElement) || event.target.dataset.place === undefined) return;
    const place = places[active];
    if (!place) return;
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      wantsFocus.current = true;
      void movePlace(place, event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Delete') {
      event.preventDefault();
      void collectionsStore.getState().removePlaces([place]);
      goTo(active + 1 < places.length ? active + 1 : active - 1);
    } else if (event.key === 'F2') {
      event.preventDefault();
      collectionsStore.getState().edit(place.id);
    } else {
      const next = stepIndex(event.key, active, places.length);
      if (next === null) return;
      event.preventDefault();
      goTo(next);
    }
  }
  function drop(): void {
    const place = dragged.current;
    if (place && target !== null && target !== place.id) {
      void collectionsStore.getState().move(place, target === 'end' ? null : target);
    }
    stopDragging();
  }
  function stopDragging(): void {
    dragged.current = null;
    setTarget(null);
  }
  /** The upper half of a row means before it, the lower one after it. */
  function over(event: DragEvent<HTMLElement>, at: number): void {
    if (!dragged.current) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'move';
    const { top, height } = event.currentTarget.getBoundingClientRect();
    const before = event.clientY < top + height / 2 ? at : at + 1;
    setTarget(places[before]?.id ?? 'end');
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: rows stand between the list and its items, which <ol> does not allow.
    <div
      className="places-list"
      role="list"
      aria-label={t('collections.placesLabel')}
      ref={scroller}
      onKeyDown={onKeyDown}
      onDrop={(event) => {
        if (!dragged.current) return;
        event.preventDefault();
        event.stopPropagation();
        drop();
      }}
    >
      <VirtualList
        count={places.length}
        guess={ROW}
        scroller={scroller}
        handle={list}
        keep={active}
        row={(at) => {
          const place = places[at];
          return (
            place && (
              <PlaceRow
                key={place.id}
                place={place}
                number={at + 1}
                of={places.length}
                active={at === active}
                shown={place.id === playedKey}
                pointed={place.id === pointed?.placeId ? pointed : null}
                editing={place.id === editing}
                mark={
                  target === place.id
                    ? 'before'
                    : target === 'end' && at === places.length - 1
                      ? 'after'
                      : null
                }
                onFocus={() => setActiveId(place.id)}
                onDragStart={() => {
                  dragged.current = place;
                }}
                onDragOver={(event) => over(event, at)}
                onDragEnd={stopDragging}
              />
            )
          );
        }}
      />
    </div>
  );
}
