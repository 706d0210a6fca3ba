import type { Citation, Scope, SearchHit } from '../../src-shared/answers';
import type { VideoId } from '../../src-shared/primitives';
import type { Micros } from '../../src-shared/time';
import { playerStore } from './player-store';
import { noteOpened } from './recent-films';
import { searchStore } from './search-store';
import { selectionStore } from './selection-store';
import { viewStore } from './view-store';

/** Opens a video's workspace. What was lit up in another video goes dark. */
export function openVideo(videoId: VideoId): void {
  const player = playerStore.getState();
  if (player.videoId !== null && player.videoId !== videoId) selectionStore.getState().clear();
  player.open(videoId);
  viewStore.getState().go({ name: 'video', videoId });
  noteOpened(videoId);
}

/** Shows the frame at `time`, in whatever video it is. */
export function showMoment(videoId: VideoId, time: Micros): void {
  openVideo(videoId);
  playerStore.getState().seek(time);
}

/** Looks for frames like one, and shows what is found in the side panel. */
export function searchLike(scope: Scope, videoId: VideoId, frameIndex: number): void {
  viewStore.getState().showTab('search');
  void searchStore.getState().run(scope, { kind: 'similar', videoId, frameIndex });
}

/** Seeks to a citation and lights up it and its neighbours: the answer's other citations. */
export function showCitation(citation: Citation, all: readonly Citation[]): void {
  showMoment(citation.videoId, citation.from);
  selectionStore.getState().setCitations(all);
}

/** Seeks to a hit: its best frame where it has one, else its start. */
export function showHit(hit: SearchHit): void {
  const { hits } = selectionStore.getState();
  showMoment(hit.videoId, hit.frameTime ?? hit.from);
  selectionStore.getState().setHits(hits);
}
