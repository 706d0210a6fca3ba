import type { Detection } from '../../../base/packs/manifest';
import { resize } from '../../inference/pixels';
import { floats, type Session, Tensor } from '../../inference/session';
import type { Picture } from '../types';
import { type Rectangle, scaled } from './rectangle';
import { findRegions } from './regions';

/** The detector halves its input five times. */
const MULTIPLE = 32;
/**
 * PP-OCRv4's ways: mean and deviation are ImageNet's. PaddleOCR reads pictures as BGR and leaves them so: the first number is blue's.
 */
export const PP_OCR_V4: Detection = {
  mean: [0.485, 0.456, 0.406],
  deviation: [0.229, 0.224, 0.225],
  pixel: 0.3,
  region: 0.6,
  unclip: 1.5,
};

/**
 * Where lines of writing are in a picture.
 * @param longSide the picture is made so large for the detector, smaller or larger than it is
 * @returns rectangles in pixels of the picture, in no particular order
 */
export async function detectLines(
  session: Session,
  picture: Picture,
  longSide: number,
  detection: Detection,
): Promise<Rectangle[]> {
  const scale = longSide / Math.max(picture.width, picture.height);
  const width = multiple(picture.width * scale);
  const height = multiple(picture.height * scale);
  const small = resize({ ...picture, data: picture.pixels }, width, height, 'bilinear');
  const input = new Tensor('float32', planes(small.data, detection), [1, 3, height, width]);
  const outputs = await session.run({ [session.inputNames[0] as string]: input });
  const map = floats(outputs, session.outputNames[0] as string);
  return findRegions(map, width, height, detection).map((rectangle) =>
    // The map's numbers stand for pixels' centres.
    scaled(
      { ...rectangle, x: rectangle.x + 0.5, y: rectangle.y + 0.5 },
      picture.width / width,
      picture.height / height,
    ),
  );
}

function multiple(side: number): number {
  return Math.max(MULTIPLE, Math.round(side / MULTIPLE) * MULTIPLE);
}

/** RGB bytes [height, width, 3] as normalised planes of blue, green and red. */
function planes(rgb: Uint8Array, { mean: means, deviation: deviations }: Detection): Float32Array {
  const area = rgb.length / 3;
  const values = new Float32Array(rgb.length);
  for (let channel = 0; channel < 3; channel++) {
    const [mean, deviation] = [means[channel] as number, deviations[channel] as number];
    for (let i = 0; i < area; i++) {
      values[channel * area + i] = ((rgb[i * 3 + 2 - channel] as number) / 255 - mean) / deviation;
    }
  }
  return values;
}
