import { type MachineDevices, otherUse } from '../../../src-shared/devices';
import { makeFilm } from '../../base/media/made/make-film';
import type { WorkerInput } from '../../base/rpc/protocol';
import { readSubtitles } from '../index/subtitles-stage';
import { checkCuda, tryHere } from '../inference/device-probe';
import { AnswerModels } from './answer-models';
import { embedSegments } from './embed-segments';
import { runIndex } from './index-handler';
import { installHandlers } from './install-handlers';
import { runWatch } from './language-tokens-handler';
import { queryHandlers } from './query-handlers';
import type { Resources } from './resources';
import { running } from './runner';
import type { FindingHandlers, Handlers } from './serve';
import { runTracks } from './tracks-handler';

/** What a worker answers, over what its calls share. */
export function workerHandlers(resources: Resources): Handlers {
  const answers = new AnswerModels(resources);
  const finding: FindingHandlers = {
    'frames.search': async ({ packDir, videos, query, limit, by, patience }, { signal }) =>
      (await resources.frames(packDir)).search(videos, query, limit, signal, by, patience),
    'frames.similar': async ({ packDir, videos, like, frameIndex, limit, patience }, { signal }) =>
      (await resources.frames(packDir)).similar(videos, like, frameIndex, limit, signal, patience),
    'frames.prepare': async ({ packDir, videos }, { signal }) => {
      await (await resources.frames(packDir)).prepare(videos, signal);
      return null;
    },
    'frames.presence': async ({ packDir, video, query }, { signal }) =>
      (await resources.frames(packDir)).presence(video, query, signal),
    'frames.likeness': async ({ packDir, video, query, bearing }, { signal }) =>
      (await resources.frames(packDir)).likeness(video, query, bearing, signal),
    'frames.describe': async ({ packDir, video, frameIndexes }, { signal }) =>
      (await resources.frames(packDir)).describe(video, frameIndexes, signal),
    'speech.search': async ({ packDir, videos, source, query, limit, patience }, { signal }) =>
      (await resources.segments(packDir)).search(videos, source, query, limit, signal, patience),
    'speech.prepare': async ({ packDir, videos, source }, { signal }) => {
      await (await resources.segments(packDir)).prepare(videos, source, signal);
      return null;
    },
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
    'index.run': running(resources, runIndex),
    'film.make': (request, { signal, emit }) =>
      makeFilm(request, { signal, onProgress: () => emit('alive', null) }),
    'subtitles.read': ({ path, duration }) => readSubtitles(path, duration),
    'tracks.run': running(resources, runTracks),
    'watch.run': running(resources, runWatch),
    'answers.ask': (request, context) => resources.settingAside(() => answers.ask(request, context)),
    ...installHandlers,
    'cuda.check': () => checkCuda(),
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
  const language = answers && (await resources.answering(device, answers)).report;
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
