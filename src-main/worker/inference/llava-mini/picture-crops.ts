import type { AnswersPart } from '../../../base/packs/manifest';
import {
  centreCrop,
  crop,
  expandToSquare,
  type Picture,
  resize,
  shortestEdge,
  toPixelValues,
} from '../pixels';

/**
 * The views of a picture in the order of the vision graph: ratio × ratio crops row by row, then the whole; pixels that the
 * crops leave over on the right and at the bottom are only in the whole, as in the reference.
 */
function viewsOf(picture: Picture, ratio: number): Picture[] {
  if (ratio <= 1) return [picture];
  const [width, height] = [Math.floor(picture.width / ratio), Math.floor(picture.height / ratio)];
  const crops = Array.from({ length: ratio * ratio }, (_, i) =>
    crop(picture, (i % ratio) * width, Math.floor(i / ratio) * height, width, height),
  );
  return [...crops, picture];
}

/** CLIP's processor: the shorter side to the model's size, then the middle square. */
function toSquare(picture: Picture, side: number): Picture {
  const { width, height } = shortestEdge(picture, side);
  return centreCrop(resize(picture, width, height, 'bicubic'), side, side);
}

/**
 * What the vision graph takes of one video frame.
 * @param frame square, of the model's side: any aspect was ignored when it was scaled
 * @param into receives float32 [views, 3, side, side] from `offset` on
 */
export function frameViews(frame: Picture, part: AnswersPart, into: Float32Array, offset: number): void {
  writeViews(viewsOf(frame, part.resolutionRatio), part, into, offset);
}

/**
 * What the vision graph takes of a still picture of any size, at its own resolution.
 * @returns float32 [views, 3, side, side]
 */
export function pictureViews(picture: Picture, part: AnswersPart): Float32Array {
  const views = viewsOf(picture, part.resolutionRatio);
  const squares = part.imageAspect === 'pad' ? views.map((v) => expandToSquare(v, part.image.mean)) : views;
  const values = new Float32Array(views.length * 3 * part.image.side ** 2);
  writeViews(squares, part, values, 0);
  return values;
}

function writeViews(views: readonly Picture[], part: AnswersPart, into: Float32Array, offset: number): void {
  const { side, mean, deviation } = part.image;
  for (const [i, view] of views.entries()) {
    const { data } = toSquare(view, side);
    toPixelValues(data, side, side, mean, deviation, into, offset + i * 3 * side * side);
  }
}
