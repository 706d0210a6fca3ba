// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';
import { togglePictureInPicture } from './picture';

it('waits for a film that was just opened before it asks for a window of its own', async () => {
  Object.defineProperty(document, 'pictureInPictureEnabled', { value: true });
  const video = document.createElement('video');
  let ready: number = 0;
  Object.defineProperty(video, 'readyState', { get: () => ready });
  const asked = vi.fn(async () => {
    if (ready < 1) throw new DOMException('', 'InvalidStateError');
    return {} as PictureInPictureWindow;
  });
  video.requestPictureInPicture = asked;

  const shown = togglePictureInPicture(video);
  await Promise.resolve();
  expect(asked).not.toHaveBeenCalled();
  ready = 1;
  video.dispatchEvent(new Event('loadedmetadata'));
  await shown;
  expect(asked).toHaveBeenCalledOnce();
  await expect(asked.mock.results[0]?.value).resolves.toBeDefined();
});
