import { Download, Pause, Play, Trash2, X } from 'lucide-react';
import { useStore } from 'zustand';
import type { TranscriptFormat } from '../../src-shared/exports';
import type { Video } from '../../src-shared/video';
import { t } from '../../src-shared/words/words';
import { call } from '../api';
import { tellSaved } from '../export/exports';
import { controlsFor, isActive } from '../jobs/words';
import { unfiltered } from '../stores/arrangement';
import { libraryStore } from '../stores/library-store';
import { tellIfItFails } from '../stores/notice-store';
import { selectedFilms } from '../stores/selected-films';
import { Button, IconButton } from '../ui/button';
import { Menu } from '../ui/menu';

const FORMATS = ['srt', 'vtt', 'txt', 'md'] as const satisfies readonly TranscriptFormat[];

/** Reads what is to be read of these films. */
function read(videos: readonly Video[]): void {
  const { control, jobs } = libraryStore.getState();
  for (const video of videos) {
    const job = jobs.get(video.id);
    const begin = controlsFor(video, job).find(
      (one) => one === 'start' || one === 'resume' || one === 'retry',
    );
    if (begin) void control(video.id, begin);
    // Of one that is ready, what the settings ask for and is not there.
    else if (video.state === 'ready' && !isActive(job)) void control(video.id, 'start');
  }
}

function pause(videos: readonly Video[]): void {
  const { control, jobs } = libraryStore.getState();
  for (const { id } of videos) {
    const state = jobs.get(id)?.state;
    if (state === 'running' || state === 'queued') void control(id, 'pause');
  }
}

async function writeTranscripts(videos: readonly Video[], format: TranscriptFormat): Promise<void> {
  const videoIds = videos.map(({ id }) => id);
  const saved = await tellIfItFails(call('export.transcripts', { videoIds, format }));
  if (saved) tellSaved(saved);
}

/**
 * What can be done with the films that are selected, below them, so that none moves when the first is; nothing where none is. Where a
 * filter hides some of these, each button says of how many it is.
 */
export function SelectionBar({
  videos,
  shown,
  onRemove,
}: {
  /** All of the library, and those that the filter lets through. */
  readonly videos: readonly Video[];
  readonly shown: readonly Video[];
  readonly onRemove: (videos: readonly Video[]) => void;
}) {
  const ids = useStore(selectedFilms, (state) => state.ids);
  const chosen = videos.filter(({ id }) => ids.has(id));
  if (chosen.length === 0) return null;
  const n = chosen.length;
  const seen = shown.filter(({ id }) => ids.has(id));
  const some = seen.length < n;
  return (
    <div className="selection-bar" role="toolbar" aria-label={t('library.selected')}>
      <span className="numbers" role="status">
        {some
          ? t('library.selected.countHidden', { n, hidden: n - seen.length })
          : t('library.selected.count', { n })}
      </span>
      <Button small onClick={() => read(chosen)}>
        <Play size={14} /> {some ? t('library.selected.readAll', { n }) : t('library.selected.read')}
      </Button>
      <Button small onClick={() => pause(chosen)}>
        <Pause size={14} /> {some ? t('library.selected.pauseAll', { n }) : t('library.selected.pause')}
      </Button>
      <Menu
        label={t('library.selected.export')}
        hint={some ? t('library.selected.exportAllHint', { n }) : t('library.selected.exportHint')}
        small
        icon={<Download size={15} />}
        items={FORMATS.map((format) => ({
          label: t(`library.selected.${format}`),
          run: () => void writeTranscripts(chosen, format),
        }))}
      />
      <Button small onClick={() => onRemove(chosen)}>
        <Trash2 size={14} /> {some ? t('library.selected.removeAll', { n }) : t('library.selected.remove')}
      </Button>
      {some && <Hidden seen={seen} />}
      {seen.length < shown.length && (
        <Button small onClick={() => selectedFilms.getState().all(shown.map(({ id }) => id))}>
          {t('library.selected.all', { n: shown.length })}
        </Button>
      )}
      <IconButton label={t('library.selected.none')} small onClick={() => selectedFilms.getState().clear()}>
        <X size={14} />
      </IconButton>
    </div>
  );
}

/** What can be done about films that are selected and not seen: see them, or let go of them. */
function Hidden({ seen }: { readonly seen: readonly Video[] }) {
  const { arrangement, arrange } = libraryStore.getState();
  return (
    <>
      <Button small onClick={() => arrange(unfiltered(arrangement))}>
        {t('library.selected.showHidden')}
      </Button>
      {seen.length > 0 && (
        <Button small onClick={() => selectedFilms.getState().keep(seen.map(({ id }) => id))}>
          {t('library.selected.shown', { n: seen.length })}
        </Button>
      )}
    </>
  );
}
