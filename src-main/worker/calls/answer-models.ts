import {
  encodedVideoHash,
  type OpenEncodedVideo,
  openEncodedVideo,
} from '../../base/film/language-tokens/encoded-video';
import type { LanguageAnswer } from '../../base/film/language-tokens/types';
import { loadPack, type Pack, tokenModel } from '../../base/packs/pack';
import type { AskRequest } from '../../base/rpc/protocol';
import { NoRoomForPrefix } from '../inference/llava-mini/language-model';
import { DeviceFailed } from '../inference/session';
import { type LadderStep, openOnLadder, saidOf } from './language-ladder';
import type { Rung } from './language-rungs';
import { named, type Resources } from './resources';
import type { CallContext } from './serve';

/** Milliseconds between two signs of life while gigabytes are loaded. */
const ALIVE_EVERY = 10_000;
/** Milliseconds between two reports of how far a form is made. */
const MAKING_TOLD = 500;

interface Opened extends LadderStep {
  /** What it was opened for: where the model was to run, and in which form. */
  readonly key: string;
  /** The pack's folder, with the age of what lies in it. */
  readonly place: string;
  readonly pack: Pack;
  readonly model: string;
}

/**
 * The language model that answers, kept open between questions with what it knows of the last video. Only one is open at a
 * time, and one question asked at a time: a model takes gigabytes.
 */
export class AnswerModels {
  #opened: Opened | null = null;
  #video: { readonly dir: string; readonly watched: OpenEncodedVideo } | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly resources: Resources) {}

  /** @throws NotEnoughMemory, ModelPackBroken, ModelPackMissing, NotIndexed where nothing was read, IndexBroken */
  ask(request: AskRequest, context: CallContext<'answers.ask'>): Promise<LanguageAnswer> {
    const answer = this.#last.then(() => this.#ask(request, context));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  async #ask(request: AskRequest, context: CallContext<'answers.ask'>): Promise<LanguageAnswer> {
    const { signal, emit } = context;
    signal.throwIfAborted();
    let opened = await this.#open(request, context);
    signal.throwIfAborted();
    const { question, turns, range, maxTokens, sampling, language = 'en' } = request;
    let silent = true;
    for (let again = false; ; again = true) {
      const watched = await this.#watched(request.dir, opened.model);
      try {
        const answer = await opened.language.ask({
          ...{ video: watched, question, turns, range, maxTokens, sampling, signal, language },
          onText: (text) => {
            silent = false;
            emit('text', text);
          },
          onPhase: (phase, fraction) => emit('phase', { phase, fraction }),
        });
        return { ...answer, details: [...saidOf(opened, language), ...answer.details] };
      } catch (error) {
        if (error instanceof NoRoomForPrefix) {
          // Each step is a smaller one, and the last says no such thing.
          opened = await this.#open(request, context, opened.rung.form);
          continue;
        }
        if (error instanceof DeviceFailed) {
          // It is opened anew on another.
          await this.close();
          throw error;
        }
        // While a film is still being read, what was kept of frames for questions is thinned out now and then.
        const movedOn = (await encodedVideoHash(request.dir, opened.model)) !== watched.hash;
        if (again || !silent || !movedOn || signal.aborted) throw error;
      }
    }
  }

  /** @param below the form that had no room for a prefix; null where none was opened for this question yet */
  async #open(
    { packDir, verifiedFile, device: wanted, dir }: AskRequest,
    { emit, signal }: CallContext<'answers.ask'>,
    below: Rung['form'] | null = null,
  ): Promise<Opened> {
    const place = await named(packDir);
    let fraction = 0;
    const tell = () => emit('phase', { phase: 'load', fraction });
    const alive = setInterval(tell, ALIVE_EVERY);
    try {
      const pack =
        this.#opened?.place === place
          ? this.#opened.pack
          : await loadPack(packDir, verifiedFile === null ? {} : { verifiedFile });
      // Asked anew each time: a device may have been set aside, or is to be tried again.
      const answering = await this.resources.answering(wanted, pack);
      const model = tokenModel(pack.manifest);
      const { count: frames } = await this.#watched(dir, model);
      const key = keyOf(place, answering.report.chosen, answering.form);
      if (below === null && this.#opened?.key === key && holds(this.#opened, frames)) return this.#opened;
      await this.close();
      tell();
      let told = performance.now();
      const onProgress = (done: number) => {
        fraction = done;
        if (performance.now() - told < MAKING_TOLD) return;
        told = performance.now();
        tell();
      };
      const { resources } = this;
      const making = { signal, onProgress };
      const step = await openOnLadder({ resources, pack, wanted, answering, frames, below, making });
      // What the next question finds: the form that is remembered; else the same, as one that had no room just now stays where it is.
      const next = step.remembered ? keyOf(place, step.device, step.rung.form) : key;
      this.#opened = { ...step, key: next, place, pack, model };
      return this.#opened;
    } finally {
      clearInterval(alive);
    }
  }

  /** What was read of a video; the one that was asked about last stays open. */
  async #watched(dir: string, model: string): Promise<OpenEncodedVideo> {
    const hash = await encodedVideoHash(dir, model);
    if (this.#video?.dir === dir && this.#video.watched.hash === hash) return this.#video.watched;
    await this.#closeVideo();
    this.#video = { dir, watched: await openEncodedVideo(dir, model) };
    return this.#video.watched;
  }

  async #closeVideo(): Promise<void> {
    const video = this.#video;
    this.#video = null;
    await video?.watched.close();
  }

  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = null;
    await this.#closeVideo();
    await opened?.language.dispose();
  }
}

function keyOf(place: string, device: string, form: string): string {
  return `${place} ${device} ${form}`;
}

/** Whether a film's frames have room beside the model, or no form would make more. */
function holds({ rung, hasSmaller }: LadderStep, frames: number): boolean {
  return !hasSmaller || rung.frames === null || rung.frames >= frames;
}
