import type { Scope } from '../../../src-shared/answers';
import type { Question } from '../../base/answer/types';
import type { AnsweringPack, ModelTurn } from '../../base/rpc/protocol';
import type { EvidenceDeps } from './evidence-deps';
import { readInContext } from './follow-up';
import type { StoredBecause } from './messages/how-found';
import { howFoundIn } from './messages/how-found-in';
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
  { scope, text, range, history }: Question<Scope>,
  pack: AnsweringPack,
  {
    library: { videos },
    language,
  }: Pick<EvidenceDeps, 'language'> & { readonly library: Pick<EvidenceDeps['library'], 'videos'> },
): Decision {
  const { name, model } = pack;
  const words = howFoundIn(language);
  if (scope === 'all') return { by: 'stored', note: words.model.oneVideo(name) };
  const video = videos.get(scope.videoId);
  if (video.media.video === null) return { by: 'stored', note: null };
  const { answers } = video;
  if (answers?.model !== model || answers.frameCount === 0) {
    return { by: 'stored', note: words.model.notRead(name) };
  }
  const { reading } = readInContext(text, history);
  const why = betterStored(reading, text);
  const within = range ?? (reading.time ? resolveTime(reading.time, video.duration) : null);
  const outside = reading.time !== null && reading.time.kind !== 'part' && within === null;
  if (why !== null || outside) {
    return { by: 'stored', note: words.model.stored(name, why ?? 'outside') };
  }
  const notes = [
    ...(answers.complete ? [] : [words.model.partlyRead(name, answers.frameCount)]),
    ...(within ? [words.onlyLookedAt(within)] : []),
  ];
  return { by: 'model', turn: { videoId: video.id, range: within }, notes };
}

/** Forms that what is stored answers exactly, or that no film answers. */
const STORED = [
  'filmFact',
  'scenes',
  'shots',
  'extreme',
  'transcript',
  'greeting',
  'help',
  'unable',
  'films',
] as const satisfies readonly StoredBecause[];

/** Whether what is stored answers a question of this form exactly, or no film does. */
export function storedExactly(form: ParsedQuery['form']): (typeof STORED)[number] | null {
  return STORED.find((one) => one === form) ?? null;
}

/** Why stored facts answer a question better than a model's impression; null where they do not. */
function betterStored(reading: ParsedQuery, text: string): StoredBecause | null {
  const { form, sense, quote, limit, time } = reading;
  const stored = storedExactly(form);
  if (stored !== null) return stored;
  // What is written in a picture is seen, whatever words ask for it.
  if (limit !== null) return null;
  if (time?.kind === 'part') return 'part';
  if (sense === 'told') return 'wordForWord';
  if (quote !== null || sense === 'said' || form === 'whatSaid' || form === 'whoSays') {
    return 'words';
  }
  const few = wordsOf(text).length <= MOST_KEYWORDS;
  const asks =
    /[?]|^\s*(?:what|which|who|whose|how|why|where|when|is|are|was|were|do|does|did|can|could|has|have|will|would|describe|tell|explain|count|list|name|summari[sz]e)\b/i.test(
      text,
    );
  return few && !asks ? 'fewWords' : null;
}
