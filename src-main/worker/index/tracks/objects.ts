// The row of object detection in the table of tracks: its state, sink and result, objects.jsonl and followed objects.
import { z } from 'zod';
import type { ObjectTrack } from '../../../../src-shared/analysis';
import { box } from '../../../../src-shared/primitives';
import type { Micros } from '../../../../src-shared/time';
import type { PictureItem } from '../../../base/media/pictures';
import type { ObjectFrame } from '../../recognition/objects/follow';
import type { ObjectDetector } from '../../recognition/types';
import type { Sink } from '../pass/read-through';
import { common, readLines, SampledLog, sampled, type TrackDeps, type TrackPass } from './row';

const form = z.object({ ...common, ...sampled });
type ObjectsState = z.infer<typeof form>;

export interface ObjectsDeps extends TrackDeps<ObjectDetector> {
  /** Nothing is followed over a cut. */
  follow(
    frames: readonly ObjectFrame[],
    film: { readonly cuts: readonly Micros[]; readonly duration: Micros },
  ): ObjectTrack[];
}
export interface ObjectsKind {
  readonly state: ObjectsState;
  readonly model: ObjectDetector;
  readonly deps: ObjectsDeps;
  readonly item: ObjectTrack;
}

const line = z.object({
  time: z.number().int().nonnegative(),
  objects: z.array(z.object({ label: z.string(), box, score: z.number() })),
});

/** Object detection in every sampled frame, a JSON line each; detections are tracked over the frames. */
export const objectsRow: TrackPass<ObjectsKind> = {
  file: 'objects.jsonl',
  form,
  begin: (begun, pictures) => ({ ...begun, ...pictures }),
  open: async ({ path, state, model }) => new ObjectSink(model, await SampledLog.open(path, state)),
  async found({ path, state, deps, film }) {
    const lines = await readLines(path, state.file, line);
    return deps.follow(
      lines.map((each, frameIndex) => ({ ...each, frameIndex })),
      film,
    );
  },
};

class ObjectSink implements Sink<{ objects: ObjectsState }, PictureItem> {
  readonly takes = 'sampled';

  constructor(
    private readonly finder: ObjectDetector,
    private readonly log: SampledLog<ObjectsState>,
  ) {}

  get count(): number {
    return this.log.count;
  }

  async rewind(afterSeek: boolean): Promise<Micros> {
    return this.log.rewind(afterSeek);
  }

  async add(frame: PictureItem): Promise<void> {
    const number = this.log.take(frame);
    if (number === null || number < this.log.count) return;
    const objects = await this.finder.find(frame);
    await this.log.append({ time: frame.time, objects });
    this.log.stored(frame);
  }

  async finish(): Promise<void> {
    this.log.end();
  }

  async commit(damaged: boolean, done: boolean) {
    const objects = await this.log.commit(damaged, done);
    return objects ? { objects } : {};
  }

  close(): Promise<void> {
    return this.log.close();
  }
}
