import { EllipsisVertical } from 'lucide-react';
import { memo, useState } from 'react';
import { useStore } from 'zustand';
import { formatBytes } from '../../src-shared/bytes';
import { formatClock } from '../../src-shared/time';
import { FilmFacts } from '../film/film-facts';
import { useWatcher } from '../jobs/watch';
import { controlsFor, isActive, jobLine, STATE_WORDS, shownState, workWords } from '../jobs/words';
import { openVideo } from '../stores/go-to';
import { libraryStore } from '../stores/library-store';
import { workStore } from '../stores/work-store';
import { IconButton } from '../ui/button';
import { Menu } from '../ui/menu';
import { CONTROLS, Poster, type Props, SelectBox, TitleField } from './card';
import { filmMenu } from './film-menu';

const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });

/** A film as a line of the list. Drawn anew only when something of its own changed. */
export const ListRow = memo(function ListRow(props: Props) {
  const { video, job, active, place, of, selected, onFocus, onRemove, onSelect } = props;
  const [renaming, setRenaming] = useState(false);
  const [facts, setFacts] = useState(false);
  const state = shownState(video, job);
  const items = filmMenu(video, {
    rename: () => setRenaming(true),
    facts: () => setFacts(true),
    remove: onRemove,
  });
  return (
    // biome-ignore lint/a11y/useSemanticElements: an item of a list whose rows stand between, see grid.tsx.
    <div
      className="film-row"
      data-selected={selected || undefined}
      role="listitem"
      aria-label={video.title}
      aria-posinset={place}
      aria-setsize={of}
      onFocus={() => onFocus(video.id)}
    >
      <SelectBox video={video} selected={selected} active={active} onSelect={onSelect} />
      <button
        type="button"
        className="film-row__open"
        data-card-open
        tabIndex={active ? 0 : -1}
        aria-label={`Open ${video.title}`}
        onClick={(event) => {
          if (event.shiftKey) onSelect(video.id, 'to');
          else if (event.ctrlKey || event.metaKey) onSelect(video.id, 'one');
          else openVideo(video.id);
        }}
        onKeyDown={(event) => {
          if (event.key === 'F2') setRenaming(true);
          if (event.key === 'Delete') onRemove(video);
        }}
      >
        <span className="film-row__poster">
          <Poster video={video} />
        </span>
        {!renaming && <span className="film-row__title">{video.title}</span>}
      </button>
      {renaming && <TitleField video={video} onDone={() => setRenaming(false)} />}
      <span className="film-row__state">
        <span className={`badge badge--${state}`}>{STATE_WORDS[state]}</span>
        <Doing {...{ video, job }} />
      </span>
      <span className="film-row__fact numbers">{formatClock(video.duration)}</span>
      <span className="film-row__fact film-row__fact--wide">{video.folder.name}</span>
      <span className="film-row__fact numbers">{day.format(video.addedAt)}</span>
      <span className="film-row__fact numbers">{formatBytes(video.sizeBytes)}</span>
      <span className="film-row__controls">
        {controlsFor(video, job).map((control) => (
          <IconButton
            key={control}
            label={CONTROLS[control].label.replace('indexing', workWords(job).noun)}
            small
            tabIndex={active ? 0 : -1}
            onClick={() => void libraryStore.getState().control(video.id, control)}
          >
            {CONTROLS[control].icon}
          </IconButton>
        ))}
        <Menu
          label={`More for ${video.title}`}
          hint="More"
          small
          tabIndex={active ? 0 : -1}
          icon={<EllipsisVertical size={15} />}
          items={items}
        />
      </span>
      {facts && <FilmFacts video={video} onClose={() => setFacts(false)} />}
    </div>
  );
});

/** What goes on with a film, or what is wrong with it. */
function Doing({ video, job }: Pick<Props, 'video' | 'job'>) {
  const watcher = useWatcher();
  const hold = useStore(workStore, (all) => all.status.hold);
  const words = job && isActive(job) ? jobLine(job, watcher, hold) : (video.error?.message ?? '');
  return words === '' ? null : (
    <span className="film-row__doing numbers" title={words}>
      {words}
    </span>
  );
}
