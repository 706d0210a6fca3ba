import { ScanSearch } from 'lucide-react';
import { useStore } from 'zustand';
import type { Job } from '../../src-shared/jobs';
import { isReadable, type TrackName, wantedTracks } from '../../src-shared/passes';
import type { Settings } from '../../src-shared/settings';
import type { Video } from '../../src-shared/video';
import { formatList } from '../../src-shared/words/numbers';
import { t } from '../../src-shared/words/words';
import { libraryStore } from '../stores/library-store';
import { settingsStore } from '../stores/settings-store';
import { Button } from '../ui/button';
import { isActive } from './words';

/** The tracks that the settings ask for and that were not read to the video's end, in the order of the list. */
export function missingTracks(video: Video, settings: Settings | null): TrackName[] {
  if (!settings) return [];
  return wantedTracks(settings).filter(
    (track) => isReadable(track, video.media) && !video.tracks.includes(track),
  );
}

/** `Find cuts, things and writing`. */
export function offerWords(tracks: readonly TrackName[]): string {
  return t('jobs.offer', { things: formatList(tracks.map((track) => t(`passes.${track}.offer`))) });
}

/** Offers to read the tracks that a finished video lacks and that the settings ask for. */
export function TracksButton({
  video,
  job,
  tabIndex = 0,
}: {
  readonly video: Video;
  readonly job: Job | undefined;
  readonly tabIndex?: number;
}) {
  const settings = useStore(settingsStore, (state) => state.settings);
  const missing = missingTracks(video, settings);
  if (video.state !== 'ready' || isActive(job) || missing.length === 0) return null;
  return (
    <Button
      small
      className="card__offer"
      tabIndex={tabIndex}
      onClick={() => void libraryStore.getState().control(video.id, 'start')}
    >
      <ScanSearch size={14} /> {offerWords(missing)}
    </Button>
  );
}
