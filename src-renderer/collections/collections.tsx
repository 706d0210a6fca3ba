import { FolderPlus, Search, Star, X } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Collection } from '../../src-shared/collections';
import { t } from '../../src-shared/words/words';
import { collectionsStore } from '../stores/collections-store';
import { showCollection } from '../stores/keep';
import { trayStore } from '../stores/tray-store';
import { Button, IconButton } from '../ui/button';
import { NameField } from '../ui/name-field';
import { EmptyState, ErrorNote, Spinner } from '../ui/states';
import { OpenCollection } from './open-collection';
import './collections.css';

/**
 * What somebody kept: all collections, or one of them with its places.
 * @param chat what asks about a collection
 */
export function Collections({ chat }: { readonly chat: (collectionId: string) => ReactNode }) {
  const status = useStore(collectionsStore, (state) => state.status);
  const error = useStore(collectionsStore, (state) => state.error);
  const collections = useStore(collectionsStore, (state) => state.collections);
  const openId = useStore(collectionsStore, (state) => state.opened);
  const { load } = collectionsStore.getState();
  const opened = collections.find(({ id }) => id === openId);
  useEffect(() => {
    if (collectionsStore.getState().status === 'loading') void load();
  }, [load]);
  if (opened) return <OpenCollection key={opened.id} collection={opened} chat={chat(opened.id)} />;
  return (
    <section className="collections" aria-label={t('collections.label')}>
      {status === 'loading' && <Spinner label={t('collections.opening')} />}
      {status === 'failed' && error && (
        <ErrorNote
          error={error}
          action={
            <Button small onClick={() => void load()}>
              {t('collections.again')}
            </Button>
          }
        />
      )}
      {status === 'ready' && <All collections={collections} />}
    </section>
  );
}

function open({ id }: Collection): void {
  collectionsStore.getState().open(id);
  void showCollection(id);
}

function All({ collections }: { readonly collections: readonly Collection[] }) {
  const [naming, setNaming] = useState(false);
  async function make(name: string): Promise<void> {
    setNaming(false);
    const made = await collectionsStore.getState().create(name);
    if (made) open(made);
  }
  return (
    <>
      <div className="collections__head">
        {collections.length > 0 && <SearchKept />}
        {naming ? (
          <NameField
            label={t('collections.newName')}
            onDone={(name) => void make(name)}
            onLeave={() => setNaming(false)}
          />
        ) : (
          <Button small onClick={() => setNaming(true)}>
            <FolderPlus size={14} /> {t('collections.new')}
          </Button>
        )}
      </div>
      {collections.length === 0 ? (
        <EmptyState icon={<Star size={28} strokeWidth={1.5} />} title={t('collections.nothing')}>
          {t('collections.nothing.how')}
        </EmptyState>
      ) : (
        <ul className="collections__list">
          {collections.map((collection) => (
            <li key={collection.id}>
              <button type="button" className="collection" onClick={() => open(collection)}>
                <span className="collection__name">{collection.name}</span>
                <span className="collection__facts numbers">{facts(collection)}</span>
                {collection.note !== '' && <span className="collection__note">{collection.note}</span>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function facts({ placeCount, videoIds }: Collection): string {
  return videoIds.length > 1
    ? t('collections.placesIn', { n: placeCount, films: videoIds.length })
    : t('collections.places', { n: placeCount });
}

/** Words in titles, notes and tags of all that is kept; what holds them comes into the tray. */
function SearchKept() {
  const source = useStore(trayStore, (state) => state.source);
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? (source?.kind === 'kept' ? source.text : '');
  return (
    <search>
      <form
        className="field"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== '') void trayStore.getState().searchKept(text.trim());
        }}
      >
        <Search size={14} aria-hidden="true" />
        <input
          type="search"
          aria-label={t('collections.search')}
          placeholder={t('collections.search')}
          maxLength={500}
          value={text}
          onChange={(event) => setTyped(event.target.value)}
        />
        {text !== '' && (
          <IconButton label={t('collections.clear')} small onClick={() => setTyped('')}>
            <X size={13} />
          </IconButton>
        )}
      </form>
    </search>
  );
}
