import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { LongtakeError } from '../../../../src-shared/errors';
import { ModelPackBroken } from '../../../base/packs/errors';
import type { ObjectsPart } from '../../../base/packs/manifest';
import type { Pack } from '../../../base/packs/pack';
import {
  floats,
  type GraphPlace,
  ON_CPU,
  openGraphSomewhere,
  type Session,
  Tensor,
} from '../../inference/session';
import type { Detection, ObjectDetector, Picture } from '../types';
import { withoutDoubles } from './boxes';
import { boxIn, placeInSquare } from './placing';

/** The pack has no part that finds things. */
export class NoObjectsInPack extends LongtakeError {
  constructor(packName: string) {
    super(
      'ModelPackMissing',
      `The model pack ${packName} cannot find people and things.`,
      'Reinstall Longtake, or switch the finding of things off in the settings.',
    );
  }
}

/**
 * What scores less is not believed. Chosen on single frames of real films whose things were counted by eye: docs/lab/tracks.md.
 */
export const SCORE_FLOOR = 0.28;

/**
 * Opens a pack's detector.
 * @param threads for one operator on the CPU
 * @param floor what scores less is left out
 * @param place where it was found to be fastest
 * @throws NoObjectsInPack
 * @throws ModelPackBroken when the graph or the list of its classes does not load
 */
export async function openObjectFinder(
  pack: Pack,
  threads: number,
  floor = SCORE_FLOOR,
  place: GraphPlace = ON_CPU,
): Promise<ObjectDetector> {
  const { objects, name } = pack.manifest;
  if (!objects) throw new NoObjectsInPack(name);
  const labels = z.array(z.string()).safeParse(JSON.parse(await readFile(pack.file(objects.labels), 'utf8')));
  if (!labels.success) throw new ModelPackBroken(name, 'has a list of classes that cannot be read');
  const session = await openGraphSomewhere(pack, objects.file, { ...place, threads });
  return new CenternetFinder(session, objects, labels.data, floor);
}

class CenternetFinder implements ObjectDetector {
  constructor(
    private readonly session: Session,
    private readonly part: ObjectsPart,
    readonly labels: readonly string[],
    private readonly floor: number,
  ) {}

  async find(picture: Picture): Promise<Detection[]> {
    const { input, outputs, width, height } = this.part;
    const { pixels, placing } = placeInSquare(picture, this.part);
    const tensor = new Tensor('uint8', pixels, [1, height, width, 3]);
    const found = await this.session.run({ [input]: tensor });
    const [boxes, scores, classes] = [outputs.boxes, outputs.scores, outputs.classes].map((name) =>
      floats(found, name),
    ) as [Float32Array, Float32Array, Float32Array];
    const objects: Detection[] = [];
    for (let i = 0; i < scores.length; i++) {
      const [score, label] = [scores[i] as number, this.labels[classes[i] as number]];
      if (score < this.floor || label === undefined) continue;
      const box = boxIn(boxes.subarray(i * 4, i * 4 + 4), placing, picture);
      if (box.width > 0 && box.height > 0) objects.push({ label, box, score });
    }
    return withoutDoubles(objects);
  }

  dispose(): Promise<void> {
    return this.session.dispose();
  }
}
