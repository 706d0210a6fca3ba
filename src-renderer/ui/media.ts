import type { VideoId } from '../../src-shared/primitives';
import type { Video } from '../../src-shared/video';

/** Address of an indexed frame's picture. */
export function thumbUrl(videoId: VideoId, frameIndex: number): string {
  return `media://thumb/${videoId}/${frameIndex}`;
}

/** Address of a video's poster; changes with the state, so that one made later is fetched anew. */
export function posterUrl(video: Pick<Video, 'id' | 'state'>): string {
  return `media://poster/${video.id}?v=${video.state}`;
}
