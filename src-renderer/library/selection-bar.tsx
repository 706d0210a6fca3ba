import { Download, Pause, Play, Trash2, X } from 'lucide-react';
import { useStore } from 'zustand';
import type { TranscriptFormat } from '../../src-shared/exports';
import type { Video } from '../../src-shared/video';
import { t } from '../../src-shared/words/words';
import { call } from '../api';
import { tellSaved } from '../export/exports';
import { controlsFor, isActive } from '../jobs/words';
import { libraryStore } from '../stores/library-store';
import { tellIfItFails } from '../stores/notice-store';
import { selectedFilms } from '../stores/selected-films';
import { Button, IconButton } from '../ui/button';
import { Menu } from '../ui/menu';

const FORMATS = ['srt', 'vtt', 'txt', 'md'] as const satisfies readonly TranscriptFormat[];

/** What can be done with the films that are selected; nothing where none is. */
export function SelectionBar({
  videos,
  onRemove,
}: {
  readonly videos: readonly Video[];
  readonly onRemove: (videos: readonly Video[]) => void;
}) {
  const ids = useStore(selectedFilms, (state) => state.ids);
  const jobs = useStore(libraryStore, (state) => state.jobs);
  const chosen = videos.filter(({ id }) => ids.has(id));
  if (chosen.length === 0) return null;
  const { control } = libraryStore.getState();
  function work(): void {
    for (const video of chosen) {
      const job = jobs.get(video.id);
      const begin = controlsFor(video, job).find(
        (one) => one === 'start' || one === 'resume' || one === 'retry',
      );
      if (begin) void control(video.id, begin);
      // Of one that is ready, what the settings ask for and is not there.
      else if (video.state === 'ready' && !isActive(job)) void control(video.id, 'start');
    }
  }
  function pause(): void {
    for (const { id } of chosen) {
      const state = jobs.get(id)?.state;
      if (state === 'running' || state === 'queued') void control(id, 'pause');
    }
  }
  async function write(format: TranscriptFormat): Promise<void> {
    const videoIds = chosen.map(({ id }) => id);
    const saved = await tellIfItFails(call('export.transcripts', { videoIds, format }));
    if (saved) tellSaved(saved);
  }
  return (
    <div className="selection-bar" role="toolbar" aria-label={t('library.selected')}>
      <span className="numbers" role="status">
        {t('library.selected.count', { n: chosen.length })}
      </span>
      <Button small onClick={work}>
        <Play size={14} /> {t('library.selected.read')}
      </Button>
      <Button small onClick={pause}>
        <Pause size={14} /> {t('library.selected.pause')}
      </Button>
      <Menu
        label={t('library.selected.export')}
        hint={t('library.selected.exportHint')}
        small
        icon={<Download size={15} />}
        items={FORMATS.map((format) => ({
          label: t(`library.selected.${format}`),
          run: () => void write(format),
        }))}
      />
      <Button small onClick={() => onRemove(chosen)}>
        <Trash2 size={14} /> {t('library.selected.remove')}
      </Button>
      {chosen.length < videos.length && (
        <Button small onClick={() => selectedFilms.getState().all(videos.map(({ id }) => id))}>
          {t('library.selected.all', { n: videos.length })}
        </Button>
      )}
      <IconButton label={t('library.selected.none')} small onClick={() => selectedFilms.getState().clear()}>
        <X size={14} />
      </IconButton>
    </div>
  );
}
