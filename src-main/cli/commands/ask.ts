import type { AnswerEvent, Citation } from '../../../src-shared/answers';
import type { Micros } from '../../../src-shared/time';
import { type Words, wordsIn } from '../../../src-shared/words/words';
import type { Answerer } from '../../base/answer/types';
import { cutNote, withinFilm } from '../../base/library/within-film';
import type { Services } from '../../main/services';
import type { Target } from '../arguments';
import { collectAnswer, withClocks } from '../collect-answer';
import type { Context } from '../context';
import { NoModelChosen, NoOwnModel } from '../errors';
import { EXIT } from '../exit-codes';
import { type ProgressState, printable } from '../output';
import type { Result } from '../result';

/** Asks one question. Nothing is kept: chats belong to the app. */
export async function ask(
  context: Context,
  target: Target,
  question: string,
  range: { from: Micros; to: Micros } | null,
  answers: 'search' | 'model' | 'own' | null,
): Promise<Result> {
  // Reading takes hours: only where it was asked for by name.
  context.watching = answers === 'model';
  const { scope, video } = await context.scope(target);
  const services = context.services();
  if (answers === 'model' && services.chosen.answers === null) throw new NoModelChosen();
  const own = services.library.settings.get().ownModel;
  if (answers === 'own' && own === null) throw new NoOwnModel(null);
  const answerer = answererFor(services, answers);
  const within = range && video ? withinFilm(range, video) : range;
  const say = wordsIn(context.worded);
  const cut = range && video ? cutNote(range, video, say) : null;
  if (cut !== null) context.tell(cut);
  const { signal } = context.around;
  const asked = { scope, text: question, range: within, history: [], signal };
  const { answer, citations, claims, confidence, writtenBy, details } = await collectAnswer(
    answerer.answer(asked),
    (event) => context.progress.show(phaseOf(event, video?.title ?? '', say)),
  );
  context.progress.end();
  if (writtenBy !== null) {
    context.tell(say('cli.writtenBy', { name: writtenBy }));
  } else if (answers === null && own === null && services.chosen.answers !== null) {
    // Why the chosen model did not answer comes first.
    for (const why of details.slice(0, 1)) context.tell(why);
  }
  if (citations.some(({ fromFile }) => fromFile)) {
    context.tell(say('cli.fromFile'));
  }
  return {
    // A language model does not say how sure it is: its words are an answer, unless they are that there is none.
    exitCode:
      confidence === 'none' || (writtenBy === null && confidence === null) ? EXIT.nothingFound : EXIT.ok,
    text: `${plainAnswer(answer, citations)}\n`,
    document: { scope, question, answer, citations, claims, confidence, writtenBy, details },
  };
}

function answererFor(services: Services, answers: 'search' | 'model' | 'own' | null): Answerer {
  if (answers === 'search') return services.searchAnswerer;
  return answers === 'model' ? services.packAnswerer : services.answerer;
}

function phaseOf(event: Extract<AnswerEvent, { type: 'phase' }>, title: string, say: Words): ProgressState {
  return {
    title,
    stage: say(`cli.phase.${event.phase}`),
    fraction: event.fraction,
    framesPerSecond: null,
    etaSeconds: null,
  };
}

/** The answer for a terminal: marks become times, bold loses its stars. */
export function plainAnswer(answer: string, citations: readonly Citation[]): string {
  return printable(withClocks(answer, citations));
}
