import { ArrowDown, ArrowUp, CircleX, GripVertical, Pause, Play, RotateCw } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { actionLabel } from '../../src-shared/actions';
import type { Job } from '../../src-shared/jobs';
import type { VideoId } from '../../src-shared/primitives';
import { t } from '../../src-shared/words/words';
import { libraryStore } from '../stores/library-store';
import { settingsStore } from '../stores/settings-store';
import { workStore } from '../stores/work-store';
import { Button, IconButton } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { ErrorNote, Progress } from '../ui/states';
import { VirtualList, type VirtualListHandle } from '../ui/virtual-list';
import { WorkOptions } from './options';
import { useWatcher } from './watch';
import { isActive, jobLine, workLine } from './words';
import { placeOf, workOrder } from './work-order';
import './work.css';

/** Likely height of a row, in CSS pixels. */
const ROW = 56;

/** Where a film that waits goes, with Alt held. */
const STEPS: Readonly<Record<string, -1 | 1 | 'first'>> = { ArrowUp: -1, ArrowDown: 1, Home: 'first' };

/** All work on films in one place: what runs, what waits and in which order, how long it takes, and when it may run. */
export function WorkDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={actionLabel('view.work')} wide onClose={onClose}>
      <Summary />
      <Jobs />
      <details className="work__options">
        <summary>{t('jobs.work.options')}</summary>
        <WorkOptions />
      </details>
    </Dialog>
  );
}

function Summary() {
  const status = useStore(workStore, (state) => state.status);
  const paused = useStore(settingsStore, (state) => state.settings?.workPaused ?? false);
  const line = workLine(status);
  const pause = (workPaused: boolean) => void settingsStore.getState().change({ workPaused });
  return (
    <div className="work__summary">
      <div className="work__words">
        <p className="work__line numbers" role="status">
          {line === '' ? nothingWords(status.films, status.failed) : line}
        </p>
        {line !== '' && <Progress value={status.progress} label={t('jobs.work.all')} still={!status.busy} />}
      </div>
      {paused ? (
        <Button tone="primary" onClick={() => pause(false)} data-first>
          <Play size={15} /> {t('jobs.goOn')}
        </Button>
      ) : (
        <Button onClick={() => pause(true)} data-first>
          <Pause size={15} /> {t('jobs.work.pauseAll')}
        </Button>
      )}
    </div>
  );
}

function nothingWords(films: number, failed: number): string {
  if (films === 0) return t('jobs.work.nothing');
  const n = films - failed;
  return failed === 0 ? t('jobs.work.done', { n }) : t('jobs.work.doneFailed', { n, failed });
}

function Jobs() {
  const jobs = useStore(libraryStore, (state) => state.jobs);
  const order = workOrder([...jobs.values()]);
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualListHandle>(null);
  const [dragged, setDragged] = useState<VideoId | null>(null);
  const [over, setOver] = useState<VideoId | null>(null);
  if (order.length === 0) return null;
  const move = (id: VideoId, step: -1 | 1 | 'first') => {
    const place = placeOf(order, id, step);
    if (place) void workStore.getState().move(id, place.before);
  };
  function drop(event: DragEvent, before: VideoId): void {
    event.preventDefault();
    event.stopPropagation();
    if (dragged !== null && dragged !== before) void workStore.getState().move(dragged, before);
    setDragged(null);
    setOver(null);
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows stand between the list and its items, which <ul> does not allow.
    <div className="work__jobs" role="list" aria-label={t('jobs.work.films')} ref={scroller}>
      <VirtualList
        count={order.length}
        guess={ROW}
        scroller={scroller}
        handle={list}
        row={(n) => {
          const job = order[n];
          if (!job) return null;
          const waits = job.state === 'queued';
          return (
            // biome-ignore lint/a11y/useSemanticElements: see above.
            <div
              key={job.videoId}
              role="listitem"
              className="work__job"
              data-over={over === job.videoId || undefined}
              aria-posinset={n + 1}
              aria-setsize={order.length}
              draggable={waits}
              onDragStart={() => setDragged(job.videoId)}
              onDragEnd={() => setDragged(null)}
              onDragOver={(event) => {
                if (dragged === null || !waits) return;
                event.preventDefault();
                event.stopPropagation();
                setOver(job.videoId);
              }}
              onDrop={(event) => drop(event, job.videoId)}
            >
              <JobRow job={job} onMove={(step) => move(job.videoId, step)} />
            </div>
          );
        }}
      />
    </div>
  );
}

function JobRow({ job, onMove }: { readonly job: Job; readonly onMove: (step: -1 | 1 | 'first') => void }) {
  const title = useStore(
    libraryStore,
    (state) => state.videos.find(({ id }) => id === job.videoId)?.title ?? '',
  );
  const hold = useStore(workStore, (state) => state.status.hold);
  const watcher = useWatcher();
  const { control } = libraryStore.getState();
  const waits = job.state === 'queued';
  function onKeyDown(event: KeyboardEvent): void {
    if (!waits || !event.altKey) return;
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onMove(step);
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the buttons in it; Alt with an arrow moves the row that they stand in.
    <div className="work__row" onKeyDown={onKeyDown}>
      <span className="work__grip" aria-hidden="true">
        {waits && <GripVertical size={15} />}
      </span>
      <div className="work__words">
        <p className="work__title">{title}</p>
        {job.state === 'failed' && job.error ? (
          <ErrorNote error={job.error} />
        ) : (
          <p className="work__state numbers">{jobLine(job, watcher, hold)}</p>
        )}
        {job.state === 'running' && <Progress value={job.progress} label={t('jobs.work.on', { title })} />}
      </div>
      {waits && (
        <>
          <IconButton
            label={t('jobs.work.earlierNamed', { title })}
            hint={t('jobs.work.earlier')}
            small
            onClick={() => onMove(-1)}
          >
            <ArrowUp size={15} />
          </IconButton>
          <IconButton
            label={t('jobs.work.laterNamed', { title })}
            hint={t('jobs.work.later')}
            small
            onClick={() => onMove(1)}
          >
            <ArrowDown size={15} />
          </IconButton>
        </>
      )}
      {(job.state === 'running' || waits) && (
        <IconButton
          label={t('jobs.pauseNamed', { title })}
          hint={t('jobs.pause')}
          small
          onClick={() => void control(job.videoId, 'pause')}
        >
          <Pause size={15} />
        </IconButton>
      )}
      {job.state === 'paused' && (
        <IconButton
          label={t('jobs.goOnNamed', { title })}
          hint={t('jobs.goOn')}
          small
          onClick={() => void control(job.videoId, 'resume')}
        >
          <Play size={15} />
        </IconButton>
      )}
      {job.state === 'failed' && (
        <IconButton
          label={t('jobs.againNamed', { title })}
          hint={t('jobs.again')}
          small
          onClick={() => void control(job.videoId, 'retry')}
        >
          <RotateCw size={15} />
        </IconButton>
      )}
      {isActive(job) && (
        <IconButton
          label={t('jobs.cancelNamed', { title })}
          hint={t('jobs.cancel')}
          small
          onClick={() => void control(job.videoId, 'cancel')}
        >
          <CircleX size={15} />
        </IconButton>
      )}
    </div>
  );
}
