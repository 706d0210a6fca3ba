// The tool `frame` of the MCP server: a picture of a film at a time.
import { z } from 'zod';
import { toUserError } from '../../../../src-shared/errors';
import { formatClock, type Micros } from '../../../../src-shared/time';
import type { Video } from '../../../../src-shared/video';
import { frameAt } from '../../../base/film/frame-at';
import { readFrameTimes, readThumbnail } from '../../../base/film/reader';
import { readStill } from '../../../base/media/still';
import { NoPictures } from '../../errors';
import { findVideo, seconds, timeInput, toMicros, toSeconds, videoName, videoRef } from '../common';
import type { Call, Tool } from '../tool';

const input = z.strictObject({
  video: videoName,
  at: timeInput,
  size: z
    .number()
    .int()
    .min(64)
    .max(1080)
    .optional()
    .describe(
      'Height in pixels. The picture is then decoded from the film itself, at exactly that time, where its file is still there; left out, it is the small stored picture of the nearest indexed frame before it.',
    ),
});
const output = z.object({
  video: videoRef,
  frameSeconds: seconds.describe('The time of the frame itself.'),
  from: z.enum(['index', 'film']).describe('The small stored picture, or one decoded from the film.'),
  note: z.string().nullable(),
});

interface Picture {
  readonly time: Micros;
  readonly jpeg: Uint8Array;
  readonly from: 'index' | 'film';
  /** What is not as asked. */
  readonly note: string | null;
}

export const frame: Tool<typeof input, typeof output> = {
  name: 'frame',
  title: 'A picture from a video',
  description: 'The picture that a video shows at a time, as a JPEG.',
  input,
  output,
  async run({ video: named, at, size }, call) {
    const video = findVideo(call.services, named);
    const time = toMicros(at, '“at”');
    const picture =
      size === undefined ? await stored(video, time, call) : await decoded(video, time, size, call);
    const said = `Frame at [${formatClock(picture.time)}] of “${video.title}”.`;
    return {
      text: picture.note === null ? said : `${said} ${picture.note}`,
      data: {
        video: { id: video.id, title: video.title },
        frameSeconds: toSeconds(picture.time),
        from: picture.from,
        note: picture.note,
      },
      jpeg: picture.jpeg,
    };
  },
};

/** @throws NoPictures, IndexBroken */
async function stored(video: Video, at: Micros, { services: { library } }: Call): Promise<Picture> {
  const dir = library.indexDir(video.id);
  const times = await readFrameTimes(dir);
  const index = frameAt(times, at);
  if (index === null) throw new NoPictures(video.title);
  return { time: times[index] ?? 0, jpeg: await readThumbnail(dir, index), from: 'index', note: null };
}

/** From the film's file; where that cannot be, from the index with a note that says why. */
async function decoded(video: Video, at: Micros, height: number, call: Call): Promise<Picture> {
  const { services, signal } = call;
  if (video.media.video === null) throw new NoPictures(video.title);
  const inWords = (why: string): string => `It is the small stored picture: ${why}`;
  try {
    const path = services.library.videos.source(video.id);
    const source = { path, media: video.media, ffmpegPath: await services.ffmpegPath(), signal };
    const still = await readStill({ ...source, at, height });
    if (still !== null) return { time: still.time, jpeg: still.jpeg, from: 'film', note: null };
    return { ...(await stored(video, at, call)), note: inWords('the film shows nothing at that time.') };
  } catch (error) {
    signal.throwIfAborted();
    return { ...(await stored(video, at, call)), note: inWords(toUserError(error).message) };
  }
}
