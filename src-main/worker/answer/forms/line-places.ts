import { be, count, lengthOf, quoted, times } from '../../../base/answer/wording';
import type { Draft } from '../draft';
import type { LineHit } from '../evidence';
import { type Inquiry, inVideo } from '../findings';
import type { Lines } from '../lines';
import type { Reading } from '../question';
import { totalLength } from '../stretches';
import type { Checked } from '../verify';
import { MOST_ITEMS } from './seen-places';

/** What lines of a source are called, where they lie, and what is done with words there. */
const WORDS = {
  speech: { one: 'passage', place: 'in the transcript', quoted: 'said', meant: 'mentioned' },
  text: { one: 'line', place: 'in what is written', quoted: 'written', meant: 'written' },
} as const;

/** Where it is spoken or written of: the lines that hold the words, or else those near in meaning. */
export function writeLines(
  draft: Draft,
  inquiry: Inquiry,
  reading: Reading,
  { what, lines }: { readonly what: string; readonly lines: Lines },
): void {
  const places = [...lines.places].sort(
    (a, b) => a.citation.videoId.localeCompare(b.citation.videoId) || a.citation.from - b.citation.from,
  );
  const wordForWord = places.filter((p) => p.value.words === 'phrase' || p.value.words === 'all');
  const shown = wordForWord.length > 0 ? wordForWord : places;
  const head = wordForWord.length > 0 ? headOf : headByMeaning;
  draft.paragraph(head(reading, what, lines.source, shown));
  writeLineItems(draft, inquiry, shown);
}

/** Lines one by one, as many as are read, and how many more there are. */
export function writeLineItems(draft: Draft, inquiry: Inquiry, lines: readonly Checked<LineHit>[]): void {
  for (const { value, citation } of lines.slice(0, MOST_ITEMS)) {
    draft.item(citation, `${inVideo(inquiry, citation.videoId)} ${quoted(value.segment.text)}`);
  }
  if (lines.length > MOST_ITEMS) draft.paragraph(`And ${count(lines.length - MOST_ITEMS, 'more place')}.`);
}

type Head = (
  reading: Reading,
  what: string,
  source: Lines['source'],
  places: readonly Checked<LineHit>[],
) => string;

/** By meaning alone it is a likeness, whatever form the question had. */
const headByMeaning: Head = (reading, what, source, places) => {
  const { one, place } = WORDS[source];
  const head = reading.form === 'exists' ? 'Perhaps: ' : '';
  const come = places.length === 1 ? 'comes' : 'come';
  return `${head}the words for ${what} are not ${place}, but ${count(places.length, one)} ${come} near in meaning:`;
};

const headOf: Head = (reading, what, source, places) => {
  const words = WORDS[source];
  const done = reading.quote ? words.quoted : words.meant;
  const verb = `${be(reading.quote ? '' : reading.topic)} ${reading.ordinal ? `${reading.ordinal} ` : ''}${done}`;
  const passages = count(places.length, words.one);
  if (reading.form === 'exists') return `Yes, ${what} ${verb} in ${passages}:`;
  if (reading.form === 'howLong') {
    return `The ${words.one}s in which ${what} ${verb} last ${lengthOf(totalLength(places.map((p) => p.citation)))} in all:`;
  }
  if (reading.form === 'howOften') {
    const uses = places.reduce((sum, p) => sum + timesHeld(p.value, reading), 0);
    return `${what} ${verb} ${times(uses)}, in ${passages}:`;
  }
  return reading.ordinal ? `${what} ${verb} here:` : `${what} ${verb} in ${passages}:`;
};

/** How many times a line holds the words asked for: marked runs over the words of the topic. */
function timesHeld(hit: LineHit, reading: Reading): number {
  const asked = (reading.quote ?? reading.topic).toLowerCase();
  const inRow = hit.segment.text.toLowerCase().split(asked).length - 1;
  return inRow > 0 ? inRow : 1;
}
