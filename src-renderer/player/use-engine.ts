import { useEffect } from 'react';
import type { VideoId } from '../../src-shared/primitives';
import { secondsToMicros } from '../../src-shared/time';
import type { PlayerSource } from '../../src-shared/video';
import { t } from '../../src-shared/words/words';
import { call } from '../api';
import { tellIfItFails } from '../stores/notice-store';
import { playerStore } from '../stores/player-store';
import { MediaEngine } from './engine';
import { closeOwnWindow } from './picture';

async function askForProxy(videoId: VideoId): Promise<void> {
  const source = await tellIfItFails(call('player.cannotPlay', { videoId }));
  if (source) playerStore.getState().update(videoId, { source });
}

/** A proxy is the last resort: when that fails too there is nothing more to try. */
function giveUp(videoId: VideoId): void {
  const source: PlayerSource = {
    url: null,
    kind: 'unavailable',
    progress: null,
    note: t('player.failed'),
  };
  playerStore.getState().update(videoId, { source });
}

/**
 * Connects a mounted media element with the player store. Where Chromium cannot play the file, or plays
 * only its sound, a proxy is asked for.
 */
export function useEngine(
  videoId: VideoId,
  media: HTMLVideoElement | null,
  source: PlayerSource | null,
  frameRate: number | null,
): void {
  const url = source?.url ?? null;
  const kind = source?.kind ?? null;
  useEffect(() => {
    if (!media || url === null) return;
    const store = playerStore.getState();
    const hasPicture = kind !== 'audio';
    const engine = new MediaEngine(media, store, { frameRate, hasPicture });
    const detach = store.attach(engine);
    const failed = () => (kind === 'original' ? void askForProxy(videoId) : giveUp(videoId));
    const known = () => {
      if (hasPicture && media.videoWidth === 0) failed();
      else if (playerStore.getState().duration === 0 && Number.isFinite(media.duration)) {
        store.update(videoId, { duration: secondsToMicros(media.duration) });
      }
    };
    media.addEventListener('error', failed);
    media.addEventListener('loadedmetadata', known);
    if (media.readyState >= HTMLMediaElement.HAVE_METADATA) known();
    return () => {
      media.removeEventListener('error', failed);
      media.removeEventListener('loadedmetadata', known);
      detach();
      engine.dispose();
      closeOwnWindow(media);
    };
  }, [videoId, media, url, kind, frameRate]);
}
