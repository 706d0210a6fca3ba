import type { SegmentSource } from '../../../src-shared/analysis';
import type { Citation, EvidenceKind } from '../../../src-shared/answers';
import type { FrameDescription } from '../../base/film/types';
import { CALIBRATION } from './calibration';
import type { Evidence } from './evidence';
import type { CitationFault } from './messages/how-found';

declare const checked: unique symbol;
/** A citation that stored evidence bears out. Only `Verifier` makes one, and only these can be written into an answer. */
export type CheckedCitation = Citation & { readonly [checked]: true };

/** A place that an answer would rest on, with what has to be true of it. */
export interface Candidate<T> {
  readonly value: T;
  readonly citation: Citation;
  /** Labels that must be among those of `frames`; the citation's quote for `seen` is exactly these. */
  readonly labels: readonly string[];
  /** Frames that bear the labels. */
  readonly frames: readonly number[];
  /** Words that the citation's frame must look like, where no label says so. */
  readonly look?: string;
}
export interface Checked<T> {
  readonly value: T;
  readonly citation: CheckedCitation;
}

/** Checks citations against what is stored, read anew: never against the result that proposed them. */
export class Verifier {
  constructor(private readonly evidence: Evidence) {}

  /**
   * @returns the candidates that hold, in their order, and a line for each that does not
   */
  async check<T>(candidates: readonly Candidate<T>[]): Promise<{ kept: Checked<T>[]; dropped: string[] }> {
    const described = await this.describeAll(candidates);
    const kept: Checked<T>[] = [];
    const dropped: string[] = [];
    for (const candidate of candidates) {
      const why =
        this.fault(candidate, described.get(candidate.citation.videoId) ?? new Map()) ??
        (await this.lookFault(candidate));
      if (why === null)
        kept.push({ value: candidate.value, citation: candidate.citation as CheckedCitation });
      else dropped.push(this.evidence.words.dropped(candidate.citation.from, why));
    }
    return { kept, dropped };
  }

  private async describeAll<T>(
    candidates: readonly Candidate<T>[],
  ): Promise<Map<string, Map<number, FrameDescription>>> {
    const wanted = new Map<string, Set<number>>();
    for (const { citation, frames } of candidates) {
      const set = wanted.get(citation.videoId) ?? new Set();
      for (const frame of frames) set.add(frame);
      if (citation.frameIndex !== null) set.add(citation.frameIndex);
      wanted.set(citation.videoId, set);
    }
    const described = new Map<string, Map<number, FrameDescription>>();
    for (const [videoId, frames] of wanted) {
      await this.evidence.turn();
      const found =
        this.evidence.deps.library.videos.find(videoId) === null
          ? []
          : await this.evidence.describe({ id: videoId }, [...frames]);
      described.set(videoId, new Map(found.map((d) => [d.frameIndex, d])));
    }
    return described;
  }

  /** What is wrong with it; null when it holds. */
  private fault<T>(
    candidate: Candidate<T>,
    frames: ReadonlyMap<number, FrameDescription>,
  ): CitationFault | null {
    const { citation } = candidate;
    const video = this.evidence.deps.library.videos.find(citation.videoId);
    if (!video) return { fault: 'film' };
    if (citation.to < citation.from || citation.from < 0) return { fault: 'order' };
    const badFrame = frameFault(candidate, frames);
    if (badFrame) return badFrame;
    if (citation.kind === 'said') return this.lineFault(citation, 'speech');
    if (citation.kind === 'written') return this.lineFault(citation, 'text');
    if (citation.kind === 'object') return this.objectFault(citation);
    if (citation.frameIndex === null)
      return citation.kind === 'scene' ? this.sceneFault(citation) : { fault: 'noFrame' };
    const labels = new Set(candidate.frames.flatMap((f) => frames.get(f)?.labels.map((l) => l.name) ?? []));
    const stray = candidate.labels.find((name) => !labels.has(name));
    if (stray !== undefined) return { fault: 'label', name: stray };
    if (citation.kind === 'seen' && citation.quote !== candidate.labels.join(', '))
      return { fault: 'labels' };
    return citation.kind === 'scene' ? this.sceneFault(citation) : null;
  }

  /** Whether the frame looks like the words, compared anew. */
  private async lookFault<T>({ citation, look }: Candidate<T>): Promise<CitationFault | null> {
    if (look === undefined) return null;
    const { alike } = await this.evidence.likeness({ id: citation.videoId }, look);
    const here = alike?.[citation.frameIndex ?? -1] ?? Number.NEGATIVE_INFINITY;
    return here >= CALIBRATION.look.least ? null : { fault: 'look', name: look };
  }

  private lineFault(citation: Citation, source: SegmentSource): CitationFault | null {
    const { videoId, from, to } = citation;
    const segments = this.evidence.deps.library.segments.between(videoId, from, to, source);
    const lasting = segments.filter((s) => s.from <= from && to <= s.to);
    // Speech may go on over several lines, one after the other; lines of writing are there together.
    const whole = (segments[0]?.from ?? to) <= from && to <= (segments.at(-1)?.to ?? from);
    const together = source === 'speech' && whole ? segments : lasting;
    const text = squeeze(together.map((s) => s.text).join(' '));
    const quote = squeeze(citation.quote);
    if (quote !== '' && text.includes(quote)) return null;
    return { fault: 'line', source };
  }

  /** The quote names the kind; what was followed of it must touch every moment of the place, as far as it is told. */
  private objectFault({ videoId, from, to, quote }: Citation): CitationFault | null {
    const tracks = this.evidence.deps.library.objects.list(videoId, quote);
    const holds =
      tracks.some((t) => t.from <= from && from < t.to) && tracks.some((t) => t.from < to && to <= t.to);
    return holds ? null : { fault: 'kind', name: quote };
  }

  private sceneFault(citation: Citation): CitationFault | null {
    const { scenes, shots, videos } = this.evidence.deps.library;
    const chapters = videos.get(citation.videoId).media.chapters ?? [];
    return [...scenes.list(citation.videoId), ...shots.list(citation.videoId), ...chapters].some(
      (s) => s.from === citation.from && s.to === citation.to,
    )
      ? null
      : { fault: 'part' };
  }
}

/** Kinds of citations whose frame proves nothing. */
const ILLUSTRATED: readonly EvidenceKind[] = ['said', 'written'];

function frameFault<T>(
  candidate: Candidate<T>,
  frames: ReadonlyMap<number, FrameDescription>,
): CitationFault | null {
  const { citation } = candidate;
  if (citation.frameIndex === null) return null;
  // The frame beside a line only illustrates it: it must exist, but may lie outside the words.
  const illustrates = ILLUSTRATED.includes(citation.kind);
  const needed = illustrates ? [citation.frameIndex] : [citation.frameIndex, ...candidate.frames];
  for (const index of needed) {
    const frame = frames.get(index);
    if (!frame) return { fault: 'frame' };
    const inside = frame.time >= citation.from && frame.time <= citation.to;
    if (!illustrates && !inside) return { fault: 'otherTime' };
  }
  return null;
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
