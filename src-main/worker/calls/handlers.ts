import { type MachineDevices, otherUse } from '../../../src-shared/domain';
import type { IndexRequest } from '../../base/film/types';
import { tokenModel } from '../../base/packs/pack';
import type { WorkerInput } from '../../base/rpc/protocol';
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
    'frames.search': async ({ packDir, videos, query, limit, by }, { signal }) =>
      (await resources.frames(packDir)).search(videos, query, limit, signal, by),
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
      const deps = await indexDeps(resources, request);
      return resources.settingAside(() => indexVideo(request, deps, callbacks, signal));
    },
    'subtitles.read': ({ path, duration }) => readSubtitles(path, duration),
    'tracks.run': (request, context) => resources.settingAside(() => runTracks(resources, request, context)),
    'watch.run': (request, context) => resources.settingAside(() => runWatch(resources, request, context)),
    'answers.ask': (request, context) => resources.settingAside(() => answers.ask(request, context)),
    ...installHandlers,
    'device.report': (request) => reportDevices(resources, request),
    'device.try': ({ device, check, threads }, { emit }) =>
      tryHere(device, check, threads, (parts) => emit('parts', parts)),
  };
}

async function reportDevices(
  resources: Resources,
  { device, ...packs }: WorkerInput<'device.report'>,
): Promise<MachineDevices> {
  const frames = await resources.device(device, await resources.pack(packs.packDir), 'frames');
  const answers = packs.answersPackDir === null ? null : await resources.pack(packs.answersPackDir);
  const language = answers && (await resources.device(device, answers, 'answering'));
  const others = [];
  for (const use of otherUse.options) {
    // A pack that is broken has words of its own where it is used.
    const pack = await resources
      .pack(use === 'speech' ? packs.speechPackDir : packs.tracksPackDir)
      .catch(() => null);
    const known = pack && (await resources.knownDevice(device, pack, use));
    if (known) others.push(known);
  }
  return { ...frames, language, others };
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
      const opened = await openFrameEncoder(
        pack,
        await resources.device(device, pack, 'frames'),
        resources.threads,
      );
      return { encoder: opened.encoder, device: opened.device.chosen };
    },
    async openTranscriber() {
      const speech = await resources.pack(speechPackDir);
      const best = await resources.deviceFor(device, speech, 'speech');
      return openTranscriber(speech, await resources.pack(corePackDir), resources.threads, best);
    },
    async buildViews(dir, { signal, onProgress }) {
      const space = await resources.textSpace(packDir);
      if (!space) return;
      await ensureViews(dir, space, (done, total) => onProgress(total > 0 ? done / total : 1), signal);
    },
    embedSegments: (dir, segments, options) =>
      embedSegments(resources, corePackDir, 'speech', dir, segments, options),
  };
}
