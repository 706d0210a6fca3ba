/** A rectangle that may be turned, in pixels; y grows downwards. */
export interface Rectangle {
  /** Its centre. */
  readonly x: number;
  readonly y: number;
  /** Along its own axes. */
  readonly width: number;
  readonly height: number;
  /** Of its width's axis against the picture's, in radians, clockwise as seen: over -45 and up to 45 degrees. */
  readonly angle: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** An upright rectangle is taken unless it is this much larger than the smallest one: short words have no sure angle. */
const CLEARLY_LARGER = 1.2;

/** The convex hull, counted around (Andrew's monotone chain). */
export function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  if (sorted.length < 3) return sorted;
  const half = (ordered: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const point of ordered) {
      while (chain.length >= 2 && cross(chain.at(-2) as Point, chain.at(-1) as Point, point) <= 0)
        chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

function cross(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/** The smallest rectangle around points, or the upright one where that is hardly larger. One of its sides lies on the hull. */
export function rectangleAround(points: readonly Point[]): Rectangle {
  const hull = convexHull(points);
  const upright = rectangleAt(hull, 0);
  let smallest = upright;
  for (const [i, point] of hull.entries()) {
    const next = hull[(i + 1) % hull.length] as Point;
    const rectangle = rectangleAt(hull, Math.atan2(next.y - point.y, next.x - point.x));
    if (area(rectangle) < area(smallest)) smallest = rectangle;
  }
  return area(upright) > CLEARLY_LARGER * area(smallest) ? smallest : upright;
}

/** As if each point were a pixel of its own: a row of points is one pixel high. */
function area({ width, height }: Rectangle): number {
  return (width + 1) * (height + 1);
}

/** The rectangle around points one of whose axes has this direction. */
function rectangleAt(points: readonly Point[], direction: number): Rectangle {
  const quarter = Math.PI / 2;
  // Turned by quarters until its width is the side that is closest to level.
  const angle = direction - quarter * Math.ceil(direction / quarter - 0.5);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of points) {
    const along = x * cos + y * sin;
    const across = y * cos - x * sin;
    left = Math.min(left, along);
    right = Math.max(right, along);
    top = Math.min(top, across);
    bottom = Math.max(bottom, across);
  }
  const [along, across] = [(left + right) / 2, (top + bottom) / 2];
  return {
    x: along * cos - across * sin,
    y: along * sin + across * cos,
    width: right - left,
    height: bottom - top,
    angle,
  };
}

/** The same rectangle in a picture whose sides are so many times as long. */
export function scaled({ x, y, width, height, angle }: Rectangle, byX: number, byY: number): Rectangle {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return {
    x: x * byX,
    y: y * byY,
    width: width * Math.hypot(cos * byX, sin * byY),
    height: height * Math.hypot(sin * byX, cos * byY),
    angle: Math.atan2(sin * byY, cos * byX),
  };
}

/** The upright rectangle around one. */
export function bounds({ x, y, width, height, angle }: Rectangle): {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
} {
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
  const halfWidth = (width * cos + height * sin) / 2;
  const halfHeight = (width * sin + height * cos) / 2;
  return { left: x - halfWidth, top: y - halfHeight, right: x + halfWidth, bottom: y + halfHeight };
}
