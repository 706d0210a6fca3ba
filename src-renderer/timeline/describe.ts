import type { KeptPlace } from '../../src-shared/collections';
import { formatClock, type Micros } from '../../src-shared/time';
import type { Layout } from '../stores/timeline-layout';
import type { Scale } from '../stores/timeline-view';
import { kindWords } from '../ui/kinds';
import type { Hover } from './gestures';
import type { Content } from './render';
import { itemsAt, type Stretch } from './search';
import type { NumberedChapter } from './tracks/chapters';
import { hitKind, MARK_PIXELS } from './tracks/hits';
import { lanesOf } from './tracks/objects';

const BEGINS = { start: 'begins the film', cut: 'begins with a cut', dissolve: 'begins gradually' } as const;
/** More lines of writing than this do not go into the card. */
const MOST_LINES = 4;

function chapterWords({ number, title, ...span }: NumberedChapter): string {
  return `Chapter ${number}${title === '' ? '' : `: ${title}`}\n${between(span)}`;
}

/** What somebody said of a place that is kept, and what it was found by. */
function markWords({ title, note, tags, ...span }: KeptPlace): string {
  const when = span.to > span.from ? between(span) : formatClock(span.from);
  const said = [note, title, tags.map((tag) => `#${tag}`).join(' ')].filter((words) => words !== '');
  return [...(said.length > 0 ? said : ['Kept']), when].join('\n');
}

/** `0:12 to 0:31`. */
function between({ from, to }: Stretch): string {
  return `${formatClock(from)} to ${formatClock(to)}`;
}

function shotAt({ shots }: Content, time: Micros): string | null {
  const shot = itemsAt(shots, time)[0];
  return shot
    ? `Shot ${shot.index + 1} of ${shots.items.length}, ${BEGINS[shot.begins]}\n${between(shot)}`
    : null;
}

function thingsAt({ time, y }: Hover, content: Content, layout: Layout): string | null {
  const row = layout.tracks.find(({ id }) => id === 'objects');
  if (!row) return null;
  const lane = lanesOf(row, content.kinds).find(({ top, height }) => y < top + height);
  const there = (lane?.kinds ?? []).flatMap(({ presences }) => itemsAt(presences, time).slice(0, 1));
  if (there.length === 0) return null;
  const words = there.map((presence) => {
    const most = presence.most > 1 ? `, up to ${presence.most} at once` : '';
    return `${presence.label}, ${between(presence)}${most}`;
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
      return turn ? `${turn.shown}\n${between(turn)}` : null;
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
      return citation ? `${kindWords(citation.kind, citation.fromFile)}: ${citation.quote}` : null;
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
      return `${kindWords(kind, match?.fromFile)}: ${match?.text ?? ''}`;
    }
    default:
      return null;
  }
}
