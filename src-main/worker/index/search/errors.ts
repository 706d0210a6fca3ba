import { LongtakeError } from '../../../../src-shared/errors';

/** A frame was asked for that is not in the index. */
export class FrameMissing extends LongtakeError {
  constructor(frameIndex: number) {
    super(
      'NotFound',
      `The index of this video has no frame ${frameIndex}.`,
      'Wait until the video is indexed, or index it again.',
    );
  }
}
