/**
 * From what the detector says of each pixel to lines of writing, as Differentiable Binarization does
 * (Liao et al., arXiv 1911.08947; post-processing as in PaddleOCR's db_postprocess.py, with its numbers for PP-OCRv4).
 */
import type { Detection } from '../../../base/packs/manifest';
import { bounds, type Point, type Rectangle, rectangleAround } from './rectangle';

export type Floors = Pick<Detection, 'pixel' | 'region' | 'unclip'>;

/** The least height or width of a region, before and after it is made larger. */
const LEAST_SIDE = 3;
const LEAST_UNCLIPPED_SIDE = 5;
const MOST_REGIONS = 1000;

/**
 * @param map probability of writing, 0..1, [height, width]
 * @returns rectangles in pixels of the map, in no particular order
 */
export function findRegions(map: Float32Array, width: number, height: number, floors: Floors): Rectangle[] {
  if (map.length !== width * height)
    throw new RangeError(`${map.length} values are not ${width} x ${height}`);
  const regions: Rectangle[] = [];
  for (const edge of connectedEdges(map, width, height, floors.pixel)) {
    const rectangle = rectangleAround(edge);
    if (Math.min(rectangle.width, rectangle.height) < LEAST_SIDE) continue;
    if (meanWithin(map, width, height, rectangle) < floors.region) continue;
    const line = unclip(rectangle, floors.unclip);
    if (Math.min(line.width, line.height) < LEAST_UNCLIPPED_SIDE) continue;
    regions.push(line);
    if (regions.length === MOST_REGIONS) break;
  }
  return regions;
}

/** Moves every side outwards by area * ratio / perimeter. */
function unclip(rectangle: Rectangle, ratio: number): Rectangle {
  const { width, height } = rectangle;
  const by = (width * height * ratio) / (2 * (width + height));
  return { ...rectangle, width: width + 2 * by, height: height + 2 * by };
}

/** Of each set of writing pixels that touch, by sides or corners: the first and the last pixel of each of its rows. */
function* connectedEdges(
  map: Float32Array,
  width: number,
  height: number,
  floor: number,
): Generator<Point[]> {
  const seen = new Uint8Array(map.length);
  const first = new Int32Array(height).fill(width);
  const last = new Int32Array(height).fill(-1);
  const isNew = (at: number) => (map[at] as number) > floor && seen[at] === 0;
  const stack: number[] = [];
  for (let start = 0; start < map.length; start++) {
    if (!isNew(start)) continue;
    seen[start] = 1;
    stack.push(start);
    const top = Math.floor(start / width);
    let bottom = top;
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const y = Math.floor(at / width);
      const x = at - y * width;
      first[y] = Math.min(first[y] as number, x);
      last[y] = Math.max(last[y] as number, x);
      bottom = Math.max(bottom, y);
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
        for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
          const neighbour = row * width + column;
          if (!isNew(neighbour)) continue;
          seen[neighbour] = 1;
          stack.push(neighbour);
        }
      }
    }
    yield edgeOf(first, last, top, bottom);
    first.fill(width, top, bottom + 1);
    last.fill(-1, top, bottom + 1);
  }
}

function edgeOf(first: Int32Array, last: Int32Array, top: number, bottom: number): Point[] {
  const edge: Point[] = [];
  for (let y = top; y <= bottom; y++) {
    edge.push({ x: first[y] as number, y }, { x: last[y] as number, y });
  }
  return edge;
}

/** The mean of the map over the pixels whose centres lie in a rectangle. */
function meanWithin(map: Float32Array, width: number, height: number, rectangle: Rectangle): number {
  const { left, top, right, bottom } = bounds(rectangle);
  const [cos, sin] = [Math.cos(rectangle.angle), Math.sin(rectangle.angle)];
  const [halfWidth, halfHeight] = [rectangle.width / 2 + 1e-3, rectangle.height / 2 + 1e-3];
  let sum = 0;
  let count = 0;
  for (let y = Math.max(0, Math.floor(top)); y <= Math.min(height - 1, Math.ceil(bottom)); y++) {
    for (let x = Math.max(0, Math.floor(left)); x <= Math.min(width - 1, Math.ceil(right)); x++) {
      const [dx, dy] = [x - rectangle.x, y - rectangle.y];
      if (Math.abs(dx * cos + dy * sin) > halfWidth || Math.abs(dy * cos - dx * sin) > halfHeight) continue;
      sum += map[y * width + x] as number;
      count += 1;
    }
  }
  return count === 0 ? 0 : sum / count;
}
