import type { Segment } from '../../src-shared/analysis';
import type { ChatMessage, Citation } from '../../src-shared/answers';
import type { ExportPlace } from '../../src-shared/exports';
import type { VideoId } from '../../src-shared/primitives';
import { cutText } from '../../src-shared/text';
import { supportInLanguage } from '../../src-shared/words/names';
import { t } from '../../src-shared/words/words';
import type { ExportRequest } from '../stores/export-store';
import type { Range } from '../stores/selection-store';
import type { Reason, TrayCard } from '../stores/tray-card';
import { clocks } from '../ui/format';
import { isQuoted, kindWords } from '../ui/kinds';
import { citationText, reasonText } from '../ui/support';

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
  return chosen(t('exports.linesNamed', { time: clocks(stretch) }), places, { videoId, ...stretch });
}

function reasonWords(reason: Reason): string {
  const { kind, probability, fromFile } = reason;
  const share = probability === null ? '' : ` (${Math.round(probability * 100)} %)`;
  const text = reasonText(reason);
  const words = isQuoted(kind) ? t('ui.quote', { words: text }) : text;
  return `${kindWords(kind, fromFile)}${words === '' ? '' : `: ${words}`}${share}`;
}

/** What lies in the tray, with every reason why it was found, and what was said of those that are kept. */
export function findsRequest(name: string, cards: readonly TrayCard[]): ExportRequest {
  const places = cards.map(({ videoId, from, to, reasons, place }) => ({
    videoId,
    from,
    to,
    title: cut(titleOf(place) || (reasons[0] && reasonText(reasons[0])) || name, TITLE),
    note: cut([...(place?.note ? [place.note] : []), ...reasons.map(reasonWords)].join('\n'), NOTE),
  }));
  return chosen(name, places);
}

function titleOf(place: TrayCard['place']): string {
  return place === null ? '' : supportInLanguage(place.kind, place.title);
}

function citationPlace(citation: Citation): ExportPlace {
  const { videoId, kind, from, to, fromFile } = citation;
  const why = kindWords(kind, fromFile);
  return { videoId, from, to, title: cut(citationText(citation) || why, TITLE), note: why };
}

/** The places that an answer rests on. */
export function answerRequest(message: ChatMessage, question: string): ExportRequest {
  return chosen(question === '' ? t('exports.answerPlaces') : question, message.citations.map(citationPlace));
}

/** A marked range: one place, and a clip. */
export function rangeRequest(videoId: VideoId, range: Range): ExportRequest {
  const name = t('exports.rangeNamed', { time: clocks(range) });
  return chosen(name, [{ videoId, ...range, title: name, note: '' }], { videoId, ...range });
}
