import { firstWhere, type Spans, type Stretch } from './search';

/**
 * Stretches as they are seen from so far off that those narrower than a width are one with what starts beside them. Flat arrays: a
 * draw goes through thousands of them, and each look at an item of its own would wait for the memory.
 */
interface Crowds {
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** The latest end of crowds 0..i: never falls. */
  readonly latestEnd: Float64Array;
  /** Number of a crowd's first item, and how many it stands for. */
  readonly item: Uint32Array;
  readonly size: Uint32Array;
}

/** Made when they are first seen: panning then finds the same ones. */
const made = new WeakMap<Spans<Stretch>, Made>();
const LEVELS_KEPT = 4;

/** Fewer stretches than this are taken together for each draw. */
const FEW = 256;

function fromItems({ items }: Spans<Stretch>): Crowds {
  const from = Float64Array.from(items, (item) => item.from);
  const to = Float64Array.from(items, (item) => item.to);
  const item = Uint32Array.from(items.keys());
  return { from, to, latestEnd: latestOf(to), item, size: new Uint32Array(items.length).fill(1) };
}

function latestOf(to: Float64Array): Float64Array {
  let latest = Number.NEGATIVE_INFINITY;
  return to.map((end) => {
    latest = Math.max(latest, end);
    return latest;
  });
}

/** Takes crowds together: one narrower than `least` with all that start within that width. */
function joined({ from, to, item, size }: Crowds, least: number): Crowds {
  const [froms, tos, items, sizes]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let i = 0; i < from.length; ) {
    const start = from[i] as number;
    const first = i;
    let end = to[i] as number;
    let count = size[i] as number;
    i += 1;
    if (end - start < least) {
      for (; i < from.length && (from[i] as number) < start + least; i += 1) {
        end = Math.max(end, to[i] as number);
        count += size[i] as number;
      }
    }
    froms.push(start);
    tos.push(end);
    items.push(item[first] as number);
    sizes.push(count);
  }
  const ends = Float64Array.from(tos);
  return {
    ...{ from: Float64Array.from(froms), to: ends, latestEnd: latestOf(ends) },
    ...{ item: Uint32Array.from(items), size: Uint32Array.from(sizes) },
  };
}

/** What is kept of one track: its items, and the crowds of the widths seen last, by their power of two. */
interface Made {
  readonly single: Crowds;
  readonly levels: Map<number, Crowds>;
}

function madeOf(spans: Spans<Stretch>): Made {
  const known = made.get(spans) ?? { single: fromItems(spans), levels: new Map<number, Crowds>() };
  made.set(spans, known);
  return known;
}

function crowdsOf(spans: Spans<Stretch>, least: number): Crowds {
  const { single, levels } = madeOf(spans);
  // Few are taken together to the very width, many to the next power of two, for which they are kept.
  if (spans.items.length < FEW) return joined(single, least);
  const level = Math.ceil(Math.log2(least));
  const known = levels.get(level);
  if (known) return known;
  const [oldest] = levels.keys();
  if (levels.size >= LEVELS_KEPT && oldest !== undefined) levels.delete(oldest);
  const crowds = joined(single, 2 ** level);
  levels.set(level, crowds);
  return crowds;
}

/**
 * Visits what is visible, left to right. Items narrower than `least` are visited once for the whole crowd that starts within that
 * width, or up to twice as much, so the number of visits is bounded by the pixels, not by the items.
 * @param visit gets the first item of the crowd, its stretch on the time axis and how many it stands for.
 */
export function visitVisible<T extends Stretch>(
  spans: Spans<T>,
  bounds: { from: number; to: number },
  least: number,
  visit: (item: T, stretch: { from: number; to: number }, crowd: number) => void,
): void {
  const { from, to, latestEnd, item, size } = crowdsOf(spans, least);
  const first = firstWhere(from.length, (i) => (latestEnd[i] as number) >= bounds.from);
  for (let i = first; i < from.length && (from[i] as number) <= bounds.to; i += 1) {
    if ((to[i] as number) < bounds.from) continue;
    const stretch = { from: from[i] as number, to: to[i] as number };
    visit(spans.items[item[i] as number] as T, stretch, size[i] as number);
  }
}
