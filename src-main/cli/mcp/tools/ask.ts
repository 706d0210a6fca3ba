// The tool `ask` of the MCP server: a question's answer with its citations.
import { z } from 'zod';
import { confidence, evidenceKind } from '../../../../src-shared/answers';
import { formatClock } from '../../../../src-shared/time';
import { type CollectedAnswer, collectAnswer, withClocks } from '../../collect-answer';
import { refOf, seconds, timeInput, toRange, toScope, toSeconds, videoName, videoRef } from '../common';
import type { Tool } from '../tool';

const input = z.strictObject({
  question: z.string().trim().min(1).max(2000),
  video: videoName
    .optional()
    .describe('Id or title of the video to ask about; all of them where it is left out.'),
  from: timeInput.optional().describe('Start of the stretch to look at: seconds, or "1:02".'),
  to: timeInput.optional().describe('End of the stretch to look at: seconds, or "1:02".'),
});
const output = z.object({
  answer: z.string().describe('Times in [m:ss] are places; the nth of them is the nth citation.'),
  found: z
    .boolean()
    .describe(
      'False where nothing was found: citations then are only the nearest misses, and prove nothing.',
    ),
  confidence: confidence
    .nullable()
    .describe('Null where a language model wrote the answer, or where it says what cannot be told.'),
  citations: z.array(
    z.object({
      video: videoRef,
      kind: evidenceKind.describe('What it rests on: frames that show it (seen), words that are said, …'),
      fromSeconds: seconds,
      toSeconds: seconds,
      quote: z.string(),
      fromFile: z.boolean().optional().describe('True where subtitles say it: it was not heard.'),
    }),
  ),
  writtenBy: z
    .string()
    .nullable()
    .describe('The language model that wrote it: check its places before relying on it.'),
  details: z.array(z.string()).describe('How the question was read and what was searched.'),
});

export const ask: Tool<typeof input, typeof output> = {
  name: 'ask',
  title: 'Ask about videos',
  description:
    'Answers a question about one video or all of them, from what was seen and said: when and how long something is seen, what is said about a topic, what happens between two times, a summary. Each place is checked against the stored index. It says so when it finds nothing: then say the same, and do not guess.',
  input,
  output,
  async run({ question, video: named, from, to }, { services, signal }) {
    const { scope, video } = toScope(services, named);
    const { range, note } = toRange(from, to, video);
    const asked = { scope, text: question, range, history: [], signal };
    const collected = await collectAnswer(services.answerer.answer(asked));
    const citations = collected.citations.map((place) => ({
      video: refOf(services, place.videoId),
      kind: place.kind,
      fromSeconds: toSeconds(place.from),
      toSeconds: toSeconds(place.to),
      quote: place.quote,
      ...(place.fromFile ? { fromFile: true } : {}),
    }));
    const answer = withClocks(collected.answer, collected.citations);
    const places = citations.map(
      (place, n) => `${n + 1}. [${clocks(collected, n)}] ${place.video.title}, ${place.kind}: ${place.quote}`,
    );
    const { confidence: sure, writtenBy } = collected;
    const found = sure !== 'none' && (writtenBy !== null || sure !== null);
    const text = [answer, ...(places.length > 0 ? [found ? 'Places:' : 'Nearest misses:', ...places] : [])];
    return {
      text: text.join('\n'),
      data: {
        ...{ answer, found, citations, confidence: collected.confidence, writtenBy: collected.writtenBy },
        details: [...(note === null ? [] : [note]), ...collected.details],
      },
    };
  },
};

function clocks({ citations }: CollectedAnswer, n: number): string {
  const place = citations[n];
  return place ? `${formatClock(place.from)}-${formatClock(place.to)}` : '';
}
