import { t } from '../../src-shared/words/words';
import { call } from '../api';
import { noticeStore, tellIfItFails } from '../stores/notice-store';
import { playerStore } from '../stores/player-store';

/** Copies the frame that is shown, or saves it where the person says. */
export async function takeStill(to: 'clipboard' | 'file'): Promise<void> {
  const { videoId, time } = playerStore.getState();
  if (videoId === null) return;
  const still = await tellIfItFails(call('export.still', { videoId, at: time, to }));
  if (!still) return;
  const { info } = noticeStore.getState();
  info(
    still.fileName === null ? t('player.still.copied') : t('player.still.saved', { file: still.fileName }),
  );
}

/** A window of its own shows a film that is open: Chromium would keep it for one that was left. */
export function closeOwnWindow(video: HTMLVideoElement): void {
  if (document.pictureInPictureElement === video) void document.exitPictureInPicture().catch(() => undefined);
}

/** Shows the film in a window of its own above all others, or back in its place. */
export async function togglePictureInPicture(video: HTMLVideoElement | null): Promise<void> {
  const { info } = noticeStore.getState();
  if (document.pictureInPictureElement) return document.exitPictureInPicture();
  if (!video || video.hidden || !document.pictureInPictureEnabled) {
    return info(t('player.window.none'));
  }
  await knowsItsSize(video);
  // Refused where no key or click asked for it, as from the system's menu.
  await video.requestPictureInPicture().catch(() => info(t('player.window.how')));
}

/** A film that was just opened is refused a window until its first bytes have come. */
async function knowsItsSize(video: HTMLVideoElement): Promise<void> {
  if (video.readyState >= HTMLMediaElement.HAVE_METADATA || video.error) return;
  await new Promise((resolve) => {
    for (const event of ['loadedmetadata', 'error']) video.addEventListener(event, resolve, { once: true });
  });
}
