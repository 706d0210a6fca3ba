import type { Citation, Confidence } from '../../../src-shared/domain';
import { formatClock, type Micros } from '../../../src-shared/time';
import type { Target } from '../arguments';
import type { Context } from '../context';
import { EXIT } from '../exit-codes';
import { printable } from '../output';
import type { Result } from '../result';

/** Asks one question. Nothing is kept: chats belong to the app. */
export async function ask(
  context: Context,
  target: Target,
  question: string,
  range: { from: Micros; to: Micros } | null,
): Promise<Result> {
  const { scope, video } = await context.scope(target);
  const services = context.services();
  const citations: Citation[] = [];
  const details: string[] = [];
  let answer = '';
  let confidence: Confidence | null = null;
  const within = range && video ? { from: range.from, to: Math.min(range.to, video.duration) } : range;
  const { signal } = context.around;
  for await (const event of services.answerer.answer({
    scope,
    text: question,
    range: within,
    history: [],
    signal,
  })) {
    if (event.type === 'text') answer += event.text;
    else if (event.type === 'citation') citations.push(event.citation);
    else if (event.type === 'detail') details.push(event.text);
    else if (event.type === 'done') confidence = event.confidence;
  }
  return {
    exitCode: confidence === null || confidence === 'none' ? EXIT.nothingFound : EXIT.ok,
    text: `${plainAnswer(answer, citations)}\n`,
    document: { scope, question, answer, citations, confidence, details },
  };
}

/** The answer for a terminal: marks become times, bold loses its stars. */
export function plainAnswer(answer: string, citations: readonly Citation[]): string {
  const timed = answer.replace(/\[\[(\d+)\]\]/g, (_, n: string) => {
    const citation = citations[Number(n)];
    return citation ? `[${formatClock(citation.from)}]` : '';
  });
  return printable(timed.replaceAll('**', ''));
}
