import type { Device } from '../../../src-shared/devices';
import type { Language } from '../../../src-shared/words/language';
import { wordsIn } from '../../../src-shared/words/words';
import { DEVICE_NAMES } from '../../base/devices/set-aside';
import {
  encodedVideoHash,
  type OpenEncodedVideo,
  openEncodedVideo,
} from '../../base/film/language-tokens/encoded-video';
import type { LanguageAnswer } from '../../base/film/language-tokens/types';
import { deviceMemory, memoryNeed, NotEnoughMemory, planMemory } from '../../base/packs/memory';
import { loadPack, type Pack, tokenModel } from '../../base/packs/pack';
import type { AskRequest } from '../../base/rpc/protocol';
import { type OpenLanguageModel, openLanguageModel } from '../inference/llava-mini/language-model';
import { DeviceFailed } from '../inference/session';
import { named, type Resources } from './resources';
import type { CallContext } from './serve';

/** For prefixes, in bytes, where nobody can say how much memory a device has. */
const UNKNOWN_MEMORY = 2 ** 31;
/** Milliseconds between two signs of life while gigabytes are loaded. */
const ALIVE_EVERY = 10_000;

interface Opened {
  readonly key: string;
  /** The pack's folder, with the age of what lies in it. */
  readonly place: string;
  readonly pack: Pack;
  readonly model: string;
  /** Where it was to run. */
  readonly device: Device;
  readonly language: OpenLanguageModel;
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
    const opened = await this.#open(request, context);
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
        return { ...answer, details: [...elsewhere(opened, language), ...answer.details] };
      } catch (error) {
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

  async #open(
    { packDir, verifiedFile, device: wanted }: AskRequest,
    { emit }: CallContext<'answers.ask'>,
  ): Promise<Opened> {
    const place = await named(packDir);
    const alive = setInterval(() => emit('phase', { phase: 'load', fraction: 0 }), ALIVE_EVERY);
    try {
      const pack =
        this.#opened?.place === place
          ? this.#opened.pack
          : await loadPack(packDir, verifiedFile === null ? {} : { verifiedFile });
      // Asked anew each time: a device may have been set aside, or is to be tried again.
      const { chosen: device } = await this.resources.device(wanted, pack, 'answering');
      const key = `${place} ${device}`;
      if (this.#opened?.key === key) return this.#opened;
      await this.close();
      emit('phase', { phase: 'load', fraction: 0 });
      const memoryBytes = await planLanguage(pack, device);
      const language = await openLanguageModel(pack, device, this.resources.threads, { memoryBytes });
      this.#opened = { key, place, pack, model: tokenModel(pack.manifest), device, language };
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

/** Said where the device that was chosen did not take the graphs after all. */
function elsewhere({ device, language }: Opened, words: Language): string[] {
  if (language.device === device) return [];
  return [wordsIn(words)('answers.model.onCpu', { device: DEVICE_NAMES[device] })];
}

/** Memory for prefixes beside the model, in bytes. @throws NotEnoughMemory where not even the model fits */
export async function planLanguage(pack: Pack, device: Device): Promise<number> {
  const need = memoryNeed(pack.manifest);
  if (need === null) return UNKNOWN_MEMORY;
  const plan = planMemory(need, await deviceMemory(device));
  if (!plan.fits) throw new NotEnoughMemory(plan.why);
  return plan.cacheBytes ?? UNKNOWN_MEMORY;
}
