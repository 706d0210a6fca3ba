import { Clapperboard, FilePlus, FolderPlus, MessagesSquare, Search, Upload } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Video } from '../../src-shared/domain';
import { tooltip } from '../actions/keys';
import { useActions } from '../actions/use-actions';
import { SidePanel } from '../panel/side-panel';
import { SearchField } from '../search/search-field';
import { type Arrangement, type Sort, type StateFilter, USUAL } from '../stores/arrangement';
import { libraryStore } from '../stores/library-store';
import { PANEL_WIDTH, viewStore } from '../stores/view-store';
import { Button, IconButton } from '../ui/button';
import { Confirm } from '../ui/dialog';
import { Splitter } from '../ui/splitter';
import { EmptyState, ErrorNote, Spinner } from '../ui/states';
import { exportChat } from '../workspace/exports';
import { arrange, gridStep } from './arrange';
import { Card } from './card';
import './library.css';

/** The library: every video as a card, and the chat and search over all of them. */
export function Library() {
  const status = useStore(libraryStore, (state) => state.status);
  const error = useStore(libraryStore, (state) => state.error);
  const videos = useStore(libraryStore, (state) => state.videos);
  const { libraryPanelOpen, panelWidth } = useStore(viewStore);
  const view = viewStore.getState();
  const searchField = useRef<HTMLInputElement>(null);
  useActions({
    'find.search': () => searchField.current?.focus(),
    'find.ask': () => view.askForField('chat'),
    'file.exportChat': () => void exportChat('all', 'md'),
    'view.chat': () => view.showTab('chat'),
  });
  return (
    <div className="library">
      <main className="library__main">
        <header className="bar">
          <h1 className="bar__title">Library</h1>
          <div className="bar__middle">
            {videos.length > 0 && <SearchField scope="all" inputRef={searchField} />}
          </div>
          <AddButtons />
          <IconButton
            label="Ask the whole library"
            hint={tooltip('view.chat', 'Ask the whole library')}
            aria-pressed={libraryPanelOpen}
            onClick={() => (libraryPanelOpen ? view.setPanelOpen(false) : view.showTab('chat'))}
          >
            <MessagesSquare size={17} />
          </IconButton>
        </header>
        {status === 'loading' && (
          <div className="empty">
            <Spinner label="Opening the library" />
          </div>
        )}
        {status === 'failed' && error && (
          <div className="library__error">
            <ErrorNote error={error} />
            <Button onClick={() => void libraryStore.getState().load()}>Try again</Button>
          </div>
        )}
        {status === 'ready' && (videos.length === 0 ? <Welcome /> : <Grid videos={videos} />)}
      </main>
      {libraryPanelOpen && (
        <>
          <Splitter
            label="Width of the side panel"
            direction="vertical"
            value={panelWidth}
            limits={PANEL_WIDTH}
            onChange={view.setPanelWidth}
          />
          <aside className="library__panel" style={{ width: panelWidth }} aria-label="Whole library">
            <SidePanel scope="all" />
          </aside>
        </>
      )}
    </div>
  );
}

function AddButtons() {
  const adding = useStore(libraryStore, (state) => state.adding);
  const add = libraryStore.getState().addByDialog;
  return (
    <>
      <IconButton
        label="Add a folder"
        hint={tooltip('file.addFolder')}
        disabled={adding}
        onClick={() => void add(true)}
      >
        <FolderPlus size={17} />
      </IconButton>
      <Button tone="primary" disabled={adding} onClick={() => void add(false)}>
        <FilePlus size={16} /> {adding ? 'Adding…' : 'Add videos'}
      </Button>
    </>
  );
}

function Welcome() {
  const add = libraryStore.getState().addByDialog;
  return (
    <div className="welcome">
      <div className="welcome__zone">
        <EmptyState
          icon={<Upload size={40} strokeWidth={1.25} />}
          title="Drop a video here"
          actions={
            <>
              <Button tone="primary" onClick={() => void add(false)}>
                <FilePlus size={16} /> Choose videos…
              </Button>
              <Button onClick={() => void add(true)}>
                <FolderPlus size={16} /> Choose a folder…
              </Button>
            </>
          }
        >
          Longtake watches and listens to it once, here on your machine. Then you can ask what happens in it,
          and every answer shows you where. Nothing is uploaded.
        </EmptyState>
      </div>
    </div>
  );
}

function Grid({ videos }: { readonly videos: readonly Video[] }) {
  const jobs = useStore(libraryStore, (state) => state.jobs);
  const arrangement = useStore(libraryStore, (state) => state.arrangement);
  const [activeId, setActiveId] = useState<string | null>(null);
  const [removing, setRemoving] = useState<Video | null>(null);
  const shown = arrange(videos, arrangement);
  const active = shown.find((video) => video.id === activeId) ?? shown[0];

  function onKeyDown(event: KeyboardEvent<HTMLUListElement>): void {
    const cards = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-card-open]')];
    const at = cards.indexOf(event.target as HTMLElement);
    if (at < 0) return;
    const top = cards[0]?.getBoundingClientRect().top;
    const columns = Math.max(1, cards.filter((card) => card.getBoundingClientRect().top === top).length);
    const next = gridStep(event.key, at, cards.length, columns);
    if (next === null) return;
    event.preventDefault();
    cards[next]?.focus();
  }

  return (
    <>
      <Filters shown={shown.length} all={videos.length} />
      {shown.length === 0 ? (
        <EmptyState
          icon={<Clapperboard size={32} strokeWidth={1.25} />}
          title="No video matches"
          actions={<Button onClick={() => libraryStore.getState().arrange(USUAL)}>Show all videos</Button>}
        >
          The filter hides all {videos.length} videos of the library.
        </EmptyState>
      ) : (
        <ul className="grid" aria-label="Videos" onKeyDown={onKeyDown}>
          {shown.map((video) => (
            <Card
              key={video.id}
              video={video}
              job={jobs.get(video.id)}
              active={video.id === active?.id}
              onFocus={setActiveId}
              onRemove={setRemoving}
            />
          ))}
        </ul>
      )}
      {removing && (
        <Confirm
          title={`Remove “${removing.title}”?`}
          confirm="Remove from library"
          onClose={() => setRemoving(null)}
          onConfirm={() => void libraryStore.getState().remove(removing.id)}
        >
          <p>
            Its index, transcript and chat are deleted. Your file <strong>{removing.fileName}</strong> stays
            where it is, untouched.
          </p>
        </Confirm>
      )}
    </>
  );
}

const SORTS: Readonly<Record<Sort, string>> = {
  added: 'Newest first',
  title: 'Title',
  length: 'Longest first',
};
const STATES: Readonly<Record<StateFilter, string>> = {
  all: 'All states',
  ready: 'Ready',
  working: 'In progress',
  trouble: 'Needs attention',
};

function Filters({ shown, all }: { readonly shown: number; readonly all: number }) {
  const arrangement = useStore(libraryStore, (state) => state.arrangement);
  const change = (part: Partial<Arrangement>) => libraryStore.getState().arrange({ ...arrangement, ...part });
  return (
    <div className="filters">
      <label className="field filters__text">
        <Search size={14} aria-hidden="true" />
        <input
          type="search"
          aria-label="Filter by title"
          placeholder="Filter by title"
          value={arrangement.text}
          onChange={(event) => change({ text: event.target.value })}
        />
      </label>
      <Choice
        label="State"
        value={arrangement.state}
        options={STATES}
        onChange={(state) => change({ state })}
      />
      <Choice
        label="Sort by"
        value={arrangement.sort}
        options={SORTS}
        onChange={(sort) => change({ sort })}
      />
      <span className="filters__count numbers" role="status">
        {shown === all ? `${all} ${all === 1 ? 'video' : 'videos'}` : `${shown} of ${all} videos`}
      </span>
    </div>
  );
}

function Choice<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: T;
  readonly options: Readonly<Record<T, string>>;
  readonly onChange: (value: T) => void;
}) {
  const keys = Object.keys(options) as T[];
  return (
    <select
      className="select"
      aria-label={label}
      value={value}
      onChange={(event) => {
        const chosen = keys.find((key) => key === event.target.value);
        if (chosen) onChange(chosen);
      }}
    >
      {keys.map((key) => (
        <option key={key} value={key}>
          {options[key]}
        </option>
      ))}
    </select>
  );
}
