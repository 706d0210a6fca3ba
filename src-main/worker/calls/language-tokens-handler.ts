import type { Device } from '../../../src-shared/devices';
import { loadPack, tokenModel } from '../../base/packs/pack';
import { encodeVideo } from '../index/language-tokens/encode-video';
import { openFrameReader } from '../inference/llava-mini/frame-reader';
import { needsRoom } from './language-rungs';
import type { Runner } from './runner';

/**
 * Frames whose fusion is kept, at most: some nine megabytes each of an 8 B model, and each is read for every question. On a
 * processor a question over 32 frames takes as long as a few words of the answer.
 */
const FUSION_LIMIT: Readonly<Record<Device, number>> = { cpu: 32, cuda: 64, dml: 64, coreml: 32, webgpu: 32 };

/**
 * Reads one video for a language model, which is the call's own and closed after it.
 * @throws NotEnoughMemory where the model that is to answer would not fit
 */
export const runWatch: Runner<'watch'> = async (resources, request, callbacks, signal) => {
  const { packDir, verifiedFile } = request;
  const pack = await loadPack(packDir, verifiedFile === null ? {} : { verifiedFile });
  const { chosen } = await resources.device(request.device, pack, 'reading');
  // A film that nobody could ask about afterwards need not be read for hours.
  await needsRoom(chosen, pack);
  return encodeVideo(
    request,
    {
      model: tokenModel(pack.manifest),
      fusionLimit: FUSION_LIMIT[chosen],
      async openReader() {
        const reader = await openFrameReader(pack, chosen, resources.threadsFor(request.cores));
        return { reader, device: reader.device };
      },
    },
    callbacks,
    signal,
  );
};
