import { MICROS_PER_SECOND, type Micros } from '../../../src-shared/time';
import type { MediaInfo } from '../../../src-shared/video';
import { ClockLog } from './clock-log';
import { runFfmpeg } from './ffmpeg-command';

/*
 * A film's time is counted from its first frame or sample, as it is played. Where the recording's own clock begins anew or leaps
 * (VOBs that were joined, a receiver that was set right, a packet stamped hours late), ffmpeg closes the gap: in containers for
 * broadcasting where it is longer than ten seconds or leads back, in all others from LATEST on. It does so packet by packet, from
 * the file's start, with all streams that it reads. So a film whose clock jumps is always read from its start, with its picture
 * and its sound, and never by the container's own times.
 */

/** Seconds by which a packet's time may be off before it counts for nothing: no film stands still for so long. */
const LATEST = 1800;

/** Stands among the options of whatever reads a film in its own time. */
export const TIME_LIMITS: readonly string[] = ['-dts_error_threshold', String(LATEST)];

/** Options of an input that is read so without being decoded: a packet that tells no time when it is shown is given one. */
export const FROM_THE_START: readonly string[] = ['-fflags', '+genpts'];

/** ffmpeg's names of containers whose clock may begin anew. */
const BROADCAST = /^(mpegts|mpeg|ogg)$/;

/** ffmpeg's names of containers that have no length of their own: it is guessed from the first packets, or from the last times. */
const WITHOUT_LENGTH =
  /^(mp3|aac|loas|ac3|eac3|ac4|dts|dtshd|truehd|mlp|amr|amrnb|amrwb|adp|gsm|g72\w+|h26[134]|hevc|vvc|m4v|mpegvideo|vc1|av1|obu|mjpeg|dv|mpeg|mpegts)$/;

function isKind(media: Pick<MediaInfo, 'container'>, kind: RegExp): boolean {
  return media.container.split(',').some((name) => kind.test(name));
}

/** Whether the length that a container tells is a guess. */
export function guessesLength(media: Pick<MediaInfo, 'container'>): boolean {
  return isKind(media, WITHOUT_LENGTH);
}

/** Whether the container tells the time itself many times a second, as broadcasting needs it: it takes room for that alone. */
export function keepsTime(media: Pick<MediaInfo, 'container'>): boolean {
  return isKind(media, /^(mpegts|mpeg)$/);
}

interface FilmFile {
  readonly ffmpegPath: string;
  readonly path: string;
  readonly signal?: AbortSignal | undefined;
}

export function clockJumps(media: Pick<MediaInfo, 'clock'>): boolean {
  return (media.clock?.jumps.length ?? 0) > 0;
}

/**
 * An output of its own, which is thrown away, for streams that are not decoded. In containers whose clock may begin anew ffmpeg counts
 * from the first packet of the streams that it reads: of the picture alone, where the sound begins five seconds before it, all would be five
 * seconds early. And jumps are found where they are with all streams. Empty where it makes no difference.
 * @param left streams of the input that no other output takes
 * @param input its number
 */
export function companions(
  media: MediaInfo,
  left: { readonly picture: boolean; readonly sound: boolean },
  input = 0,
): string[] {
  if (!clockJumps(media) && !isKind(media, BROADCAST)) return [];
  const maps = [
    ...(left.picture && media.video ? ['-map', `${input}:V:0`] : []),
    ...(left.sound && media.audio.length > 0 ? ['-map', `${input}:a:0`] : []),
  ];
  return maps.length === 0 ? [] : [...maps, '-c', 'copy', '-f', 'null', '-'];
}

/**
 * The film with what is known of its clock. Where the container's clock may begin anew, every packet is read for it, and none is
 * decoded: seconds, where decoding takes minutes.
 * @throws FfmpegDied, FfmpegMissing, Cancelled
 */
export async function withClock(source: FilmFile, media: MediaInfo): Promise<MediaInfo> {
  if (media.clock !== undefined || !isKind(media, BROADCAST)) return media;
  const jumps = await findJumps(source, media);
  return jumps.length === 0 ? media : { ...media, clock: { jumps, estimated: false } };
}

/** A packet as it comes from the file, and as ffmpeg hands it on, by its stream. Times are in seconds, to six digits. */
const PACKET = /demuxer(\+ffmpeg)? -> ist_index:([\d:]+) .*?\bpkt_dts_time:(-?\d[\d.e+-]*)/;
/** In seconds. Times are told too coarsely for less. */
const SHIFTED = 1;

async function findJumps(
  { ffmpegPath, path, signal }: FilmFile,
  { video, audio }: MediaInfo,
): Promise<Micros[]> {
  const log = new ClockLog();
  const raw = new Map<string, number>();
  const shifts = new Map<string, number>();
  await runFfmpeg({
    ffmpegPath,
    inputs: [{ path }],
    outputOptions: [
      ...(video ? ['-map', '0:V:0'] : []),
      ...(audio.length > 0 ? ['-map', '0:a:0'] : []),
      ...['-c', 'copy', '-f', 'null', ...TIME_LIMITS, '-debug_ts', '-nostats', '-loglevel', 'level+info'],
    ],
    dest: null,
    onLine: (line) => {
      if (log.line(line)) return;
      const [, fixed, stream = '', seconds] = PACKET.exec(line) ?? [];
      if (seconds === undefined) return;
      if (!fixed) {
        raw.set(stream, Number(seconds));
        return;
      }
      const shift = Number(seconds) - (raw.get(stream) ?? Number(seconds));
      const before = shifts.get(stream) ?? shift;
      if (Math.abs(shift - before) > SHIFTED) log.sign(Number(seconds) * MICROS_PER_SECOND);
      shifts.set(stream, shift);
    },
    signal,
  });
  return log.jumps.map(Math.round);
}
