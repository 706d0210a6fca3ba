import { z } from 'zod';
import type { MediaInfo } from '../../../src-shared/video';
import { readRecording } from './probe-facts';

/** What is asked of ffprobe of a photograph: what the camera wrote into the picture itself (Exif), which its decoder reads. */
export const PICTURE_OPTIONS: readonly string[] = [
  ...['-loglevel', 'error', '-of', 'json=c=1', '-read_intervals', '%+#1', '-show_entries'],
  'frame=media_type:frame_side_data=rotation:frame_tags=Make,Model,DateTimeOriginal,DateTime',
];

const outputSchema = z.object({
  frames: z
    .array(
      z.object({
        tags: z.record(z.string(), z.string()).optional(),
        side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
      }),
    )
    .min(1),
});

/**
 * A photograph with what the camera wrote: how it was held, what it is and when. What cannot be read is left out.
 * @param text what ffprobe, asked with PICTURE_OPTIONS, writes of it
 */
export function withPictureFacts(media: MediaInfo, text: string): MediaInfo {
  const output = outputSchema.safeParse(jsonOf(text));
  const frame = output.success ? output.data.frames[0] : undefined;
  if (!frame || !media.video) return media;
  const { DateTimeOriginal, DateTime, Make = '', Model = '' } = frame.tags ?? {};
  const taken = DateTimeOriginal ?? DateTime ?? '';
  // Exif writes dates with colons.
  const recording = readRecording(
    { make: Make, model: Model, date: taken.trim().replace(/^(\d{4}):(\d\d):(\d\d)/, '$1-$2-$3') },
    [],
  );
  const turned = frame.side_data_list?.find(({ rotation }) => rotation !== undefined)?.rotation ?? 0;
  return { ...media, video: turn(media.video, turned), ...(recording ? { recording } : {}) };
}

/** @param degrees counter-clockwise, as ffprobe tells how far the picture lies turned */
function turn(video: NonNullable<MediaInfo['video']>, degrees: number): NonNullable<MediaInfo['video']> {
  const rotation = ([0, 90, 180, 270] as const)[((Math.round(-degrees / 90) % 4) + 4) % 4] ?? 0;
  const { displayWidth, displayHeight } = video;
  const lies = rotation === 90 || rotation === 270;
  return {
    ...video,
    rotation,
    ...(lies ? { displayWidth: displayHeight, displayHeight: displayWidth } : {}),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
