import { tokenModel } from '../../base/packs/pack';
import { readTracks } from '../index/tracks/read-tracks';
import { openObjectFinder, SCORE_FLOOR } from '../recognition/objects/finder';
import { trackObjects } from '../recognition/objects/follow';
import { openShotDetector } from '../recognition/shots/detector';
import { WRITING_PICTURE } from '../recognition/types';
import { mergeWriting } from '../recognition/writing/merge';
import { StrokeChangeDetector } from '../recognition/writing/stroke-change';
import { embedSegments } from './embed-segments';
import { openWriting, scriptPacks } from './open-writing';
import type { Runner } from './runner';

/** To be changed with what the shot detector measures: it is no model with a version of its own. */
const SHOT_METHOD = 'frames@1';

/** Reads one video's tracks; the models are the call's own and closed after it. */
export const runTracks: Runner<'tracks'> = async (resources, request, callbacks, signal) => {
  const pack = await resources.pack(request.tracksPackDir);
  const model = tokenModel(pack.manifest);
  const threads = resources.threadsFor(request.cores);
  const { device } = request;
  const scripts = await scriptPacks(resources, request.scriptPackDirs);
  return readTracks(
    request,
    {
      longSide: WRITING_PICTURE.longSide,
      tracks: {
        shots: { model: SHOT_METHOD, open: async () => openShotDetector() },
        objects: {
          model,
          open: async () =>
            openObjectFinder(pack, threads, SCORE_FLOOR, await resources.placeFor(device, pack, 'objects')),
          follow: trackObjects,
        },
        text: {
          model: [pack, ...scripts].map(({ manifest }) => tokenModel(manifest)).join('+'),
          open: () => openWriting(resources, pack, scripts, { device, threads }),
          watch: () => new StrokeChangeDetector(),
          merge: mergeWriting,
          embed: (dir, segments, options) =>
            embedSegments(resources, request.corePackDir, 'text', dir, segments, options),
        },
      },
    },
    callbacks,
    signal,
  );
};
