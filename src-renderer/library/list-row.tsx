import { memo } from 'react';
import { useStore } from 'zustand';
import { formatBytes } from '../../src-shared/bytes';
import { formatClock } from '../../src-shared/time';
import { formatDate } from '../../src-shared/words/numbers';
import { sentenceInLanguage } from '../../src-shared/words/sentences';
import { useWatcher } from '../jobs/watch';
import { controlsFor, isActive, jobLine, shownState, stateWords } from '../jobs/words';
import { workStore } from '../stores/work-store';
import { ControlButton, Poster, SelectBox, TitleField } from './card';
import { type Props, useFilmItem } from './film-item';
import { CELL } from './table-roles';

const DAY = { day: 'numeric', month: 'short', year: 'numeric' } as const;

/** A film as a line of the list. Drawn anew only when something of its own changed. */
export const ListRow = memo(function ListRow(props: Props) {
  const { video, job, active, selected, onSelect } = props;
  const { renaming, setRenaming, row, opener, menu, facts, pointed } = useFilmItem(props);
  const state = shownState(video, job);
  return (
    <div className="film-row" {...row}>
      <div {...CELL}>
        <SelectBox video={video} selected={selected} active={active} onSelect={onSelect} />
      </div>
      <div className="film-row__name" {...CELL}>
        <button className="film-row__open" {...opener}>
          <span className="film-row__poster">
            <Poster video={video} />
          </span>
          {!renaming && <span className="film-row__title">{video.title}</span>}
        </button>
        {renaming && <TitleField video={video} onDone={() => setRenaming(false)} />}
      </div>
      <div className="film-row__state" {...CELL}>
        <span className={`badge badge--${state}`}>{stateWords(state)}</span>
        <Doing {...{ video, job }} />
      </div>
      <Fact numbers>{formatClock(video.duration)}</Fact>
      <Fact>{video.folder.name}</Fact>
      <Fact numbers>{formatDate(video.addedAt, DAY)}</Fact>
      <Fact numbers>{formatBytes(video.sizeBytes)}</Fact>
      <div className="film-row__controls" {...CELL}>
        {controlsFor(video, job).map((control) => (
          <ControlButton key={control} {...{ control, video, job, active }} />
        ))}
        {menu}
        {facts}
        {pointed}
      </div>
    </div>
  );
});

function Fact({ numbers = false, children }: { readonly numbers?: boolean; readonly children: string }) {
  return (
    <div className={numbers ? 'film-row__fact numbers' : 'film-row__fact'} {...CELL} title={children}>
      {children}
    </div>
  );
}

/** What goes on with a film, or what is wrong with it. */
function Doing({ video, job }: Pick<Props, 'video' | 'job'>) {
  const watcher = useWatcher();
  const hold = useStore(workStore, (all) => all.status.hold);
  const words =
    job && isActive(job) ? jobLine(job, watcher, hold) : sentenceInLanguage(video.error?.message ?? '');
  return words === '' ? null : (
    <span className="film-row__doing numbers" title={words}>
      {words}
    </span>
  );
}
