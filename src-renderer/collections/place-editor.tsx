import { Scissors } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { useStore } from 'zustand';
import {
  type KeptPlace,
  PLACE_COLOURS,
  type PlaceChange,
  type PlaceColour,
} from '../../src-shared/collections';
import { t } from '../../src-shared/words/words';
import { collectionsStore } from '../stores/collections-store';
import { playerStore } from '../stores/player-store';
import { selectionStore } from '../stores/selection-store';
import { Button } from '../ui/button';
import { clocks } from '../ui/format';
import { useTakenWithField } from '../ui/taken-with-field';

const MOST_TAGS = 30;
const LONGEST_TAG = 60;

/** Tags as they are typed, with commas or spaces between; each once. */
export function tagsOf(text: string): string[] {
  const tags = text
    .split(/[,\s]+/)
    .map((tag) => tag.replace(/^#+/, '').slice(0, LONGEST_TAG))
    .filter((tag) => tag !== '');
  return [...new Set(tags)].slice(0, MOST_TAGS);
}

/** What somebody says of a place. Taken as a field is left, or with Enter; a colour at once. */
export function PlaceEditor({ place }: { readonly place: KeptPlace }) {
  const [title, setTitle] = useState(place.title);
  const [note, setNote] = useState(place.note);
  const [tags, setTags] = useState(place.tags.join(', '));
  const { changePlace, edit } = collectionsStore.getState();

  function save(change: PlaceChange): void {
    const changed = Object.entries(change).some(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(place[key as keyof KeptPlace]),
    );
    if (changed) void changePlace(place, change);
  }
  const all = () => ({ title: title.trim(), note: note.trim(), tags: tagsOf(tags) });
  const settle = useTakenWithField(() => save(all()));
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' || (event.key === 'Enter' && !event.shiftKey)) {
      if (event.target instanceof HTMLInputElement && event.target.type === 'radio') return;
      event.preventDefault();
      event.stopPropagation();
      // Escape leaves what was typed in this field; what was left before is taken already.
      if (event.key === 'Enter') save(all());
      settle();
      edit(null);
    }
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Enter and Escape of the fields in it.
    <div className="editor" onKeyDown={onKeyDown}>
      <Field label={t('collections.place.name')}>
        <input
          maxLength={500}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          onBlur={() => save(all())}
        />
      </Field>
      <Field label={t('collections.note.hint')}>
        <textarea
          rows={2}
          maxLength={5000}
          value={note}
          ref={focusOnce}
          onChange={(event) => setNote(event.target.value)}
          onBlur={() => save(all())}
        />
      </Field>
      <Field label={t('collections.place.tags')}>
        <input
          maxLength={1000}
          placeholder={t('collections.place.tags.hint')}
          value={tags}
          onChange={(event) => setTags(event.target.value)}
          onBlur={() => save(all())}
        />
      </Field>
      <Colours chosen={place.colour} onChoose={(colour) => save({ colour })} />
      <Trim place={place} onTrim={save} />
      <Button
        small
        onClick={() => {
          save(all());
          settle();
          edit(null);
        }}
      >
        {t('collections.done')}
      </Button>
    </div>
  );
}

/** Gives the place the range that is marked in its film, where one is. */
function Trim({
  place,
  onTrim,
}: {
  readonly place: KeptPlace;
  readonly onTrim: (change: PlaceChange) => void;
}) {
  const range = useStore(selectionStore, (state) => state.range);
  const open = useStore(playerStore, (state) => state.videoId);
  if (range === null || open !== place.videoId) return null;
  return (
    <Button small onClick={() => onTrim({ from: range.from, to: range.to })}>
      <Scissors size={13} /> {t('collections.place.trim', { times: clocks(range) })}
    </Button>
  );
}

/** What it is opened for. */
function focusOnce(element: HTMLTextAreaElement | null): void {
  element?.focus();
}

function Field({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is its child.
    <label className="editor__field">
      <span>{label}</span>
      {children}
    </label>
  );
}

function Colours({
  chosen,
  onChoose,
}: {
  readonly chosen: PlaceColour | null;
  readonly onChoose: (colour: PlaceColour | null) => void;
}) {
  const name = useId();
  return (
    <fieldset className="colours" aria-label={t('collections.colour')}>
      {[null, ...PLACE_COLOURS].map((colour) => (
        <label
          key={colour ?? 'none'}
          className="colours__one"
          title={colour ? t(`collections.colour.${colour}`) : t('collections.colour.none')}
        >
          <input
            type="radio"
            name={name}
            aria-label={colour ? t(`collections.colour.${colour}`) : t('collections.colour.noColour')}
            checked={chosen === colour}
            onChange={() => onChoose(colour)}
          />
          <span className={`colour colour--${colour ?? 'none'}`} aria-hidden="true" />
        </label>
      ))}
    </fieldset>
  );
}
