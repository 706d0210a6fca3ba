/**
 * Frames for the needle: backgrounds that drift slowly, and a symbol on a white plate. Symbols are those of scenes.py, which
 * the model was trained on; these backgrounds it has never seen.
 */
export interface Colour {
  readonly name: string;
  readonly rgb: readonly [number, number, number];
}

export const COLOURS: readonly Colour[] = [
  { name: 'red', rgb: [220, 30, 40] },
  { name: 'green', rgb: [20, 160, 60] },
  { name: 'blue', rgb: [30, 60, 220] },
  { name: 'yellow', rgb: [250, 205, 20] },
];
export const SHAPES = ['circle', 'square', 'triangle', 'cross'] as const;
export type SymbolShape = (typeof SHAPES)[number];

export interface SceneSymbol {
  readonly colour: Colour;
  readonly shape: SymbolShape;
}

/** All sixteen: 0..15. */
export function symbolAt(index: number): SceneSymbol {
  const colour = COLOURS[Math.floor(index / SHAPES.length) % COLOURS.length] as Colour;
  return { colour, shape: SHAPES[index % SHAPES.length] as SymbolShape };
}

export function symbolName({ colour, shape }: SceneSymbol): string {
  return `${colour.name} ${shape}`;
}

/** Whether a point belongs to a shape that reaches from −1 to 1, y growing downwards. */
function inside(shape: SymbolShape, x: number, y: number): boolean {
  const [ax, ay] = [Math.abs(x), Math.abs(y)];
  switch (shape) {
    case 'circle':
      return x * x + y * y <= 1;
    case 'square':
      return ax <= 0.85 && ay <= 0.85;
    case 'triangle':
      return y <= 0.85 && ax <= (y + 1) * 0.55;
    case 'cross':
      return (ax <= 0.3 && ay <= 1) || (ay <= 0.3 && ax <= 1);
  }
}

/** A number in 0..1 for two whole ones, the same each time. */
function hash(a: number, b: number): number {
  let bits = Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d);
  bits = Math.imul(bits ^ (bits >>> 12), 0x297a2d39);
  return ((bits ^ (bits >>> 15)) >>> 0) / 2 ** 32;
}

/** Seconds that a background lasts before the next one. */
const SCENE = 8;
/** Half the plate's height and width over the frame's; the width is less where frames are wider than high. */
const PLATE = 0.3;

/**
 * One frame of a film of 1 frame a second; between whole seconds it drifts.
 * @param symbol what it shows, where it shows one
 * @returns RGB, uint8 [height, width, 3]
 */
export function drawScene(
  width: number,
  height: number,
  second: number,
  symbol: SceneSymbol | null,
): Uint8Array {
  const scene = Math.floor(second / SCENE);
  const of = (what: number) => hash(scene, what);
  const drift = (second % SCENE) / SCENE;
  const data = new Uint8Array(width * height * 3);
  const aspect = Math.min(1, Math.max(0.6, height / width));
  const centre = [0.42 + 0.16 * of(20), 0.44 + 0.12 * of(21)] as const;
  const waves = Array.from({ length: 6 }, (_, i) => ({
    x: (of(i) - 0.5) * (i < 3 ? 6 : 22),
    y: (of(i + 6) - 0.5) * (i < 3 ? 6 : 22),
    phase: of(i + 12) * 6.28 + drift * 2,
  }));
  const base = [of(30), of(31), of(32)].map((share) => 30 + share * 150);
  const swing = 20 + of(33) * 60;
  for (let row = 0, at = 0; row < height; row++) {
    const y = (row + 0.5) / height;
    for (let column = 0; column < width; column++, at += 3) {
      const x = (column + 0.5) / width;
      const u = (x - centre[0]) / (PLATE * aspect);
      const v = (y - centre[1]) / PLATE;
      const onPlate = symbol !== null && Math.abs(u) <= 1 && Math.abs(v) <= 1;
      const drawn = onPlate && inside(symbol.shape, u / 0.72, v / 0.72);
      const noise = (hash(column + row * 4_099, Math.floor(second * 25)) - 0.5) * 10;
      for (let c = 0; c < 3; c++) {
        const [slow, fast] = [waves[c], waves[c + 3]];
        const cloud =
          Math.sin((slow?.x ?? 0) * x + (slow?.y ?? 0) * y + (slow?.phase ?? 0)) +
          0.4 * Math.sin((fast?.x ?? 0) * x + (fast?.y ?? 0) * y + (fast?.phase ?? 0));
        const plain = (base[c] as number) + swing * cloud;
        const value = drawn ? (symbol.colour.rgb[c] as number) : onPlate ? 244 : plain;
        data[at + c] = Math.max(0, Math.min(255, Math.round(value + noise)));
      }
    }
  }
  return data;
}
