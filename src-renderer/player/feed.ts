import type { Chapter } from '../../src-shared/media-facts';
import type { VideoId } from '../../src-shared/primitives';
import type { Video } from '../../src-shared/video';
import { call, listen } from '../api';
import { libraryStore } from '../stores/library-store';
import { tellIfItFails } from '../stores/notice-store';
import { playerStore } from '../stores/player-store';
import { transcriptStore } from '../stores/transcript-store';

/** While a film is indexed, news of it comes often; what grew is asked for at most this often. */
const NEWS_MS = 500;

const PARTS = ['frames', 'scenes', 'shots', 'objects', 'waveform'] as const;
type Part = (typeof PARTS)[number];

/** One list, so that a film without chapters is not drawn anew with each news of it. */
const NO_CHAPTERS: readonly Chapter[] = [];

function isPart(what: string): what is Part {
  return PARTS.some((part) => part === what);
}

async function fetchPart(videoId: VideoId, part: Part): Promise<void> {
  const { update } = playerStore.getState();
  if (part === 'frames') {
    const frameTimes = await tellIfItFails(call('index.frameTimes', { videoId }));
    if (frameTimes) update(videoId, { frameTimes });
  } else if (part === 'scenes') {
    const scenes = await tellIfItFails(call('index.scenes', { videoId }));
    if (scenes) update(videoId, { scenes });
  } else if (part === 'shots') {
    const shots = await tellIfItFails(call('index.shots', { videoId }));
    if (shots) update(videoId, { shots });
  } else if (part === 'objects') {
    const objects = await tellIfItFails(call('index.objects', { videoId }));
    if (objects) update(videoId, { objects });
  } else {
    const waveform = await tellIfItFails(call('index.waveform', { videoId }));
    if (waveform) update(videoId, { waveform });
  }
}

async function fetchSource(videoId: VideoId): Promise<void> {
  const source = await tellIfItFails(call('player.source', { videoId }));
  if (source) playerStore.getState().update(videoId, { source });
}

/** What the library says of the open video. */
function takeFacts(videos: readonly Video[], videoId: VideoId): void {
  const video = videos.find((each) => each.id === videoId);
  if (!video) return;
  const picture = video.media.video;
  const facts = {
    frameRate: picture?.frameRate ?? null,
    chapters: video.media.chapters ?? NO_CHAPTERS,
    aspect: picture ? picture.displayWidth / picture.displayHeight : null,
  };
  const { update } = playerStore.getState();
  update(videoId, video.duration > 0 ? { ...facts, duration: video.duration } : facts);
}

function isMissing(videos: readonly Video[], videoId: VideoId): boolean {
  return videos.find((each) => each.id === videoId)?.state === 'missing';
}

/**
 * Opens a video in the player store and keeps what is known of it up to date until the returned
 * function is called: its source, and what of it is indexed so far.
 */
export function followVideo(videoId: VideoId): () => void {
  playerStore.getState().open(videoId);
  takeFacts(libraryStore.getState().videos, videoId);
  void fetchSource(videoId);
  for (const part of PARTS) void fetchPart(videoId, part);
  if (transcriptStore.getState().videoId !== videoId) void transcriptStore.getState().load(videoId);

  const timers = new Map<Part, ReturnType<typeof setTimeout>>();
  const stops = [
    libraryStore.subscribe((now, before) => {
      if (now.videos === before.videos) return;
      takeFacts(now.videos, videoId);
      // Its file is gone, or has been found again.
      if (isMissing(now.videos, videoId) !== isMissing(before.videos, videoId)) void fetchSource(videoId);
    }),
    listen('player.changed', (news) => {
      if (news.videoId === videoId) playerStore.getState().update(videoId, { source: news.source });
    }),
    listen('index.changed', (news) => {
      const part = news.what;
      if (news.videoId !== videoId || !isPart(part) || timers.has(part)) return;
      const again = () => {
        timers.delete(part);
        void fetchPart(videoId, part);
      };
      timers.set(part, setTimeout(again, NEWS_MS));
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    for (const timer of timers.values()) clearTimeout(timer);
  };
}
