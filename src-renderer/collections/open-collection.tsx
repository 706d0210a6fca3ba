import { ArrowLeft, Download, EllipsisVertical, LayoutPanelTop, Pencil, Play, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Collection, KeptPlace } from '../../src-shared/collections';
import { collectionsStore } from '../stores/collections-store';
import { exportStore } from '../stores/export-store';
import { showCollection } from '../stores/keep';
import { libraryStore } from '../stores/library-store';
import { playThrough } from '../stores/play-through';
import { cardOfPlace } from '../stores/tray-card';
import { Button, IconButton } from '../ui/button';
import { Confirm } from '../ui/dialog';
import { count } from '../ui/format';
import { Menu } from '../ui/menu';
import { NameField } from '../ui/name-field';
import { EmptyState, ErrorNote, Spinner } from '../ui/states';
import { Places } from './places';

const NONE: readonly KeptPlace[] = [];

/** One collection: its name and note, its places in their order, and what can be done with all of them. */
export function OpenCollection({ collection }: { readonly collection: Collection }) {
  const list = useStore(collectionsStore, (state) => state.lists.get(collection.id));
  const [naming, setNaming] = useState(false);
  const [removing, setRemoving] = useState(false);
  const { open, look, change, remove } = collectionsStore.getState();
  const places = list?.places ?? NONE;
  useEffect(() => void look(collection.id), [look, collection.id]);
  const { id, name } = collection;
  return (
    <section className="collections" aria-label={`Collection ${name}`}>
      <div className="collections__bar">
        <IconButton label="All collections" small onClick={() => open(null)}>
          <ArrowLeft size={15} />
        </IconButton>
        {naming ? (
          <NameField
            label="Name of the collection"
            usual={name}
            onDone={(wanted) => {
              setNaming(false);
              void change(id, { name: wanted });
            }}
            onLeave={() => setNaming(false)}
          />
        ) : (
          <h2 className="collections__name" title={name}>
            {name}
          </h2>
        )}
        <Menu
          label={`More for ${name}`}
          small
          icon={<EllipsisVertical size={15} />}
          items={[
            { label: 'Rename', icon: <Pencil size={15} />, run: () => setNaming(true) },
            {
              label: 'Show in the tray',
              icon: <LayoutPanelTop size={15} />,
              run: () => void showCollection(id),
            },
            {
              label: 'Remove the collection…',
              icon: <Trash2 size={15} />,
              danger: true,
              run: () => setRemoving(true),
            },
          ]}
        />
      </div>
      <Note collection={collection} />
      <div className="collections__do">
        <Button
          small
          tone="primary"
          disabled={places.length === 0}
          onClick={() => playThrough.getState().start(places.map(cardOfPlace))}
        >
          <Play size={13} /> Play through
        </Button>
        <Button
          small
          disabled={places.length === 0}
          onClick={() =>
            exportStore.getState().open({ kind: 'collection', collectionId: id, name, count: places.length })
          }
        >
          <Download size={13} /> Export…
        </Button>
      </div>
      {list?.status === 'failed' && list.error && (
        <ErrorNote
          error={list.error}
          action={
            <Button small onClick={() => void look(id)}>
              Try again
            </Button>
          }
        />
      )}
      {(!list || list.status === 'loading') && places.length === 0 && (
        <Spinner label="Opening the collection" />
      )}
      {list?.status === 'ready' && places.length === 0 && (
        <EmptyState icon={null} title="Nothing is kept here yet">
          The star on a find keeps it; M keeps the moment that is played.
        </EmptyState>
      )}
      {places.length > 0 && <Places places={places} />}
      <Waiting collection={collection} />
      {removing && (
        <Confirm
          title={`Remove “${name}”?`}
          confirm="Remove collection"
          onClose={() => setRemoving(false)}
          onConfirm={() => void remove(id)}
        >
          <p>
            Its {count(places.length, 'place')} and their notes are deleted, and that cannot be undone. Films
            stay as they are.
          </p>
        </Confirm>
      )}
    </section>
  );
}

/** Places whose film is not in the library are not lost: they wait for it. */
function Waiting({ collection }: { readonly collection: Collection }) {
  const videos = useStore(libraryStore, (state) => state.videos);
  const places = useStore(collectionsStore, (state) => state.lists.get(collection.id)?.places ?? NONE);
  const waiting = places.filter(({ videoId }) => !videos.some(({ id }) => id === videoId)).length;
  if (waiting === 0) return null;
  const films = collection.waitingFor?.map((title) => `“${title}”`).join(', ');
  return (
    <p className="collections__waiting">
      {count(waiting, 'place')} {waiting === 1 ? 'waits' : 'wait'} for {films || 'films'} to be in the library
      again.
    </p>
  );
}

/** What the collection is for: written in place, taken when the field is left. */
function Note({ collection }: { readonly collection: Collection }) {
  const { id, note } = collection;
  const [text, setText] = useState(note);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    // What another window wrote, unless something is being written here.
    if (document.activeElement !== field.current) setText(note);
  }, [note]);
  return (
    <textarea
      ref={field}
      className="collections__note"
      aria-label="Note of the collection"
      placeholder="Note"
      rows={Math.min(4, text.split('\n').length)}
      maxLength={5000}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => {
        if (text !== note) void collectionsStore.getState().change(id, { note: text });
      }}
    />
  );
}
