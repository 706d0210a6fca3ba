import type { Question } from '../../base/answer/types';
import { spanOf } from '../../base/answer/wording';
import type { Library } from '../../base/library/types';
import type { AnsweringPack, ModelTurn } from '../../base/rpc/protocol';
import { readInContext } from './follow-up';
import type { ParsedQuery } from './question';
import { resolveTime } from './time-words';
import { wordsOf } from './words';

const MOST_KEYWORDS = 4;

/** Who answers a question: what is stored, or a pack's language model. */
export type Decision =
  | { readonly by: 'stored'; readonly note: string | null }
  | { readonly by: 'model'; readonly turn: ModelTurn; readonly notes: readonly string[] };

/** Whether a question goes to the language model, and why not. @throws NotFound for an unknown video */
export function whoAnswers(
  { scope, text, range, history }: Question,
  pack: AnsweringPack,
  videos: Pick<Library['videos'], 'get'>,
): Decision {
  const { name, model } = pack;
  if (scope === 'all') {
    const note = `Answered from what was seen and said: ${name} answers about one video. Open a video and ask there.`;
    return { by: 'stored', note };
  }
  const video = videos.get(scope.videoId);
  if (video.media.video === null) return { by: 'stored', note: null };
  const { answers } = video;
  if (answers?.model !== model || answers.frameCount === 0) {
    const note = `Answered from what was seen and said: ${name} has not read this video yet. Start it on the video's card.`;
    return { by: 'stored', note };
  }
  const { reading } = readInContext(text, history);
  const why = betterStored(reading, text);
  const within = range ?? (reading.time ? resolveTime(reading.time, video.duration) : null);
  const outside = reading.time !== null && reading.time.kind !== 'part' && within === null;
  if (why !== null || outside) {
    return {
      by: 'stored',
      note: `Answered from what is stored, not by ${name}: ${why ?? 'it asks for a time outside of the film'}.`,
    };
  }
  const notes = [
    ...(answers.complete ? [] : [partly(answers.frameCount, name)]),
    ...(within ? [`Only ${spanOf(within)} was looked at.`] : []),
  ];
  return { by: 'model', turn: { videoId: video.id, range: within }, notes };
}

/** Forms that what is stored answers exactly, or that no film answers. */
export const STORED: Partial<Record<ParsedQuery['form'], string>> = {
  filmFact: 'the file itself tells it',
  scenes: 'the scenes are stored exactly',
  shots: 'the cuts are stored exactly',
  extreme: 'lengths of scenes and shots are stored exactly',
  transcript: 'what is said is in the transcript, word for word',
  greeting: 'it is no question about the video',
  help: 'it is a question about the program',
  unable: 'it asks for something to be done',
  films: 'it asks about the films, not about what they show',
};

/** Why stored facts answer a question better than a model's impression; null where they do not. */
function betterStored(reading: ParsedQuery, text: string): string | null {
  const { form, sense, quote, limit, time } = reading;
  const stored = STORED[form];
  if (stored) return stored;
  // What is written in a picture is seen, whatever words ask for it.
  if (limit !== null) return null;
  if (time?.kind === 'part') return 'scenes and shots are numbered in what is stored';
  if (sense === 'told') return 'what is said and written is stored, word for word';
  if (quote !== null || sense === 'said' || form === 'whatSaid' || form === 'whoSays') {
    return 'what is said is in the transcript, word for word';
  }
  const few = wordsOf(text).length <= MOST_KEYWORDS;
  const asks =
    /[?]|^\s*(?:what|which|who|whose|how|why|where|when|is|are|was|were|do|does|did|can|could|has|have|will|would|describe|tell|explain|count|list|name|summari[sz]e)\b/i.test(
      text,
    );
  return few && !asks ? 'a few words without a question are searched for' : null;
}

function partly(frames: number, name: string): string {
  const so = frames === 1 ? 'one frame' : `${frames.toLocaleString('en')} frames`;
  return `${name} has read ${so} of this video so far, and answers from these.`;
}
