import { Download, Pause, Play, Trash2, X } from 'lucide-react';
import { useStore } from 'zustand';
import type { TranscriptFormat } from '../../src-shared/exports';
import type { Video } from '../../src-shared/video';
import { call } from '../api';
import { tellSaved } from '../export/exports';
import { controlsFor, isActive } from '../jobs/words';
import { libraryStore } from '../stores/library-store';
import { tellIfItFails } from '../stores/notice-store';
import { selectedFilms } from '../stores/selected-films';
import { Button, IconButton } from '../ui/button';
import { count } from '../ui/format';
import { Menu } from '../ui/menu';

const FORMATS: readonly (readonly [TranscriptFormat, string])[] = [
  ['srt', 'Transcripts as SRT…'],
  ['vtt', 'Transcripts as WebVTT…'],
  ['txt', 'Transcripts as text…'],
  ['md', 'Transcripts as Markdown…'],
];

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
    <div className="selection-bar" role="toolbar" aria-label="Selected films">
      <span className="numbers" role="status">
        {count(chosen.length, 'film')} selected
      </span>
      <Button small onClick={work}>
        <Play size={14} /> Read
      </Button>
      <Button small onClick={pause}>
        <Pause size={14} /> Pause
      </Button>
      <Menu
        label="Export of the selected films"
        hint="Export…"
        small
        icon={<Download size={15} />}
        items={FORMATS.map(([format, label]) => ({ label, run: () => void write(format) }))}
      />
      <Button small onClick={() => onRemove(chosen)}>
        <Trash2 size={14} /> Remove…
      </Button>
      <IconButton label="Select none" small onClick={() => selectedFilms.getState().clear()}>
        <X size={14} />
      </IconButton>
    </div>
  );
}
