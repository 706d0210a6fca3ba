import type { IndexRequest } from '../../base/film/types';
import { tokenModel } from '../../base/packs/pack';
import { type IndexCallbacks, type IndexDeps, indexVideo } from '../index/pipeline';
import { readSubtitles } from '../index/subtitles-stage';
import { ensureViews } from '../index/view-store';
import { tryHere } from '../inference/device-probe';
import { openFrameEncoder } from '../inference/frame-encoder';
import { openTranscriber } from '../tracks/transcriber';
import { AnswerModels } from './answer-models';
import { embedSegments } from './embed-segments';
import { installHandlers } from './install-handlers';
import { queryHandlers } from './query-handlers';
import type { Resources } from './resources';
import type { FindingHandlers, Handlers } from './serve';
import { runTracks } from './tracks-handler';
import { runWatch } from './watch-handler';

/** What a worker answers, over what its calls share. */
export function workerHandlers(resources: Resources): Handlers {
  const answers = new AnswerModels(resources);
  const finding: FindingHandlers = {
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
    'text.embed': async ({ packDir, texts }) => (await resources.needText(packDir)).embedTexts(texts),
    'speech.embed': async ({ packDir, dir, source, lines }, { signal, emit }) => {
      const onProgress = () => emit('progress', null);
      await embedSegments(resources, packDir, source, dir, lines, { signal, onProgress });
      return null;
    },
  };
  return {
    ...finding,
    ...queryHandlers(finding),
    'index.run': async (request, { signal, emit }) => {
      const callbacks: IndexCallbacks = {
        onProgress: (progress) => emit('progress', progress),
        onCheckpoint: (checkpoint) => emit('checkpoint', checkpoint),
      };
      return indexVideo(request, await indexDeps(resources, request), callbacks, signal);
    },
    'subtitles.read': ({ path, duration }) => readSubtitles(path, duration),
    'tracks.run': (request, context) => runTracks(resources, request, context),
    'watch.run': (request, context) => runWatch(resources, request, context),
    'answers.ask': (request, context) => answers.ask(request, context),
    ...installHandlers,
    'device.report': ({ device }) => resources.device(device),
    'device.try': ({ device, use }) => tryHere(device, use),
  };
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
    embedSegments: (dir, segments, options) =>
      embedSegments(resources, corePackDir, 'speech', dir, segments, options),
  };
}
