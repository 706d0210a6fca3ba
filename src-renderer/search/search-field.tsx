import { Search, X } from 'lucide-react';
import { type RefObject, useState } from 'react';
import { useStore } from 'zustand';
import type { Scope } from '../../src-shared/answers';
import { tooltip } from '../actions/keys';
import { sameScope, searchStore } from '../stores/search-store';
import { viewStore } from '../stores/view-store';
import { IconButton } from '../ui/button';

/** Free text to look for in the scope; Enter searches and shows the results in the side panel. */
export function SearchField({
  scope,
  inputRef,
}: {
  readonly scope: Scope;
  readonly inputRef: RefObject<HTMLInputElement | null>;
}) {
  const asked = useStore(searchStore, (state) =>
    sameScope(state.scope, scope) && state.query?.kind === 'text' ? state.query.text : '',
  );
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? asked;

  function search(): void {
    const wanted = text.trim();
    if (wanted === '') return;
    viewStore.getState().showTab('search');
    void searchStore.getState().run(scope, { kind: 'text', text: wanted });
  }
  function clear(): void {
    setTyped('');
    searchStore.getState().reset();
    inputRef.current?.focus();
  }
  return (
    <search className="search-field">
      <form
        className="field"
        title={tooltip('find.search')}
        onSubmit={(event) => {
          event.preventDefault();
          search();
        }}
      >
        <Search size={15} aria-hidden="true" />
        <input
          ref={inputRef}
          type="search"
          aria-label={scope === 'all' ? 'Search all videos' : 'Search this video'}
          placeholder={
            scope === 'all'
              ? 'Search what is seen, said or written in all videos'
              : 'Search what is seen, said or written'
          }
          maxLength={500}
          value={text}
          onChange={(event) => setTyped(event.target.value)}
        />
        {text !== '' && (
          <IconButton label="Clear search" small onClick={clear}>
            <X size={13} />
          </IconButton>
        )}
      </form>
    </search>
  );
}
