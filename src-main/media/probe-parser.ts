import type { MediaInfo } from '../../src-shared/domain';
import { MICROS_PER_SECOND, type Micros } from '../../src-shared/time';

type VideoStream = NonNullable<MediaInfo['video']>;
type AudioStream = MediaInfo['audio'][number];

/** A stream as ffmpeg prints it: one `Stream #…` line and the indented lines below it. */
interface StreamText {
  readonly language: string | null;
  readonly kind: string;
  /** The description, split at the commas that stand outside brackets. */
  readonly parts: readonly string[];
  readonly disposition: string;
  readonly below: string[];
}

/** What ffmpeg says of an input, still without judging whether it is of use. */
export type ProbeResult =
  | { readonly kind: 'media'; readonly media: MediaInfo }
  /** `reason` is the last thing that ffmpeg said. */
  | { readonly kind: 'unreadable'; readonly reason: string };

const STREAM =
  /^ {2}Stream #0:\d+(?:\[0x[0-9a-f]+\])?(?:\(([^)]*)\))?(?:\[0x[0-9a-f]+\])?: (Video|Audio|Subtitle|Data|Attachment|Unknown): (.*)$/;
const DISPOSITION = /((?: \([a-z ]+\))+)$/;

/**
 * Reads what `ffmpeg -i FILE` prints about its first input.
 * @param lines ffmpeg's log, line by line
 */
export function parseProbe(lines: readonly string[]): ProbeResult {
  const start = lines.findIndex((line) => line.startsWith('Input #0, '));
  if (start < 0) return { kind: 'unreadable', reason: lines.findLast((line) => line.trim() !== '') ?? '' };
  const container = /^Input #0, (.*?), from '/.exec(lines[start] ?? '')?.[1] ?? '';

  let duration: Micros | null = null;
  const streams: StreamText[] = [];
  for (const line of lines.slice(start + 1)) {
    // What follows is about the output.
    if (/^(Output #|Stream mapping:|Press \[q\])/.test(line)) break;
    const clock = /^ {2}Duration: (\d+):(\d\d):(\d\d)\.(\d+)/.exec(line);
    if (clock) duration = clockToMicros(clock);
    const stream = readStreamLine(line);
    if (stream) streams.push(stream);
    else if (/^ {4}/.test(line)) streams.at(-1)?.below.push(line.trim());
  }
  return {
    kind: 'media',
    media: { container, duration, video: firstVideo(streams), audio: usableAudio(streams) },
  };
}

function clockToMicros([, hours, minutes, seconds, fraction = '']: RegExpExecArray): Micros {
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return whole * MICROS_PER_SECOND + Number(fraction.padEnd(6, '0').slice(0, 6));
}

function readStreamLine(line: string): StreamText | null {
  const match = STREAM.exec(line);
  if (!match) return null;
  const [, language, kind = '', description = ''] = match;
  const disposition = DISPOSITION.exec(description)?.[1] ?? '';
  return {
    language: language === undefined || language === 'und' ? null : language,
    kind,
    parts: splitOutsideBrackets(description.slice(0, description.length - disposition.length)),
    disposition,
    below: [],
  };
}

/** Splits `h264 (High), yuv420p(tv, bt709), 640x360 [SAR 2:1 DAR 32:9]` into its three parts. */
function splitOutsideBrackets(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '(' || c === '[') depth++;
    else if (c === ')' || c === ']') depth = Math.max(0, depth - 1);
    else if (c === ',' && depth === 0) {
      parts.push(text.slice(from, i).trim());
      from = i + 1;
    }
  }
  parts.push(text.slice(from).trim());
  return parts;
}

/** The first moving picture; a cover, a thumbnail track and a stream that has no size do not count. */
function firstVideo(streams: readonly StreamText[]): VideoStream | null {
  for (const stream of streams) {
    if (stream.kind !== 'Video' || /attached pic|still image|timed thumbnails/.test(stream.disposition))
      continue;
    const video = readVideo(stream);
    if (video) return video;
  }
  return null;
}

function readVideo({ parts, below }: StreamText): VideoStream | null {
  const sizeAt = parts.findIndex((part) => /^\d+x\d+\b/.test(part));
  const [, w, h] = /^(\d+)x(\d+)/.exec(parts[sizeAt] ?? '') ?? [];
  const width = Number(w ?? 0);
  const height = Number(h ?? 0);
  const codec = firstWord(parts[0]);
  if (width === 0 || height === 0 || codec === 'none') return null;

  const rotation = readRotation(below);
  const shown = squarePixels(width, height, parts.slice(sizeAt).join(', '));
  const turned = rotation === 90 || rotation === 270;
  return {
    codec,
    pixelFormat: sizeAt > 1 ? firstWord(parts[1]) : 'unknown',
    width,
    height,
    displayWidth: turned ? shown.height : shown.width,
    displayHeight: turned ? shown.width : shown.height,
    rotation,
    frameRate: readFrameRate(parts),
  };
}

/**
 * Size with square pixels: the width is stretched, the height kept. Where container and codec disagree ffmpeg prints
 * the codec's ratio first and the container's after it, and decodes with the container's: the last one counts.
 */
function squarePixels(width: number, height: number, text: string): { width: number; height: number } {
  const ratios = [...text.matchAll(/\bSAR (\d+):(\d+)/g)];
  const [, num, den] = ratios.at(-1) ?? [];
  const sar = Number(num ?? 1) / Number(den ?? 1);
  const sane = Number.isFinite(sar) && sar > 0;
  return { width: sane ? Math.max(1, Math.round(width * sar)) : width, height };
}

/** ffmpeg prints how far the picture lies turned counter-clockwise; the player turns it clockwise. */
function readRotation(below: readonly string[]): VideoStream['rotation'] {
  for (const line of below) {
    const match = /displaymatrix: rotation of (-?[\d.]+) degrees/.exec(line);
    if (!match) continue;
    const quarters = ((Math.round(-Number(match[1]) / 90) % 4) + 4) % 4;
    return ([0, 90, 180, 270] as const)[quarters] ?? 0;
  }
  return 0;
}

/** ffmpeg rounds to two digits: 29.97 stands for 30000/1001. */
function readFrameRate(parts: readonly string[]): number | null {
  for (const unit of ['fps', 'tbr']) {
    const match = parts.map((part) => new RegExp(`^([\\d.]+)(k?) ${unit}$`).exec(part)).find(Boolean);
    const rate = Number(match?.[1] ?? 0) * (match?.[2] === 'k' ? 1000 : 1);
    if (rate <= 0) continue;
    const ntsc = [24, 30, 48, 60, 120].map((r) => (r * 1000) / 1001);
    return ntsc.find((r) => Math.abs(r - rate) < 0.006) ?? rate;
  }
  return null;
}

/** Nothing where the first track cannot be decoded: the first is the one that is played and indexed. */
function usableAudio(streams: readonly StreamText[]): AudioStream[] {
  const tracks = streams.filter((stream) => stream.kind === 'Audio').map(readAudio);
  return tracks[0] === null ? [] : tracks.filter((track) => track !== null);
}

function readAudio({ parts, language }: StreamText): AudioStream | null {
  const codec = firstWord(parts[0]);
  const rate = Number(parts.map((part) => /^(\d+) Hz$/.exec(part)?.[1]).find(Boolean) ?? 0);
  if (rate === 0 || codec === 'none') return null;
  const at = parts.findIndex((part) => / Hz$/.test(part));
  return { codec, channels: readChannels(parts[at + 1] ?? ''), sampleRate: rate, language };
}

function readChannels(layout: string): number {
  const counted = /^(\d+) channels/.exec(layout);
  if (counted) return Number(counted[1]);
  const surround = /^(\d+)\.(\d+)(?:\.(\d+))?/.exec(layout);
  if (surround) return surround.slice(1).reduce((sum, n) => sum + Number(n ?? 0), 0);
  const named: Record<string, number> = {
    mono: 1,
    stereo: 2,
    downmix: 2,
    quad: 4,
    hexagonal: 6,
    octagonal: 8,
  };
  return named[layout.split('(')[0] ?? ''] ?? 0;
}

function firstWord(text: string | undefined): string {
  return /^[^\s(]+/.exec(text ?? '')?.[0] ?? 'unknown';
}
