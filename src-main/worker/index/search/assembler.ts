/**
 * Just enough of WebAssembly's binary form to write the kernels of a search, instruction by instruction: they need SIMD, which
 * JavaScript cannot say. Opcodes from https://webassembly.github.io/spec/core/binary/instructions.html.
 */
export const PAGE = 65_536;
export const I32 = 0x7f;
export const V128 = 0x7b;
export const END = 0x0b;
export const LOOP = [0x03, 0x40];
export const IF = [0x04, 0x40];
export const REPEAT_IF = [0x0d, 0x00];
export const ADD = 0x6a;
export const SUB = 0x6b;
export const LESS_UNSIGNED = 0x49;
export const get = (local: number) => [0x20, local];
export const set = (local: number) => [0x21, local];
export const tee = (local: number) => [0x22, local];
/** @param value 0 to 63: what fits into one byte of a signed number */
export const constant = (value: number) => [0x41, value];
export const simd = (opcode: number) => [0xfd, ...unsigned(opcode)];
export const storeI32 = (offset = 0) => [0x36, 2, offset];
export const load128 = (offset: number) => [...simd(0), 0, offset];
export const store128 = (offset: number) => [...simd(11), 0, offset];
export const zeroVector = [...simd(12), ...new Array<number>(16).fill(0)];

export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest & 127) | 128);
  return [...bytes, rest];
}
const section = (id: number, content: number[]) => [id, ...unsigned(content.length), ...content];
const name = (text: string) => [...unsigned(text.length), ...new TextEncoder().encode(text)];

interface Kernel {
  readonly name: string;
  /** How many i32 it takes. */
  readonly parameters: number;
  /** Whether it gives back an i32. */
  readonly answers: boolean;
  /** Runs of locals of one type. */
  readonly locals: readonly (readonly [count: number, type: number])[];
  readonly code: readonly number[];
  /** Most pages of a memory that threads share; a memory of one thread where it is left out. */
  readonly sharedPages?: number;
}

/** A module of one function over the memory `host.memory`. */
export function moduleOf(kernel: Kernel): WebAssembly.Module {
  const { parameters, answers, locals, code, sharedPages } = kernel;
  const body = [locals.length, ...locals.flat(), ...code, END];
  const limits = sharedPages === undefined ? [0, 1] : [3, 1, ...unsigned(sharedPages)];
  const types = [...unsigned(parameters), ...new Array<number>(parameters).fill(I32)];
  return new WebAssembly.Module(
    Uint8Array.from([
      ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      ...section(1, [1, 0x60, ...types, ...(answers ? [1, I32] : [0])]),
      ...section(2, [1, ...name('host'), ...name('memory'), 2, ...limits]),
      ...section(3, [1, 0]),
      ...section(7, [1, ...name(kernel.name), 0, 0]),
      ...section(10, [1, ...unsigned(body.length), ...body]),
    ]),
  );
}
