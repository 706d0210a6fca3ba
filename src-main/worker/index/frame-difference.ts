/** Side of the grid that frames are compared on: coarse enough that grain and small motion hardly count. */
const GRID = 32;

/** A frame's brightness on a 32 x 32 grid, 0..255. */
export type LumaGrid = Float32Array;

/**
 * Mean luma (ITU-R BT.601 weights) of each cell of the grid.
 * @param pixels RGB uint8 [height, width, 3], at least 32 x 32
 */
export function lumaGrid(pixels: Uint8Array, width: number, height: number): LumaGrid {
  const sums = new Float32Array(GRID * GRID);
  const counts = new Float32Array(GRID * GRID);
  const columns = Uint8Array.from({ length: width }, (_, x) => Math.floor((x * GRID) / width));
  let at = 0;
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * GRID) / height) * GRID;
    for (let x = 0; x < width; x++, at += 3) {
      const cell = row + (columns[x] as number);
      sums[cell] =
        (sums[cell] as number) +
        0.299 * (pixels[at] as number) +
        0.587 * (pixels[at + 1] as number) +
        0.114 * (pixels[at + 2] as number);
      counts[cell] = (counts[cell] as number) + 1;
    }
  }
  return sums.map((sum, cell) => sum / Math.max(1, counts[cell] as number));
}

/** 0..1: mean absolute difference of brightness between two frames; 0 where there is no frame before. */
export function frameDifference(before: LumaGrid | null, now: LumaGrid): number {
  if (before === null) return 0;
  let sum = 0;
  for (let i = 0; i < now.length; i++) sum += Math.abs((now[i] as number) - (before[i] as number));
  return sum / (255 * now.length);
}
