import type { IndexRequest } from '../../base/film/types';
import { tokenModel } from '../../base/packs/pack';
import { ensureViews } from '../index/frame-embedding-store';
import { type IndexDeps, indexVideo } from '../index/pipeline';
import { keepFrameSigns } from '../index/search/frame-signs';
import { openFrameEncoder } from '../inference/frame-encoder';
import { openTranscriber } from '../recognition/transcriber';
import { openVoiceListener } from '../recognition/voices/listener';
import { embedSegments } from './embed-segments';
import { openWriting, scriptPacks } from './open-writing';
import type { Resources } from './resources';
import type { Runner } from './runner';

/** Indexes one video. */
export const runIndex: Runner<'index'> = async (resources, request, callbacks, signal) =>
  indexVideo(request, await indexDeps(resources, request), callbacks, signal);

/** The models for one job; the encoder and the transcriber are the job's own, which closes them. */
async function indexDeps(
  resources: Resources,
  { packDir, corePackDir, speechPackDir, voicesPackDir, device, cores, writing }: IndexRequest,
): Promise<IndexDeps> {
  const pack = await resources.pack(packDir);
  const speech = await resources.pack(speechPackDir);
  const threads = resources.threadsFor(cores);
  return {
    packId: tokenModel(pack.manifest),
    async openEncoder() {
      const report = await resources.device(device, pack, 'frames');
      const { form } = resources.placeIn(report);
      const opened = await openFrameEncoder(pack, report, threads, form);
      const { chosen } = opened.device;
      return {
        encoder: opened.encoder,
        device: chosen,
        form: chosen === 'cpu' ? 'own' : (form?.form ?? 'own'),
      };
    },
    speechModel: speech.manifest.id,
    async openTranscriber(terms) {
      const best = await resources.placeFor(device, speech, 'speech');
      const core = await resources.pack(corePackDir);
      return openTranscriber(speech, core, threads, { place: best, terms });
    },
    async openVoices() {
      if (!voicesPackDir) throw new Error('no pack that tells voices apart was asked for');
      const core = await resources.pack(corePackDir);
      return openVoiceListener(await resources.pack(voicesPackDir), core, threads);
    },
    async openTextReader() {
      if (!writing) throw new Error('no pack that reads writing was asked for');
      const reads = await resources.pack(writing.packDir);
      const scripts = await scriptPacks(resources, writing.scriptPackDirs);
      return openWriting(resources, reads, scripts, { device, threads });
    },
    async buildViews(dir, { signal, onProgress }) {
      const space = await resources.textSpace(packDir);
      if (!space) return;
      await ensureViews(dir, space, (done, total) => onProgress(total > 0 ? done / total : 1), signal);
      keepFrameSigns(dir, space);
    },
    embedSegments: (dir, segments, options) =>
      embedSegments(resources, corePackDir, 'speech', dir, segments, options),
  };
}
