import { type KeyboardEvent, useState } from 'react';
import { useStore } from 'zustand';
import type { KeptPlace } from '../../src-shared/collections';
import type { VideoId } from '../../src-shared/primitives';
import { formatClock } from '../../src-shared/time';
import { t } from '../../src-shared/words/words';
import { collectionsStore } from '../stores/collections-store';
import { targetName } from '../stores/keep';
import { markNoteStore } from '../stores/mark-note';
import type { Scale } from '../stores/timeline-view';
import { useTakenWithField } from '../ui/taken-with-field';
import { keepWriting } from '../ui/typing';

const WIDTH = 260;

/** A field for the note of the marker that was made just now, above its flag. Enter takes it, Escape leaves it without. */
export function MarkNote({ videoId, scale }: { readonly videoId: VideoId; readonly scale: Scale }) {
  const { place, overPicture } = useStore(markNoteStore);
  if (place?.videoId !== videoId || overPicture) return null;
  const left = Math.min(Math.max(scale.x(place.from) - WIDTH / 2, 4), Math.max(4, scale.width - WIDTH - 4));
  return <Field key={place.id} place={place} left={left} />;
}

/** The same over the picture, where that is all there is to see. */
export function MarkNoteOverPicture({ videoId }: { readonly videoId: VideoId }) {
  const { place, overPicture } = useStore(markNoteStore);
  if (place?.videoId !== videoId || !overPicture) return null;
  return <Field key={place.id} place={place} left={`calc(50% - ${WIDTH / 2}px)`} />;
}

function Field({ place, left }: { readonly place: KeptPlace; readonly left: number | string }) {
  const close = useStore(markNoteStore, (state) => state.close);
  const collections = useStore(collectionsStore, (state) => state.collections);
  const target = useStore(collectionsStore, (state) => state.target);
  const [note, setNote] = useState('');

  const settle = useTakenWithField(take);
  function take(): void {
    settle();
    close();
    const text = note.trim();
    if (text !== '') void collectionsStore.getState().changePlace(place, { note: text });
  }
  function onKeyDown(event: KeyboardEvent): void {
    keepWriting(event);
    if (event.key === 'Enter') {
      event.preventDefault();
      take();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      settle();
      close();
    }
  }
  return (
    // What is pressed in it is neither the timeline's nor the picture's.
    // biome-ignore lint/a11y/noStaticElementInteractions: it keeps clicks for itself, and does nothing by them
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <div
      className="mark-note"
      style={{ left, width: WIDTH }}
      onPointerDown={(event) => event.stopPropagation()}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <input
        aria-label={t('timeline.note', { clock: formatClock(place.from) })}
        placeholder={t('timeline.note.hint', {
          clock: formatClock(place.from),
          name: targetName({ collections, target }),
        })}
        maxLength={5000}
        value={note}
        ref={focusIt}
        onChange={(event) => setNote(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={take}
      />
    </div>
  );
}

function focusIt(input: HTMLInputElement | null): void {
  input?.focus({ preventScroll: true });
}
