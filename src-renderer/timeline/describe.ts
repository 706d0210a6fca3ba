import type { KeptPlace } from '../../src-shared/collections';
import { formatClock, type Micros } from '../../src-shared/time';
import { supportInLanguage } from '../../src-shared/words/names';
import { t } from '../../src-shared/words/words';
import type { Layout } from '../stores/timeline-layout';
import type { Scale } from '../stores/timeline-view';
import { kindWords } from '../ui/kinds';
import { speakerWords } from '../ui/speakers';
import { citationText, kindName, reasonText } from '../ui/support';
import type { Hover } from './gestures';
import type { Content } from './render';
import { itemsAt, type Stretch } from './search';
import type { NumberedChapter } from './tracks/chapters';
import { hitKind, MARK_PIXELS } from './tracks/hits';
import { lanesOf } from './tracks/objects';

/** More lines of writing than this do not go into the card. */
const MOST_LINES = 4;

function chapterWords({ number, title, ...span }: NumberedChapter): string {
  const named =
    title === '' ? t('timeline.chapter', { number }) : t('timeline.chapter.titled', { number, title });
  return `${named}\n${between(span)}`;
}

/** What somebody said of a place that is kept, and what it was found by. */
function markWords({ kind, title, note, tags, ...span }: KeptPlace): string {
  const when = span.to > span.from ? between(span) : formatClock(span.from);
  const said = [note, supportInLanguage(kind, title), tags.map((tag) => `#${tag}`).join(' ')].filter(
    (words) => words !== '',
  );
  return [...(said.length > 0 ? said : [t('timeline.kept')]), when].join('\n');
}

/** `0:12 to 0:31`. */
function between({ from, to }: Stretch): string {
  return t('timeline.between', { from: formatClock(from), to: formatClock(to) });
}

function shotAt({ shots }: Content, time: Micros): string | null {
  const shot = itemsAt(shots, time)[0];
  if (!shot) return null;
  const place = { number: shot.index + 1, all: shots.items.length };
  return `${t(`timeline.shot.${shot.begins}`, place)}\n${between(shot)}`;
}

function thingsAt({ time, y }: Hover, content: Content, layout: Layout): string | null {
  const row = layout.tracks.find(({ id }) => id === 'objects');
  if (!row) return null;
  const lane = lanesOf(row, content.kinds).find(({ top, height }) => y < top + height);
  const there = (lane?.kinds ?? []).flatMap(({ presences }) => itemsAt(presences, time).slice(0, 1));
  if (there.length === 0) return null;
  const words = there.map((presence) => {
    const { most } = presence;
    const label = kindName(presence.label);
    const times = between(presence);
    return most > 1 ? t('timeline.atOnce', { label, times, most }) : `${label}, ${times}`;
  });
  return words.slice(0, MOST_LINES).join('\n');
}

/** What stands at the pointer: the words said or written, the thing or shot, why it was hit, what is cited. */
export function describe(hover: Hover, content: Content, scale: Scale, layout: Layout): string | null {
  const slack = MARK_PIXELS / scale.density;
  const { row, time } = hover;
  switch (row) {
    case 'chapters':
      return itemsAt(content.chapters, time).map(chapterWords)[0] ?? null;
    case 'speakers': {
      const turn = itemsAt(content.turns, time)[0];
      return turn ? `${speakerWords(turn.shown)}\n${between(turn)}` : null;
    }
    case 'transcript':
      return itemsAt(content.segments, time)[0]?.text ?? null;
    case 'text': {
      const lines = itemsAt(content.lines, time).slice(0, MOST_LINES);
      return lines.length === 0 ? null : lines.map(({ text }) => text).join('\n');
    }
    case 'shots':
      return shotAt(content, time);
    case 'objects':
      return thingsAt(hover, content, layout);
    case 'citations': {
      const citation = itemsAt(content.citations, time, slack)[0];
      return citation ? `${kindWords(citation.kind, citation.fromFile)}: ${citationText(citation)}` : null;
    }
    case 'marks': {
      const mark = itemsAt(content.marks, time, slack)[0];
      return mark ? markWords(mark) : null;
    }
    case 'hits': {
      const hit = itemsAt(content.hits, time, slack)[0];
      if (!hit) return null;
      const kind = hitKind(hit);
      const match = hit.matches.find((one) => one.kind === kind);
      return `${kindWords(kind, match?.fromFile)}: ${(match && reasonText(match)) || t('tray.like.words')}`;
    }
    default:
      return null;
  }
}
