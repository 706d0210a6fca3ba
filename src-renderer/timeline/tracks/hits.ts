import type { EvidenceKind, SearchHit } from '../../../src-shared/answers';
import type { Row } from '../../stores/timeline-layout';
import { type Brush, fillBox, fillTrough } from '../brush';
import { visitVisible } from '../crowds';
import type { Palette } from '../palette';
import type { Spans } from '../search';

/** A hit is never drawn narrower: one frame of a long film must still be seen. CSS pixels. */
export const MARK_PIXELS = 4;

/** The colour of a kind of evidence; the accent for places that a language model gave, and for whole scenes. */
export function kindColour(palette: Palette, kind: EvidenceKind): string {
  switch (kind) {
    case 'seen':
    case 'said':
    case 'written':
    case 'object':
      return palette[kind];
    default:
      return palette.accent;
  }
}

/** What a hit is coloured by where it matched in several ways: words found as they were asked for are the surest. */
const SUREST: readonly EvidenceKind[] = ['said', 'written', 'object', 'seen'];

export function hitKind({ matches }: Pick<SearchHit, 'matches'>): EvidenceKind {
  return SUREST.find((kind) => matches.some((match) => match.kind === kind)) ?? matches[0]?.kind ?? 'seen';
}

/** Search hits, in the colour of what matched: seen, said, written, or found as a thing. */
export function drawHits(brush: Brush, row: Row, hits: Spans<SearchHit>): void {
  const { ctx, scale, palette } = brush;
  fillTrough(brush, row);
  visitVisible(hits, scale, 1 / scale.density, (hit, stretch) => {
    const left = scale.x(stretch.from);
    const width = Math.max(scale.x(stretch.to) - left, MARK_PIXELS);
    ctx.fillStyle = kindColour(palette, hitKind(hit));
    fillBox(ctx, left, row.top + 2, width, row.height - 4);
  });
}
