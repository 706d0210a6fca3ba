import type { Segment } from '../../src-shared/analysis';
import type { ChatMessage, Citation, SearchHit } from '../../src-shared/answers';
import type { ExportPlace } from '../../src-shared/exports';
import type { VideoId } from '../../src-shared/primitives';
import { cutText } from '../../src-shared/text';
import type { ExportRequest } from '../stores/export-store';
import type { Range } from '../stores/selection-store';
import { clocks } from '../ui/format';
import { isQuoted, kindWords } from '../ui/kinds';

/** Limits of the contract, in letters. */
const TITLE = 500;
const NOTE = 5000;
const NAME = 200;

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${cutText(text, most - 1)}…`;
}

type Chosen = Extract<ExportRequest, { kind: 'chosen' }>;

function chosen(name: string, places: readonly ExportPlace[], stretch: Chosen['stretch'] = null): Chosen {
  return { kind: 'chosen', name: cut(name, NAME), places, stretch };
}

/** The stretch that lines cover, from the first one's beginning to the end of whichever ends last. */
export function stretchOf(lines: readonly Segment[]): Range {
  return {
    from: Math.min(...lines.map((line) => line.from)),
    to: Math.max(...lines.map((line) => line.to)),
  };
}

/** Lines of a transcript, a place each. */
export function linesRequest(videoId: VideoId, lines: readonly Segment[]): ExportRequest {
  const stretch = stretchOf(lines);
  const places = lines.map(({ from, to, text, source, fromFile }) => ({
    videoId,
    from,
    to,
    title: cut(text, TITLE),
    note: kindWords(source === 'speech' ? 'said' : 'written', fromFile),
  }));
  return chosen(`Lines ${clocks(stretch)}`, places, { videoId, ...stretch });
}

function reason({ kind, text, probability, fromFile }: SearchHit['matches'][number]): string {
  const share = probability === null ? '' : ` (${Math.round(probability * 100)} %)`;
  return `${kindWords(kind, fromFile)}: ${isQuoted(kind) ? `“${text}”` : text}${share}`;
}

/** What a search found, with every reason why. */
export function hitsRequest(name: string, hits: readonly SearchHit[]): ExportRequest {
  const places = hits.map(({ videoId, from, to, matches }) => ({
    videoId,
    from,
    to,
    title: cut(matches[0]?.text ?? name, TITLE),
    note: cut(matches.map(reason).join('\n'), NOTE),
  }));
  return chosen(name, places);
}

function citationPlace({ videoId, kind, from, to, quote, fromFile }: Citation): ExportPlace {
  const why = kindWords(kind, fromFile);
  return { videoId, from, to, title: cut(quote || why, TITLE), note: why };
}

/** The places that an answer rests on. */
export function answerRequest(message: ChatMessage, question: string): ExportRequest {
  return chosen(question === '' ? 'Places of an answer' : question, message.citations.map(citationPlace));
}

/** A marked range: one place, and a clip. */
export function rangeRequest(videoId: VideoId, range: Range): ExportRequest {
  const name = `Range ${clocks(range)}`;
  return chosen(name, [{ videoId, ...range, title: name, note: '' }], { videoId, ...range });
}
