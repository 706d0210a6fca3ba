import {
  ArrowLeft,
  Download,
  EllipsisVertical,
  LayoutPanelTop,
  ListVideo,
  MessagesSquare,
  Pencil,
  Play,
  Trash2,
} from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Collection, KeptPlace } from '../../src-shared/collections';
import { t } from '../../src-shared/words/words';
import { collectionsStore } from '../stores/collections-store';
import { exportStore } from '../stores/export-store';
import { showCollection } from '../stores/keep';
import { libraryStore } from '../stores/library-store';
import { playThrough } from '../stores/play-through';
import { cardOfPlace } from '../stores/tray-card';
import { UNDO_STEPS } from '../stores/undo-store';
import { viewStore } from '../stores/view-store';
import { Button, IconButton } from '../ui/button';
import { Confirm } from '../ui/dialog';
import { Menu } from '../ui/menu';
import { NameField } from '../ui/name-field';
import { EmptyState, ErrorNote, Spinner } from '../ui/states';
import { useTakenWithField } from '../ui/taken-with-field';
import { Places } from './places';

const NONE: readonly KeptPlace[] = [];

/** One collection: its name and note, its places in their order, and what can be done with all of them. */
export function OpenCollection({
  collection,
  chat,
}: {
  readonly collection: Collection;
  /** What asks about it, in the place of its places. */
  readonly chat: ReactNode;
}) {
  const asking = useStore(collectionsStore, (state) => state.asking);
  const list = useStore(collectionsStore, (state) => state.lists.get(collection.id));
  const [naming, setNaming] = useState(false);
  const [removing, setRemoving] = useState(false);
  const { open, ask, look, change, remove } = collectionsStore.getState();
  const places = list?.places ?? NONE;
  useEffect(() => void look(collection.id), [look, collection.id]);
  const { id, name } = collection;
  return (
    <section className="collections" aria-label={t('collections.one', { name })}>
      <div className="collections__bar">
        <IconButton label={t('collections.all')} small onClick={() => open(null)}>
          <ArrowLeft size={15} />
        </IconButton>
        {naming ? (
          <NameField
            label={t('collections.name')}
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
          label={t('collections.more', { name })}
          small
          icon={<EllipsisVertical size={15} />}
          items={[
            { label: t('collections.rename'), icon: <Pencil size={15} />, run: () => setNaming(true) },
            {
              label: t('collections.showInTray'),
              icon: <LayoutPanelTop size={15} />,
              run: () => void showCollection(id),
            },
            {
              label: t('collections.remove'),
              icon: <Trash2 size={15} />,
              danger: true,
              run: () => setRemoving(true),
            },
          ]}
        />
      </div>
      {!asking && <Note key={id} collection={collection} />}
      <div className="collections__do">
        <Button
          small
          tone="primary"
          disabled={places.length === 0}
          onClick={() => playThrough.getState().start(places.map(cardOfPlace))}
        >
          <Play size={13} /> {t('collections.play')}
        </Button>
        <Button
          small
          disabled={places.length === 0}
          onClick={() =>
            exportStore.getState().open({ kind: 'collection', collectionId: id, name, count: places.length })
          }
        >
          <Download size={13} /> {t('collections.export')}
        </Button>
        <Button
          small
          title={asking ? t('collections.toPlaces.hint') : t('collections.ask.hint')}
          onClick={() => {
            ask(asking ? null : id);
            // Whoever asks wants to type.
            if (!asking) viewStore.getState().wantField('question');
          }}
        >
          {asking ? <ListVideo size={13} /> : <MessagesSquare size={13} />}{' '}
          {asking ? t('collections.toPlaces') : t('collections.ask')}
        </Button>
      </div>
      {asking ? chat : <Kept collection={collection} />}
      {removing && (
        <Confirm
          title={t('collections.remove.ask', { name })}
          confirm={t('collections.remove.yes')}
          onClose={() => setRemoving(false)}
          onConfirm={() => void remove(id)}
        >
          <p>{t('collections.remove.what', { n: places.length, steps: UNDO_STEPS })}</p>
        </Confirm>
      )}
    </section>
  );
}

/** Its places in their order, or why there are none to see. */
function Kept({ collection }: { readonly collection: Collection }) {
  const list = useStore(collectionsStore, (state) => state.lists.get(collection.id));
  const places = list?.places ?? NONE;
  return (
    <>
      {list?.status === 'failed' && list.error && (
        <ErrorNote
          error={list.error}
          action={
            <Button small onClick={() => void collectionsStore.getState().look(collection.id)}>
              {t('collections.again')}
            </Button>
          }
        />
      )}
      {(!list || list.status === 'loading') && places.length === 0 && (
        <Spinner label={t('collections.openingOne')} />
      )}
      {list?.status === 'ready' && places.length === 0 && (
        <EmptyState icon={null} title={t('collections.nothingIn')}>
          {t('collections.nothingIn.how')}
        </EmptyState>
      )}
      {places.length > 0 && <Places places={places} />}
      <Waiting collection={collection} />
    </>
  );
}

/** Places whose film is not in the library are not lost: they wait for it. */
function Waiting({ collection }: { readonly collection: Collection }) {
  const videos = useStore(libraryStore, (state) => state.videos);
  const places = useStore(collectionsStore, (state) => state.lists.get(collection.id)?.places ?? NONE);
  const waiting = places.filter(({ videoId }) => !videos.some(({ id }) => id === videoId)).length;
  if (waiting === 0) return null;
  const films = collection.waitingFor?.map((title) => t('ui.quote', { words: title })).join(', ');
  return (
    <p className="collections__waiting">
      {t('collections.waiting', { n: waiting, films: films || t('collections.waiting.films') })}
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
  function take(): void {
    if (text !== note) void collectionsStore.getState().change(id, { note: text });
  }
  useTakenWithField(take);
  return (
    <textarea
      ref={field}
      className="collections__note"
      aria-label={t('collections.note')}
      placeholder={t('collections.note.hint')}
      rows={Math.min(4, text.split('\n').length)}
      maxLength={5000}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={take}
    />
  );
}
