import type { SegmentSource } from '../../../../src-shared/analysis';
import { intervalsOf } from '../claims/claims';
import { Draft } from '../draft';
import type { Inquiry } from '../findings';
import type { LineHit } from '../line-hit';
import { checkLines, linesPassing } from '../lines';
import { holdsNames, namesIn } from '../passages';
import type { ParsedQuery } from '../question';
import type { Checked } from '../verify';
import type { WrittenKind } from '../written-kinds';
import { writeLineItems } from './line-places';

/**
 * "Is an e-mail address shown?", "which prices are there": the lines that hold something of that form, in what is written, or
 * else in the transcript. Null where there is none: another way of looking may find what is called so.
 */
export async function answerKind(
  inquiry: Inquiry,
  reading: ParsedQuery,
  kind: WrittenKind,
): Promise<Draft | null> {
  const sources: SegmentSource[] = reading.sense === 'either' ? ['text', 'speech'] : ['text'];
  for (const source of sources) {
    const lines = await linesWith(inquiry, source, kind);
    // "How much in 2020": the price that stands with that year.
    const names = namesIn(inquiry.question);
    const named = lines.filter(({ value }) => holdsNames(inquiry, value, names));
    if (lines.length > 0)
      return writeKind(inquiry, reading, { kind, source, lines: named.length > 0 ? named : lines });
  }
  return null;
}

async function linesWith(
  inquiry: Inquiry,
  source: SegmentSource,
  kind: WrittenKind,
): Promise<Checked<LineHit>[]> {
  const hits: LineHit[] = [];
  for (const video of inquiry.videos) {
    hits.push(...linesPassing(inquiry, source, video, (text) => kind.find(text).length > 0));
    await inquiry.evidence.turn();
  }
  const kept = await checkLines(inquiry, hits);
  inquiry.details.push(inquiry.evidence.words.formLooked(source, kind.form, kept.length));
  return kept;
}

function writeKind(
  inquiry: Inquiry,
  { form, ordinal }: ParsedQuery,
  found: {
    readonly kind: WrittenKind;
    readonly source: SegmentSource;
    readonly lines: readonly Checked<LineHit>[];
  },
): Draft {
  const { kind, source, lines } = found;
  const draft = new Draft();
  const different = new Set(lines.flatMap(({ value }) => kind.find(value.segment.text)));
  draft.say({
    ...{ kind: 'written', form: kind.form, source, asked: { form, ordinal } },
    counts: { different: different.size, lines: lines.length },
    words: [...different],
    ...{ intervals: intervalsOf(lines), confidence: 'high' },
  });
  const asked = ordinal === 'first' ? lines.slice(0, 1) : ordinal === 'last' ? lines.slice(-1) : lines;
  writeLineItems(draft, inquiry, asked);
  return draft.close('high');
}
