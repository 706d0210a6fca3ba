import { AudioLines, FileSearch, Film } from 'lucide-react';
import { type KeyboardEvent, memo, useState } from 'react';
import { useStore } from 'zustand';
import { filmNotes } from '../../src-shared/film-notes';
import { formatClock } from '../../src-shared/time';
import type { Video } from '../../src-shared/video';
import { t } from '../../src-shared/words/words';
import { listeningWords } from '../film/words';
import { TracksButton } from '../jobs/tracks';
import { IndexAgainButton, useWatcher, WatchButton } from '../jobs/watch';
import {
  controlsFor,
  doingWords,
  isActive,
  isLater,
  jobLine,
  runOfJob,
  shownState,
  stateWords,
} from '../jobs/words';
import { type JobControl, libraryStore } from '../stores/library-store';
import { workStore } from '../stores/work-store';
import { Button, IconButton } from '../ui/button';
import { posterUrl } from '../ui/media';
import { ErrorNote, Progress, WarningNote } from '../ui/states';
import { useTakenWithField } from '../ui/taken-with-field';
import { type Props, useFilmItem } from './film-item';
import { CONTROL_ICONS, controlWords } from './film-menu';

/** A button for what can be done about a film's job. */
export function ControlButton({
  control,
  video,
  job,
  active,
}: Pick<Props, 'video' | 'job' | 'active'> & { readonly control: JobControl }) {
  return (
    <IconButton
      label={controlWords(control, runOfJob(job))}
      small
      tabIndex={active ? 0 : -1}
      onClick={() => void libraryStore.getState().control(video.id, control)}
    >
      {CONTROL_ICONS[control]}
    </IconButton>
  );
}

/** Drawn anew only when something of its own changed: in a library of hundreds the news of one job comes ten times a second. */
export const Card = memo(function Card(props: Props) {
  const { video, job, active, selected, onSelect } = props;
  const { renaming, setRenaming, item, opener, menu, facts, pointed } = useFilmItem(props);
  return (
    <div className="card" {...item}>
      <div className="card__picture">
        <button className="card__poster" {...opener}>
          <Poster video={video} />
        </button>
        {/* Beside the button, whose name is what it does. */}
        <span className="card__length numbers">{formatClock(video.duration)}</span>
      </div>
      <SelectBox video={video} selected={selected} active={active} onSelect={onSelect} />
      <div className="card__row">
        {renaming ? (
          <TitleField video={video} onDone={() => setRenaming(false)} />
        ) : (
          // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut; the menu and F2 do it for the keyboard.
          <span className="card__title" title={video.fileName} onDoubleClick={() => setRenaming(true)}>
            {video.title}
          </span>
        )}
        {menu}
      </div>
      <CardState video={video} job={job} active={active} />
      {facts}
      {pointed}
    </div>
  );
});

/** Selects a film, or lets go of it; with Shift all up to it. */
export function SelectBox({
  video,
  selected,
  active,
  onSelect,
}: Pick<Props, 'video' | 'selected' | 'active' | 'onSelect'>) {
  return (
    <input
      type="checkbox"
      className="card__select"
      aria-label={t('library.select', { title: video.title })}
      tabIndex={active ? 0 : -1}
      checked={selected}
      onClick={(event) => onSelect(video.id, event.shiftKey ? 'to' : 'one')}
      onChange={() => undefined}
    />
  );
}

export function Poster({ video }: { readonly video: Video }) {
  const [broken, setBroken] = useState(false);
  if (video.hasPoster && !broken) {
    return (
      <img src={posterUrl(video)} alt="" loading="lazy" draggable={false} onError={() => setBroken(true)} />
    );
  }
  return (
    <span className="card__blank" aria-hidden="true">
      {video.media.video ? <Film size={28} /> : <AudioLines size={28} />}
    </span>
  );
}

export function TitleField({ video, onDone }: { readonly video: Video; readonly onDone: () => void }) {
  const [title, setTitle] = useState(video.title);
  const settle = useTakenWithField(finish);
  function finish(): void {
    settle();
    onDone();
    const wanted = title.trim();
    if (wanted !== '' && wanted !== video.title) void libraryStore.getState().rename(video.id, wanted);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter') finish();
    if (event.key === 'Escape') {
      event.preventDefault();
      settle();
      onDone();
    }
    event.stopPropagation();
  }
  return (
    <input
      className="card__rename"
      aria-label={t('library.name')}
      value={title}
      maxLength={300}
      ref={(input) => input?.focus()}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setTitle(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={finish}
    />
  );
}

function CardState({ video, job, active }: Pick<Props, 'video' | 'job' | 'active'>) {
  const library = libraryStore.getState();
  const working = video.state === 'indexing' || video.state === 'paused' || video.state === 'queued';
  const watcher = useWatcher();
  const hold = useStore(workStore, (all) => all.status.hold);
  const state = shownState(video, job);
  const laterError = video.state === 'ready' && isLater(job) && job.state === 'failed' ? job.error : null;
  const error = video.error ?? (video.state === 'failed' ? (job?.error ?? null) : null);
  return (
    <>
      <div className="card__row card__row--state">
        <span className={`badge badge--${state}`}>{stateWords(state)}</span>
        {video.state === 'ready' && <span className="card__facts">{facts(video)}</span>}
        <span className="card__controls">
          {controlsFor(video, job).map((control) => (
            <ControlButton key={control} {...{ control, video, job, active }} />
          ))}
        </span>
      </div>
      {video.state === 'ready' && listeningWords(video) !== null && (
        <p className="card__facts">{listeningWords(video)}</p>
      )}
      {job && (working || (video.state === 'ready' && isActive(job))) && (
        <div className="card__job">
          <Progress
            value={job.progress}
            label={doingWords(job, video.title)}
            still={job.state !== 'running'}
          />
          <p className="card__facts numbers">{jobLine(job, watcher, hold)}</p>
        </div>
      )}
      {(video.state === 'failed' || video.state === 'missing') && error && <ErrorNote error={error} />}
      {video.state === 'ready' && error && <WarningNote error={error} />}
      {filmNotes(video.media).map((note) => (
        <p key={note} className="card__facts">
          {note}
        </p>
      ))}
      {laterError && <ErrorNote error={laterError} />}
      <TracksButton video={video} job={job} tabIndex={active ? 0 : -1} />
      <WatchButton video={video} job={job} tabIndex={active ? 0 : -1} />
      <IndexAgainButton video={video} job={job} tabIndex={active ? 0 : -1} />
      {video.state === 'missing' && (
        <Button small tabIndex={active ? 0 : -1} onClick={() => void library.relocate(video.id)}>
          <FileSearch size={14} /> {t('library.findFile')}
        </Button>
      )}
    </>
  );
}

function facts(video: Video): string {
  if (!video.media.video) return t('library.soundOnly');
  return t('library.frames', { n: video.frameCount });
}
