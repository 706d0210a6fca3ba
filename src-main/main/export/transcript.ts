import { NOT_UNDERSTOOD, type Segment } from '../../../src-shared/analysis';
import type { TranscriptFormat } from '../../../src-shared/exports';
import { formatClock, formatTimestamp, microsToSeconds } from '../../../src-shared/time';
import type { Video } from '../../../src-shared/video';
import { type Cue, cuesOf, momentsOf } from './cues';
import { escapeMarkdown, oneLine, toJson } from './plain-text';

/** What a transcript is written from. Segments in order of time. */
export interface TranscriptSource {
  readonly video: Pick<Video, 'id' | 'title' | 'fileName' | 'duration'>;
  readonly segments: readonly Segment[];
  /** Who says a line; left out where it is not known of any. */
  readonly whoSays?: (segment: Segment) => string | null;
}

const FORMATTERS: Readonly<Record<TranscriptFormat, (source: TranscriptSource) => string>> = {
  srt: toSrt,
  vtt: toVtt,
  txt: toText,
  json: transcriptToJson,
  md: toMarkdown,
};

export function formatTranscript(source: TranscriptSource, format: TranscriptFormat): string {
  return FORMATTERS[format](source);
}

/**
 * SubRip. Of cues that overlap many players show one, or one over the other: what is at once is in one cue, a line each, the writing above
 * what is said. It has no escapes: an arrow in the words, which some readers take for a time line, and what players take for tags
 * (`<font …>`, `{\\an8}`) are written in other characters.
 */
export function toSrt({ segments, whoSays }: TranscriptSource): string {
  return momentsOf(cuesOf(segments, whoSays))
    .map(({ from, to, cues }, i) => {
      const times = `${formatTimestamp(from, ',')} --> ${formatTimestamp(to, ',')}`;
      return `${i + 1}\n${times}\n${cues.map((cue) => inSrt(spoken(cue))).join('\n')}\n`;
    })
    .join('\n');
}

/** A cue's words, behind who says them. */
function spoken({ speaker, text }: Cue): string {
  return speaker === null ? text : `${speaker}: ${text}`;
}

function inSrt(text: string): string {
  return text
    .replaceAll('-->', '→')
    .replace(/<(?=[a-z/!?])/gi, '‹')
    .replace(/\{(?=\s*\\)/g, '(');
}

/**
 * WebVTT (W3C), whose cues may overlap: what is written in the picture is at its top, out of the way of what is said. With the languages that the speech model heard in a comment: the format has no other place for that of all
 * its cues. `&` and `<` are its only specials in text; escaping `>` too takes care of the arrow.
 */
export function toVtt({ segments, whoSays }: TranscriptSource): string {
  const cues = cuesOf(segments, whoSays).map(
    (cue) =>
      `${formatTimestamp(cue.from, '.')} --> ${formatTimestamp(cue.to, '.')}${cue.written ? AT_TOP : ''}\n${inVoice(cue.speaker)}${escapeVtt(cue.text)}\n`,
  );
  const languages = new Set(
    // What was not understood has no language to be named.
    segments.flatMap(({ language }) =>
      language === undefined || language === NOT_UNDERSTOOD.language ? [] : [language],
    ),
  );
  const note =
    languages.size === 0
      ? []
      : [`NOTE Language: ${oneLine([...languages].join(', ')).replaceAll('-->', '→')}\n`];
  const origin = isFromFile(segments) ? ['NOTE From the film’s subtitles\n'] : [];
  return ['WEBVTT\n', ...note, ...origin, ...cues].join('\n');
}

/** A cue's setting: on the first line of the picture, and below others that are there at once. */
const AT_TOP = ' line:0';

/** Whether subtitles say what is said: a transcript is of one kind. */
function isFromFile(segments: readonly Segment[]): boolean {
  return segments.some(({ fromFile }) => fromFile);
}

/** WebVTT's own mark of who speaks: the rest of the cue is theirs. */
function inVoice(speaker: string | null): string {
  return speaker === null ? '' : `<v ${escapeVtt(speaker)}>`;
}

function escapeVtt(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function toText({ segments, whoSays }: TranscriptSource): string {
  return cuesOf(segments, whoSays)
    .map((cue) => `${spoken(cue)}\n`)
    .join('');
}

/** Times in the program's own unit, exact, with the words' times; the form is in docs/cli.md ("Files that are written"). */
function transcriptToJson({ video, segments, whoSays }: TranscriptSource): string {
  const document = {
    format: 'longtake.transcript.1',
    video: { id: video.id, title: video.title, fileName: video.fileName, duration: video.duration },
    timeUnit: 'microseconds',
    // What is not known of a segment is left out.
    segments: segments.map((segment) => {
      const { id, source, from, to, text, heard, fromFile, language, words } = segment;
      const speaker = whoSays?.(segment) ?? undefined;
      return { id, source, from, to, text, heard, fromFile, language, speaker, words };
    }),
  };
  return toJson(document);
}

function toMarkdown({ video, segments, whoSays }: TranscriptSource): string {
  const lines = cuesOf(segments, whoSays).map(
    ({ from, speaker, text }) =>
      `**[${formatClock(from)}]** ${speaker === null ? '' : `**${escapeMarkdown(speaker)}:** `}${escapeMarkdown(text)}\n`,
  );
  const seconds = Math.round(microsToSeconds(video.duration));
  return [
    `# ${escapeMarkdown(video.title)}\n`,
    `Transcript of ${escapeMarkdown(video.fileName)}, ${seconds} s${isFromFile(segments) ? ', from its subtitles' : ''}.\n`,
    ...lines,
  ].join('\n');
}
