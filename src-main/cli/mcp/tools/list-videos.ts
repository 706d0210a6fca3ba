import { z } from 'zod';
import { formatClock } from '../../../../src-shared/time';
import { trackName, type Video, videoState } from '../../../../src-shared/video';
import { moreLine, page, pageOf, pageOutput, seconds, toSeconds } from '../common';
import type { Tool } from '../tool';

const input = z.strictObject(page(100, 500));
const output = z.object({
  videos: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      state: videoState.describe(
        'Only what is indexed can be searched: "ready", or "indexing" as far as it got.',
      ),
      durationSeconds: seconds,
      indexedFrames: z.number().int(),
      hasPictures: z.boolean(),
      hasSound: z.boolean(),
      tracks: z.array(trackName).describe('What else was read to the end: shots, objects, written text.'),
    }),
  ),
  ...pageOutput,
});

export const listVideos: Tool<typeof input, typeof output> = {
  name: 'list_videos',
  title: 'Videos of the library',
  description: 'Lists the videos of the library, newest first, with their ids, titles, lengths and states.',
  input,
  output,
  async run(wanted, { services: { library } }) {
    const { items, ...rest } = pageOf(library.videos.list(), wanted);
    const videos = items.map((video) => ({
      id: video.id,
      title: video.title,
      state: video.state,
      durationSeconds: toSeconds(video.duration),
      indexedFrames: video.frameCount,
      hasPictures: video.media.video !== null,
      hasSound: video.media.audio.length > 0,
      tracks: video.tracks,
    }));
    const lines = items.map(lineOf);
    const text = rest.total === 0 ? 'The library is empty: add videos in Longtake.' : lines.join('\n');
    return { text: text + moreLine(rest.nextOffset), data: { videos, ...rest } };
  },
};

function lineOf({ id, title, state, duration }: Video): string {
  return `${id}  ${formatClock(duration)}  ${state}  ${title}`;
}
