import { z } from 'zod';
import { formatClock } from '../../../../src-shared/time';
import {
  findVideo,
  moreLine,
  page,
  pageOf,
  pageOutput,
  seconds,
  toSeconds,
  videoName,
  videoRef,
} from '../common';
import type { Tool } from '../tool';

const input = z.strictObject({ video: videoName, ...page(200, 1000) });
const output = z.object({
  video: videoRef,
  scenes: z.array(
    z.object({
      index: z.number().int(),
      fromSeconds: seconds,
      toSeconds: seconds,
      keyFrameSeconds: seconds.describe('Time of the frame that stands for it: for the tool frame.'),
    }),
  ),
  ...pageOutput,
});

export const scenes: Tool<typeof input, typeof output> = {
  name: 'scenes',
  title: 'Scenes',
  description:
    'The scenes of a video: where the picture changes, each with the time of a frame that stands for it.',
  input,
  output,
  async run({ video: named, offset, limit }, { services }) {
    const video = findVideo(services, named);
    const { items, ...rest } = pageOf(services.library.scenes.list(video.id), { offset, limit });
    const found = items.map((scene) => ({
      index: scene.index,
      fromSeconds: toSeconds(scene.from),
      toSeconds: toSeconds(scene.to),
      keyFrameSeconds: toSeconds(scene.keyFrame),
    }));
    const lines = items.map(
      (scene) => `Scene ${scene.index + 1}: ${formatClock(scene.from)} to ${formatClock(scene.to)}`,
    );
    return {
      text: (rest.total === 0 ? 'No scenes are known yet.' : lines.join('\n')) + moreLine(rest.nextOffset),
      data: { video: { id: video.id, title: video.title }, scenes: found, ...rest },
    };
  },
};
