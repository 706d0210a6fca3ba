import { Search, X } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Scope } from '../../src-shared/answers';
import { scopeKey } from '../../src-shared/answers';
import { t } from '../../src-shared/words/words';
import { tooltip } from '../actions/keys';
import { trayStore } from '../stores/tray-store';
import { useWantedField } from '../stores/wanted-field';
import { IconButton } from '../ui/button';
import './search.css';

/** Free text to look for in the scope; Enter searches, and what is found comes into the tray. Arrow down goes there. */
export function SearchField({
  scope,
  inputRef,
}: {
  readonly scope: Scope;
  readonly inputRef?: RefObject<HTMLInputElement | null>;
}) {
  const own = useRef<HTMLInputElement>(null);
  const field = inputRef ?? own;
  useWantedField('search', field);
  const asked = useStore(trayStore, ({ source }) =>
    source?.kind === 'search' && scopeKey(source.scope) === scopeKey(scope) ? source.text : '',
  );
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? asked;

  function search(): void {
    const wanted = text.trim();
    if (wanted === '') return;
    setTyped(null);
    void trayStore.getState().search(scope, wanted);
  }
  function clear(): void {
    setTyped(asked === '' ? null : '');
    field.current?.focus();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown') return;
    const first = document.querySelector<HTMLElement>('[data-find][tabindex="0"]');
    if (!first) return;
    event.preventDefault();
    first.focus();
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
          ref={field}
          type="search"
          aria-label={scope === 'all' ? t('search.all') : t('search.this')}
          placeholder={scope === 'all' ? t('search.all.hint') : t('search.this.hint')}
          maxLength={500}
          value={text}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {text !== '' && (
          <IconButton label={t('search.clear')} small onClick={clear}>
            <X size={13} />
          </IconButton>
        )}
      </form>
    </search>
  );
}
