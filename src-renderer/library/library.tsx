import { FilePlus, FolderPlus, MessagesSquare, Star } from 'lucide-react';
import { useRef } from 'react';
import { useStore } from 'zustand';
import { t } from '../../src-shared/words/words';
import { tooltip } from '../actions/keys';
import { useActions } from '../actions/use-actions';
import { exportChat } from '../export/exports';
import { WorkLine } from '../jobs/work-button';
import { SidePanel } from '../panel/side-panel';
import { SearchField } from '../search/search-field';
import { libraryStore } from '../stores/library-store';
import { PANEL_WIDTH, viewStore } from '../stores/view-store';
import { Button, IconButton } from '../ui/button';
import { Splitter } from '../ui/splitter';
import { ErrorNote, Spinner } from '../ui/states';
import { Grid } from './grid';
import { Welcome } from './welcome';
import './library.css';

/** The library: every video as a card, and the chat and search over all of them, whose finds come into the tray. */
export function Library() {
  const status = useStore(libraryStore, (state) => state.status);
  const error = useStore(libraryStore, (state) => state.error);
  const videos = useStore(libraryStore, (state) => state.videos);
  const { libraryPanelOpen, panelWidth, tab } = useStore(viewStore);
  const view = viewStore.getState();
  const searchField = useRef<HTMLInputElement>(null);
  useActions({
    'find.search': () => searchField.current?.focus(),
    ...(videos.length === 0
      ? {}
      : {
          'find.ask': () => view.askForField('chat'),
          'view.chat': () => view.showTab('chat'),
        }),
    'file.exportChat': () => void exportChat('all', 'md'),
    'view.collections': () => view.showTab('collections'),
  });
  /** Shows a part of the side panel, or puts it away where it is shown already. */
  function toggle(part: 'chat' | 'collections'): void {
    const shown = tab === 'collections' ? 'collections' : 'chat';
    if (libraryPanelOpen && shown === part) view.setPanelOpen(false);
    // Whoever asks the library wants to type.
    else if (part === 'chat') view.askForField('chat');
    else view.showTab(part);
  }
  return (
    <div className="library">
      <main className="library__main">
        <header className="bar">
          <h1 className="bar__title">{t('library.title')}</h1>
          <div className="bar__middle">
            {videos.length > 0 && <SearchField scope="all" inputRef={searchField} />}
          </div>
          <WorkLine />
          <AddButtons />
          {videos.length > 0 && (
            <IconButton
              label={t('library.ask')}
              hint={tooltip('view.chat', t('library.ask'))}
              aria-pressed={libraryPanelOpen && tab !== 'collections'}
              onClick={() => toggle('chat')}
            >
              <MessagesSquare size={17} />
            </IconButton>
          )}
          <IconButton
            label={t('library.collections')}
            hint={tooltip('view.collections', t('library.collections'))}
            aria-pressed={libraryPanelOpen && tab === 'collections'}
            onClick={() => toggle('collections')}
          >
            <Star size={17} />
          </IconButton>
        </header>
        {status === 'loading' && (
          <div className="empty">
            <Spinner label={t('library.opening')} />
          </div>
        )}
        {status === 'failed' && error && (
          <div className="library__error">
            <ErrorNote error={error} />
            <Button onClick={() => void libraryStore.getState().load()}>{t('library.again')}</Button>
          </div>
        )}
        {status === 'ready' && (videos.length === 0 ? <Welcome /> : <Grid videos={videos} />)}
      </main>
      {libraryPanelOpen && videos.length > 0 && (
        <aside className="library__panel" style={{ width: panelWidth }} aria-label={t('library.whole')}>
          <Splitter
            label={t('library.panelWidth')}
            direction="vertical"
            value={panelWidth}
            limits={PANEL_WIDTH}
            onChange={view.setPanelWidth}
          />
          <SidePanel scope="all" />
        </aside>
      )}
    </div>
  );
}

function AddButtons() {
  const adding = useStore(libraryStore, (state) => state.adding);
  const looked = useStore(libraryStore, (state) => state.looked);
  const add = libraryStore.getState().addByDialog;
  return (
    <>
      <IconButton
        label={t('library.addFolder')}
        hint={tooltip('file.addFolder')}
        disabled={adding}
        onClick={() => void add(true)}
      >
        <FolderPlus size={17} />
      </IconButton>
      <Button tone="primary" disabled={adding} onClick={() => void add(false)}>
        <FilePlus size={16} /> {adding ? addingWords(looked) : t('library.add')}
      </Button>
    </>
  );
}

/** `Adding 37 of 205…`; of a single file there is nothing to count. */
function addingWords(looked: { readonly done: number; readonly total: number } | null): string {
  return looked === null || looked.total < 2
    ? t('library.adding')
    : t('library.addingSome', { done: looked.done, total: looked.total });
}
