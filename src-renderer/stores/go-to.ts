import type { Citation } from '../../src-shared/answers';
import type { VideoId } from '../../src-shared/primitives';
import type { Micros } from '../../src-shared/time';
import { placeIn } from './memory';
import { playerStore } from './player-store';
import { noteOpened } from './recent-films';
import { selectionStore } from './selection-store';
import { viewStore } from './view-store';

/** Opens a video's workspace where it was left. A range that was marked in another video is none in this one. */
export function openVideo(videoId: VideoId): void {
  const player = playerStore.getState();
  const isNew = player.videoId !== videoId;
  if (player.videoId !== null && isNew) selectionStore.getState().leaveVideo();
  player.open(videoId);
  const place = isNew ? placeIn(videoId) : null;
  if (place !== null) player.seek(place);
  viewStore.getState().go({ name: 'video', videoId });
  noteOpened(videoId);
}

/** Shows the first frame of what begins at `time`, in whatever video it is. */
export function showMoment(videoId: VideoId, time: Micros): void {
  openVideo(videoId);
  playerStore.getState().seekInto(time);
}

/** Seeks to a citation and lights up it and its neighbours: the answer's other citations. */
export function showCitation(citation: Citation, all: readonly Citation[]): void {
  showMoment(citation.videoId, citation.from);
  selectionStore.getState().setCitations(all);
}
