import { resize } from '../../inference/pixels';
import { floats, type Session, Tensor } from '../../inference/session';
import type { Picture } from '../types';

/** Height of a line for the recogniser. */
const HEIGHT = 48;
/** Widths that lines are filled up to with grey: few, so that memory for few shapes is held. Longer lines are squeezed. */
const WIDTHS = [320, 480, 640, 960, 1280, 1920];

/**
 * Between words the model often prefers a blank to a space. Inside of words the space then has some 0.0005 at most, between
 * them mostly more than this: docs/lab/tracks.md.
 */
const SPACE_FLOOR = 0.03;

export interface Recognised {
  readonly text: string;
  /** 0..1, mean over the characters; 0 where there are none. */
  readonly confidence: number;
}

/** Full-width forms of ASCII become ASCII in lines without Chinese: they are what the model takes for commas and brackets. */
export function narrow(text: string): string {
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return text;
  return text.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}

/** Reads the one line that a picture shows from edge to edge. */
export async function recognise(
  session: Session,
  characters: readonly string[],
  line: Picture,
): Promise<Recognised> {
  const natural = Math.max(1, Math.ceil((line.width * HEIGHT) / line.height));
  const width = WIDTHS.find((wide) => wide >= natural) ?? (WIDTHS.at(-1) as number);
  const shown = Math.min(natural, width);
  const { data } = resize({ ...line, data: line.pixels }, shown, HEIGHT, 'bilinear');
  const input = new Tensor('float32', planes(data, shown, width), [1, 3, HEIGHT, width]);
  const outputs = await session.run({ [session.inputNames[0] as string]: input });
  return decode(floats(outputs, session.outputNames[0] as string), characters);
}

/** RGB bytes [48, shown, 3] as planes of blue, green and red in -1..1, [3, 48, width], zero beyond `shown`. */
function planes(rgb: Uint8Array, shown: number, width: number): Float32Array {
  const values = new Float32Array(3 * HEIGHT * width);
  for (let channel = 0, from = 2; channel < 3; channel++, from = 2 - channel) {
    for (let y = 0; y < HEIGHT; y++) {
      const row = (channel * HEIGHT + y) * width;
      for (let x = 0; x < shown; x++, from += 3) values[row + x] = (rgb[from] as number) / 127.5 - 1;
    }
  }
  return values;
}

/**
 * The likeliest character at each step, repetitions taken as one and blanks left out (greedy decoding of connectionist
 * temporal classification, Graves et al. 2006).
 * @param probabilities [steps, 1 + characters.length], each row summing to 1; the first is the blank's
 */
export function decode(probabilities: Float32Array, characters: readonly string[]): Recognised {
  const classes = characters.length + 1;
  if (probabilities.length % classes !== 0) {
    throw new RangeError(`${probabilities.length} values are no rows of ${classes}`);
  }
  let text = '';
  let sum = 0;
  let count = 0;
  let previous = 0;
  let space = 0;
  for (let row = 0; row < probabilities.length; row += classes) {
    let best = 0;
    for (let i = 1; i < classes; i++) {
      if ((probabilities[row + i] as number) > (probabilities[row + best] as number)) best = i;
    }
    if (best === 0) space = Math.max(space, probabilities[row + classes - 1] as number);
    if (best !== 0 && best !== previous) {
      const character = characters[best - 1] as string;
      if (space > SPACE_FLOOR && text !== '' && !text.endsWith(' ') && character !== ' ') text += ' ';
      space = 0;
      text += character;
      sum += probabilities[row + best] as number;
      count += 1;
    }
    previous = best;
  }
  return { text: narrow(text), confidence: count === 0 ? 0 : Math.min(1, sum / count) };
}
