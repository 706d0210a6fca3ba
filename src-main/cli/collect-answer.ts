import type { AnswerClaim, AnswerEvent, Citation, Confidence } from '../../src-shared/answers';
import { formatClock } from '../../src-shared/time';

/** A streamed answer once it is whole. `[[n]]` in its text stands for `citations[n]`. */
export interface CollectedAnswer {
  readonly answer: string;
  readonly citations: readonly Citation[];
  /** What it says, as data; `evidence` are numbers of its citations. */
  readonly claims: readonly AnswerClaim[];
  readonly confidence: Confidence | null;
  /** Name of the pack whose language model wrote it. */
  readonly writtenBy: string | null;
  readonly details: readonly string[];
}

/** @throws what the stream throws */
export async function collectAnswer(
  events: AsyncIterable<AnswerEvent>,
  onPhase: (event: Extract<AnswerEvent, { type: 'phase' }>) => void = () => undefined,
): Promise<CollectedAnswer> {
  const citations: Citation[] = [];
  const claims: AnswerClaim[] = [];
  const details: string[] = [];
  let answer = '';
  let confidence: Confidence | null = null;
  let writtenBy: string | null = null;
  for await (const event of events) {
    if (event.type === 'text') answer += event.text;
    else if (event.type === 'citation') citations.push(event.citation);
    else if (event.type === 'detail') details.push(event.text);
    else if (event.type === 'author') writtenBy = event.name;
    else if (event.type === 'claim') claims.push(event.claim);
    else if (event.type === 'phase') onPhase(event);
    else if (event.type === 'done') confidence = event.confidence;
  }
  return { answer, citations, claims, confidence, writtenBy, details };
}

/** The answer as plain text: marks become times, bold loses its stars. */
export function withClocks(answer: string, citations: readonly Citation[]): string {
  const timed = answer.replace(/\[\[(\d+)\]\]/g, (_, n: string) => {
    const citation = citations[Number(n)];
    return citation ? `[${formatClock(citation.from)}]` : '';
  });
  return timed.replaceAll('**', '');
}
