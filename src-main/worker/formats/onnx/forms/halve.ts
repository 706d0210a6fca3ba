// A graph in float32 computes in half precision what costs time: products, and what stands between them. What sums over much, or
// needs more than halves hold, stays as it was, with a cast on the way there and back.
import { floatsToHalves } from '../../../../base/float16';
import type { ElementType } from '../elements';
import { integerOf, type ModelNode, newNode, type OnnxModel, tensorOf } from '../model';
import { dropUnused, valuesOf } from './weights';

/** Where the time goes: always in halves. */
const PRODUCTS: ReadonlySet<string> = new Set(['Conv', 'ConvTranspose', 'MatMul', 'Gemm']);
/** In halves where something that they read is: what stands between products, number by number. */
const BETWEEN: ReadonlySet<string> = new Set([
  ...['Relu', 'LeakyRelu', 'Clip', 'HardSigmoid', 'HardSwish', 'Erf', 'Tanh', 'Gelu'],
  ...['Add', 'Sub', 'Mul', 'Div', 'MaxPool', 'BatchNormalization', 'Concat', 'Resize'],
  ...['Transpose', 'Reshape', 'Unsqueeze', 'Squeeze', 'Slice', 'Split', 'Flatten', 'Identity'],
]);
/** Inputs that stay in float32 by the operator's definition: regions and scales. */
const ALWAYS_FULL: Readonly<Record<string, readonly number[]>> = { Resize: [1, 2] };
const [FLOAT, HALF] = [1, 10];

/** Rewrites a graph in float32 in place. Inputs and outputs keep their types. */
export function halve(model: OnnxModel): void {
  new Halver(model).run();
  dropUnused(model);
}

class Halver {
  readonly #made: ModelNode[] = [];
  readonly #types: Map<string, ElementType | null>;
  /** Values that are in halves now. */
  readonly #half = new Set<string>();
  /** Of values that were cast, or weights that were rounded, the other form. */
  readonly #other = new Map<string, string>();

  constructor(private readonly model: OnnxModel) {
    this.#types = typesOf(model);
  }

  run(): void {
    const { model } = this;
    for (const node of model.nodes) {
      const full = ALWAYS_FULL[node.operator] ?? [];
      const isHalf = this.#computesInHalves(node, full);
      node.inputs.forEach((name, i) => {
        if (!this.#isFloat(name)) return;
        node.inputs[i] = isHalf && !full.includes(i) ? this.#inHalves(name) : this.#inFull(name);
      });
      this.#made.push(node);
      if (isHalf) for (const name of node.outputs) if (this.#isFloat(name)) this.#half.add(name);
    }
    for (const { name } of model.outputs) if (this.#half.has(name)) this.#giveInFull(name);
    model.nodes = this.#made;
  }

  #computesInHalves({ operator, domain, inputs }: ModelNode, full: readonly number[]): boolean {
    if (domain !== '') return false;
    const computed = inputs.filter((name, i) => !full.includes(i) && this.#half.has(name));
    return PRODUCTS.has(operator) || (BETWEEN.has(operator) && computed.length > 0);
  }

  #isFloat(name: string): boolean {
    return this.#types.get(name) === 'float32';
  }

  #inHalves(name: string): string {
    if (this.#half.has(name)) return name;
    const weight = this.model.weights.get(name);
    if (!weight) return this.#cast(name, `${name}/half`, HALF);
    const half = `${name}/half`;
    if (!this.model.weights.has(half)) {
      const bits = floatsToHalves(valuesOf(weight) as Float32Array);
      this.model.weights.set(half, {
        ...{ type: 'float16', shape: weight.shape },
        bytes: new Uint8Array(bits.buffer),
      });
    }
    return half;
  }

  #inFull(name: string): string {
    return this.#half.has(name) ? this.#cast(name, `${name}/full`, FLOAT) : name;
  }

  #cast(name: string, cast: string, to: number): string {
    const known = this.#other.get(name);
    if (known !== undefined) return known;
    this.#made.push(newNode('Cast', [name], cast, { to }));
    this.#other.set(name, cast);
    return cast;
  }

  /** An output of the graph keeps its name and its type: what is in halves gets another name. */
  #giveInFull(name: string): void {
    const half = `${name}/in-halves`;
    for (const { inputs, outputs } of this.#made) {
      for (const names of [inputs, outputs]) {
        for (const [i, one] of names.entries()) if (one === name) names[i] = half;
      }
    }
    this.#made.push(newNode('Cast', [half], name, { to: FLOAT }));
  }
}

/** What an operator makes, where it is of another type than what it reads. */
const MAKES: Readonly<Record<string, readonly ElementType[]>> = {
  ...{ Shape: ['int64'], Size: ['int64'], NonZero: ['int64'], ArgMax: ['int64'], ArgMin: ['int64'] },
  ...{ Equal: ['bool'], Less: ['bool'], LessOrEqual: ['bool'], Greater: ['bool'] },
  ...{ GreaterOrEqual: ['bool'], And: ['bool'], Or: ['bool'], Not: ['bool'] },
};
const CAST_TO: Readonly<Record<number, ElementType>> = {
  ...{ 1: 'float32', 2: 'uint8', 3: 'int8', 6: 'int32', 7: 'int64', 9: 'bool', 10: 'float16' },
};

/** The types of all values, as far as floats must be told from others: null is one that is no concern here. */
function typesOf({ nodes, weights, inputs }: OnnxModel): Map<string, ElementType | null> {
  const types = new Map<string, ElementType | null>(inputs.map(({ name, type }) => [name, type]));
  for (const [name, { type }] of weights) types.set(name, type);
  for (const node of nodes) {
    const made = madeType(node, types);
    node.outputs.forEach((name, i) => {
      // Where the largest are, beside them.
      const isPlace = node.operator === 'TopK' && i === 1;
      types.set(name, isPlace ? 'int64' : made);
    });
  }
  return types;
}

function madeType(node: ModelNode, types: ReadonlyMap<string, ElementType | null>): ElementType | null {
  const { operator, inputs } = node;
  if (operator === 'Cast') return CAST_TO[integerOf(node, 'to') ?? 0] ?? null;
  if (operator === 'ConstantOfShape') return tensorOf(node, 'value')?.type ?? 'float32';
  const own = MAKES[operator]?.[0];
  if (own) return own;
  return types.get(inputs[operator === 'Where' ? 1 : 0] as string) ?? null;
}
