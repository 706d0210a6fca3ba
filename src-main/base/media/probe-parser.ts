import { z } from 'zod';
import { MICROS_PER_SECOND, type Micros, parseClock } from '../../../src-shared/time';
import type { MediaInfo } from '../../../src-shared/video';
import {
  chapterSchema,
  FACT_ENTRIES,
  readChapters,
  readRecording,
  readSubtitles,
  readTrackWords,
  timeOf,
} from './probe-facts';

/** Grows when more is read of a file than before: films that were looked at by earlier rules are then looked at once more. */
export const LOOKED = 2;

type VideoStream = NonNullable<MediaInfo['video']>;
type AudioStream = MediaInfo['audio'][number];

/** What is asked of ffprobe: of titles and the like only those that are shown, as there may be any number of any length. */
export const PROBE_OPTIONS: readonly string[] = [
  ...['-loglevel', 'error', '-of', 'json=c=1', '-show_entries'],
  [
    'format=format_name,duration,start_time',
    'stream=index,codec_type,codec_name,start_time,duration,width,height,pix_fmt,sample_aspect_ratio,avg_frame_rate,r_frame_rate,color_transfer,field_order,channels,sample_rate',
    'stream_tags=language,LANGUAGE,title,TITLE,timecode,TIMECODE,DURATION',
    'stream_disposition=attached_pic,still_image,timed_thumbnails,dependent,default,forced',
    'stream_side_data=rotation',
    ...FACT_ENTRIES,
  ].join(':'),
];

/** A stream as ffprobe tells it; what it does not know is left out. */
const streamSchema = z.object({
  index: z.number().optional(),
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  start_time: z.string().optional(),
  duration: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  pix_fmt: z.string().optional(),
  /** `2:1`; of the container where it and the codec disagree, as ffmpeg decodes it. */
  sample_aspect_ratio: z.string().optional(),
  /** `30000/1001`; `0/0` where it is not known. */
  avg_frame_rate: z.string().optional(),
  r_frame_rate: z.string().optional(),
  color_transfer: z.string().optional(),
  /** `tt`, `bb`, or by which is stored and which shown first: `tb`, `bt`; `progressive`. */
  field_order: z.string().optional(),
  channels: z.number().optional(),
  sample_rate: z.string().optional(),
  disposition: z.record(z.string(), z.number()).optional(),
  tags: z.record(z.string(), z.string()).optional(),
  side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
});
type Stream = z.infer<typeof streamSchema>;

const outputSchema = z.object({
  streams: z.array(streamSchema).default([]),
  chapters: z.array(chapterSchema).default([]),
  format: z.object({
    format_name: z.string(),
    duration: z.string().optional(),
    start_time: z.string().optional(),
    tags: z.record(z.string(), z.string()).optional(),
  }),
});

/**
 * Reads what ffprobe, asked with PROBE_OPTIONS, writes of a file.
 * @param text its JSON
 * @returns null where ffprobe could not open the file, or writes something else
 */
export function parseProbe(text: string): MediaInfo | null {
  const output = outputSchema.safeParse(jsonOf(text));
  if (!output.success) return null;
  const { format, streams, chapters } = output.data;
  const start = timeOf(format.start_time) ?? 0;
  const duration = filmLength(readDuration(format.duration), streams, start);
  const named = readChapters(chapters, start, duration);
  const subtitles = readSubtitles(streams, (tags) => readLanguage({ tags }));
  const recording = readRecording(
    format.tags,
    streams.map(({ tags }) => tags),
  );
  const isStill = STILL.test(format.format_name) || isStillImage(streams);
  return {
    container: format.format_name,
    duration: isStill ? null : duration,
    video: isStill ? (streams.map(readVideo).find((video) => video !== null) ?? null) : firstVideo(streams),
    audio: usableAudio(streams),
    ...(subtitles.length > 0 ? { subtitles } : {}),
    ...(named.length > 0 ? { chapters: named } : {}),
    ...(recording ? { recording } : {}),
    ...(isStill ? { isStill } : {}),
  };
}

/** Demuxers that read one picture. */
const STILL = /^(?:jpeg|png|webp)_pipe$/;

/** A photograph in a container for films (HEIC, AVIF): one picture and nothing that moves or sounds. */
function isStillImage(streams: readonly Stream[]): boolean {
  const pictures = streams.filter(({ codec_type }) => codec_type === 'video');
  return pictures.length === 1 && streams.every(({ disposition }) => disposition?.still_image === 1);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function readDuration(seconds: string | undefined): Micros | null {
  const micros = Math.round(Number(seconds) * MICROS_PER_SECOND);
  return micros > 0 && Number.isSafeInteger(micros) ? micros : null;
}

/** How much longer than its picture and its sound a film may be by its container's own word. */
const LONGER: Micros = MICROS_PER_SECOND;

/**
 * How long picture and sound last, where each of them tells it and the container tells of more: its length is that of its longest
 * stream, and subtitles or data may end days later.
 */
function filmLength(told: Micros | null, streams: readonly Stream[], start: Micros): Micros | null {
  if (told === null) return null;
  const played = streams.filter(
    ({ codec_type, disposition }) =>
      codec_type === 'audio' || (codec_type === 'video' && disposition?.attached_pic !== 1),
  );
  const ends = played.map((stream) => endOf(stream, start));
  const known = ends.filter((end) => end !== null);
  if (known.length === 0 || known.length < ends.length) return told;
  const end = Math.max(...known);
  return end > 0 && told > end + LONGER ? end : told;
}

/** Where a stream ends in the film; null where it does not say. */
function endOf({ start_time, duration, tags }: Stream, start: Micros): Micros | null {
  const length = readDuration(duration);
  if (length !== null) return length + (timeOf(start_time) ?? start) - start;
  // Matroska: `00:00:10.023000000`, the last moment that something of the track is shown.
  return tags?.DURATION === undefined ? null : parseClock(tags.DURATION);
}

/** The first moving picture; a cover, a thumbnail track and a stream that has no size do not count. */
function firstVideo(streams: readonly Stream[]): VideoStream | null {
  for (const stream of streams) {
    const { attached_pic, still_image, timed_thumbnails, dependent } = stream.disposition ?? {};
    // What depends on another is a part of a picture: a tile, a layer.
    if (stream.codec_type !== 'video' || attached_pic || still_image || timed_thumbnails || dependent)
      continue;
    const video = readVideo(stream);
    if (video) return video;
  }
  return null;
}

function readVideo(stream: Stream): VideoStream | null {
  const { width = 0, height = 0, pix_fmt = 'unknown' } = stream;
  const codec = codecOf(stream);
  if (width <= 0 || height <= 0 || codec === null) return null;

  const rotation = readRotation(stream);
  const shown = { width: Math.max(1, Math.round(width * aspectOf(stream))), height };
  const turned = rotation === 90 || rotation === 270;
  return {
    codec,
    pixelFormat: pix_fmt,
    width,
    height,
    displayWidth: turned ? shown.height : shown.width,
    displayHeight: turned ? shown.width : shown.height,
    rotation,
    frameRate: readFrameRate(stream),
    ...readLight(stream),
    ...readFields(stream),
  };
}

function readLight({ color_transfer }: Stream): Pick<VideoStream, 'hdr'> {
  if (color_transfer === 'smpte2084') return { hdr: 'pq' };
  return color_transfer === 'arib-std-b67' ? { hdr: 'hlg' } : {};
}

function readFields({ field_order = '' }: Stream): Pick<VideoStream, 'interlaced'> {
  if (!/^[tb]{2}$/.test(field_order)) return {};
  return { interlaced: field_order.endsWith('t') ? 'top' : 'bottom' };
}

/** Null where nothing decodes it. */
function codecOf({ codec_name }: Stream): string | null {
  return codec_name === undefined || codec_name === 'none' || codec_name === 'unknown' ? null : codec_name;
}

/** A pixel's width by its height; square where nothing of use is said. */
function aspectOf({ sample_aspect_ratio = '1:1' }: Stream): number {
  const [num, den] = sample_aspect_ratio.split(':').map(Number);
  const aspect = (num ?? 0) / (den ?? 0);
  return Number.isFinite(aspect) && aspect > 0 ? aspect : 1;
}

/** ffprobe tells how far the picture lies turned counter-clockwise; the player turns it clockwise. */
function readRotation({ side_data_list = [] }: Stream): VideoStream['rotation'] {
  const degrees = side_data_list.find(({ rotation }) => rotation !== undefined)?.rotation ?? 0;
  const quarters = ((Math.round(-degrees / 90) % 4) + 4) % 4;
  return ([0, 90, 180, 270] as const)[quarters] ?? 0;
}

/** To two digits, as averages over a file are not truer than that; 29.97 stands for 30000/1001. */
function readFrameRate({ avg_frame_rate, r_frame_rate }: Stream): number | null {
  for (const ratio of [avg_frame_rate, r_frame_rate]) {
    const [num, den] = (ratio ?? '0/0').split('/').map(Number);
    const rate = Math.round(((num ?? 0) / (den ?? 0)) * 100) / 100;
    if (!Number.isFinite(rate) || rate <= 0) continue;
    const ntsc = [24, 30, 48, 60, 120, 240].map((r) => (r * 1000) / 1001);
    return ntsc.find((r) => Math.abs(r - rate) < 0.006) ?? rate;
  }
  return null;
}

/** Those that can be decoded; where one before them cannot, each says where it stands. */
function usableAudio(streams: readonly Stream[]): AudioStream[] {
  const tracks = streams
    .filter(({ codec_type }) => codec_type === 'audio')
    .slice(0, MOST_TRACKS)
    .map((stream, position) => ({ position, track: readAudio(stream) }))
    .filter(({ track }) => track !== null);
  return tracks.flatMap(({ position, track }, n) => {
    if (track === null) return [];
    return [position === n ? track : { ...track, position }];
  });
}

/** No film has more; a file that says so is made to fill memory. */
const MOST_TRACKS = 64;

function readAudio(stream: Stream): AudioStream | null {
  const codec = codecOf(stream);
  const sampleRate = Number(stream.sample_rate ?? 0);
  if (!(sampleRate > 0) || codec === null) return null;
  const track = { codec, channels: stream.channels ?? 0, sampleRate, language: readLanguage(stream) };
  return { ...track, ...readTrackWords(stream) };
}

/** Containers write the tag's name as they like. */
function readLanguage({ tags = {} }: Pick<Stream, 'tags'>): string | null {
  const language = Object.entries(tags).find(([name]) => name.toLowerCase() === 'language')?.[1];
  return language === undefined || language === '' || language === 'und' ? null : language;
}
