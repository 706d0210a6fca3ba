import { join } from 'node:path';
import type { SegmentSource } from '../../../src-shared/analysis';
import { LongtakeError } from '../../../src-shared/errors';
import type { VideoId } from '../../../src-shared/primitives';
import { openLibrary } from '../../base/library/library';
import type { Library } from '../../base/library/types';
import { ChosenPacks } from '../../base/packs/chosen';
import { PackFolders } from '../../base/packs/places';
import type {
  QueryPlace,
  WorkerClient,
  WorkerInput,
  WorkerMethod,
  WorkerOutput,
} from '../../base/rpc/protocol';
import { Evidence } from '../answer/evidence';
import type { EvidenceDeps } from '../answer/evidence-deps';
import { sceneCard } from '../answer/scene-card';
import { EvidenceSearch } from '../answer/search';
import { StoredQuestions } from '../answer/stored-questions';
import { withSignsOfLife } from '../index/progress';
import { FrameTimes } from '../index/search/frame-times';
import { lookForServers } from '../own-model/servers';
import type { CallContext, FindingHandlers, Handlers } from './serve';

type LivelyMethod =
  | 'answer.ask'
  | 'answer.places'
  | 'search.text'
  | 'search.similar'
  | 'search.prepare'
  | 'scene.card';
type QueryMethod = LivelyMethod | 'own.look';

/** Questions and searches, answered where the evidence is read: whoever asks sends one call and gets what comes of it. */
export function queryHandlers(finding: FindingHandlers): Pick<Handlers, QueryMethod> {
  const stored = new StoredEvidence(finding);
  return {
    'own.look': (place, { signal }) => lookForServers(place, { signal }),
    'answer.ask': ({ question, pack, own, ...place }, context) =>
      lively(context, async () => {
        const asked = { ...question, signal: context.signal };
        const answer = new StoredQuestions(stored.at(place)).ask(asked, pack, own);
        for (;;) {
          const { value, done } = await answer.next();
          if (done) return value;
          context.emit('event', value);
        }
      }),
    'answer.places': ({ videoId, answer, ...place }, context) =>
      lively(context, async () => {
        const events = new StoredQuestions(stored.at(place)).places(videoId, answer, context.signal);
        for await (const event of events) context.emit('event', event);
        return null;
      }),
    'search.text': ({ scope, text, limit, patience, ...place }, context) =>
      lively(context, () =>
        new EvidenceSearch(stored.at(place)).searchText(scope, text, limit, context.signal, patience),
      ),
    'search.similar': ({ scope, like, limit, patience, ...place }, context) =>
      lively(context, () =>
        new EvidenceSearch(stored.at(place)).searchSimilar(scope, like, limit, context.signal, patience),
      ),
    'search.prepare': (place, context) =>
      lively(context, async () => {
        await new Evidence(stored.at(place), context.signal).prepare();
        return null;
      }),
    'scene.card': ({ videoId, sceneIndex, ...place }, context) =>
      lively(context, () => sceneCard(stored.at(place), videoId, sceneIndex)),
  };
}

/** A question over a large library takes a while until its first word. */
function lively<T>({ emit }: CallContext<LivelyMethod>, work: () => Promise<T>): Promise<T> {
  return withSignsOfLife(() => emit('alive', null), work);
}

/** What answers stand on: the library, opened for reading beside the process that writes it, and this process's own searches. */
class StoredEvidence {
  readonly #frameTimes = new FrameTimes();
  #opened: { readonly dir: string; readonly library: Library } | null = null;

  constructor(private readonly finding: FindingHandlers) {}

  /** @throws LibraryMissing, LibraryBroken and what else opening a library throws */
  at({ libraryDir, builtInPacks, userPacks, mayRemake, language }: QueryPlace): EvidenceDeps {
    const library = this.#library(libraryDir);
    const core = join(builtInPacks, 'core');
    return {
      library,
      language,
      worker: calling(this.finding),
      packs: new ChosenPacks(
        new PackFolders([builtInPacks, userPacks]),
        () => library.settings.get(),
        core,
        join(builtInPacks, 'tracks'),
        userPacks,
      ),
      frameTimes: (id) => this.#frameTimes.of(library.indexDir(id)),
      ...(mayRemake ? { renewLines: (id, source) => this.#renewLines(library, core, id, source) } : {}),
    };
  }

  /**
   * Makes the file anew by which lines are found by meaning: it was damaged, and the lines are at hand.
   * @returns whether it was made; not where a job is about to, or where it cannot be written
   */
  async #renewLines(library: Library, packDir: string, id: VideoId, source: SegmentSource): Promise<boolean> {
    const job = library.jobs.find(id);
    if (job && (job.state === 'running' || job.state === 'queued')) return false;
    const lines = library.segments.list(id, source).map(({ id: line, text }) => ({ id: line, text }));
    try {
      const input = { packDir, dir: library.indexDir(id), source, lines };
      await calling(this.finding).call('speech.embed', input);
      return true;
    } catch (error) {
      if (error instanceof LongtakeError) return false;
      throw error;
    }
  }

  /** Kept open as long as this process lives, which serves one library. */
  #library(dir: string): Library {
    if (this.#opened?.dir !== dir) {
      this.#opened?.library.close();
      this.#opened = null;
      this.#opened = { dir, library: openLibrary({ dir, readOnly: true }) };
    }
    return this.#opened.library;
  }
}

/** The searches of this process, called as those of another are. */
function calling(handlers: FindingHandlers): Pick<WorkerClient, 'call'> {
  return {
    async call<M extends WorkerMethod>(
      method: M,
      input: WorkerInput<M>,
      { signal }: { signal?: AbortSignal } = {},
    ): Promise<WorkerOutput<M>> {
      // Evidence asks for nothing else; its types and the handlers' come from one table.
      const handle = handlers[method as keyof FindingHandlers] as unknown as Handlers[M];
      const context: CallContext<M> = {
        signal: signal ?? new AbortController().signal,
        emit: () => undefined,
      };
      return handle(input, context);
    },
  };
}
