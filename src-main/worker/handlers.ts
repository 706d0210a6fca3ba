import { type IndexCallbacks, type IndexDeps, indexVideo } from '../index/pipeline';
import { ensureSegmentEmbeddings } from '../index/segment-store';
import type { IndexRequest } from '../index/types';
import { ensureViews } from '../index/view-store';
import { openFrameEncoder } from '../inference/frame-encoder';
import { tokenModel } from '../models/pack';
import { openTranscriber } from '../tracks/transcriber';
import { AnswerModels } from './answer-models';
import { installHandlers } from './install-handlers';
import type { Resources } from './resources';
import type { Handlers } from './serve';
import { runWatch } from './watch-handler';

/** What a worker answers, over what its calls share. */
export function workerHandlers(resources: Resources): Handlers {
  const answers = new AnswerModels(resources);
  return {
    'index.run': async (request, { signal, emit }) => {
      const callbacks: IndexCallbacks = {
        onProgress: (progress) => emit('progress', progress),
        onCheckpoint: (checkpoint) => emit('checkpoint', checkpoint),
      };
      return indexVideo(request, await indexDeps(resources, request), callbacks, signal);
    },
    'frames.search': async ({ packDir, videos, query, limit }, { signal }) =>
      (await resources.frames(packDir)).search(videos, query, limit, signal),
    'frames.similar': async ({ packDir, videos, like, frameIndex, limit }, { signal }) =>
      (await resources.frames(packDir)).similar(videos, like, frameIndex, limit, signal),
    'frames.presence': async ({ packDir, video, query }, { signal }) =>
      (await resources.frames(packDir)).presence(video, query, signal),
    'frames.describe': async ({ packDir, video, frameIndexes }, { signal }) =>
      (await resources.frames(packDir)).describe(video, frameIndexes, signal),
    'speech.search': async ({ packDir, videos, source, query, limit }, { signal }) =>
      (await resources.segments(packDir)).search(videos, source, query, limit, signal),
    'speech.embed': async ({ packDir, dir, source, lines }, { signal, emit }) => {
      const space = await resources.textSpace(packDir);
      if (space) {
        const work = ensureSegmentEmbeddings(dir, source, lines, space, signal);
        await aliveWhile(work, () => emit('progress', null));
      }
      return null;
    },
    'tracks.run': () => Promise.reject(new Error('not built yet')),
    'watch.run': (request, context) => runWatch(resources, request, context),
    'answers.ask': (request, context) => answers.ask(request, context),
    ...installHandlers,
    'device.report': ({ device }) => resources.device(device),
  };
}

/** Says now and then that work goes on which tells nothing itself: the transcript of a day takes minutes to embed. */
async function aliveWhile(work: Promise<void>, tell: () => void): Promise<void> {
  const alive = setInterval(tell, 10_000);
  try {
    await work;
  } finally {
    clearInterval(alive);
  }
}

/** The models for one job; the encoder and the transcriber are the job's own, which closes them. */
async function indexDeps(
  resources: Resources,
  { packDir, corePackDir, speechPackDir, device }: IndexRequest,
): Promise<IndexDeps> {
  const pack = await resources.pack(packDir);
  return {
    packId: tokenModel(pack.manifest),
    async openEncoder() {
      const opened = await openFrameEncoder(pack, await resources.device(device), resources.threads);
      return { encoder: opened.encoder, device: opened.device.chosen };
    },
    openTranscriber: async () =>
      openTranscriber(
        await resources.pack(speechPackDir),
        await resources.pack(corePackDir),
        resources.threads,
      ),
    async buildViews(dir, { signal, onProgress }) {
      const space = await resources.textSpace(packDir);
      if (!space) return;
      await ensureViews(dir, space, (done, total) => onProgress(total > 0 ? done / total : 1), signal);
    },
    async embedSegments(dir, segments, { signal, onProgress }) {
      // Sentences are compared in the built-in pack's space, whatever reads the frames: see Evidence.
      const space = await resources.textSpace(corePackDir);
      if (!space) return;
      const work = ensureSegmentEmbeddings(dir, 'speech', segments, space, signal);
      await aliveWhile(work, () => onProgress(0));
      onProgress(1);
    },
  };
}
