import { describe, expect, it } from 'vitest';
import { branchValuesOf, exposeBranchValues, outputNamesOf } from './onnx-outputs';

const text = (value: string) => [...new TextEncoder().encode(value)];
/** A length-delimited protobuf field; everything here is shorter than 128 bytes. */
const field = (number: number, payload: number[]) => [number * 8 + 2, payload.length, ...payload];

const value = (name: string) => field(1, text(name));
const branch = (...outputs: string[]) => [
  ...field(1, [...field(4, text('Softmax')), ...field(2, text('in'))]),
  ...outputs.flatMap((name) => field(12, value(name))),
];
const ifNode = (inner: string[], outer: string[]) => [
  ...field(1, text('flag')),
  ...field(2, text('logits')),
  ...field(4, text('If')),
  ...field(5, [...field(1, text('then_branch')), ...field(6, branch('logits', ...inner))]),
  ...outer.flatMap((name) => field(2, text(name))),
];
const model = (inner: string[], outer: string[]) =>
  Uint8Array.from([
    ...[8, 8],
    ...field(7, [
      ...field(1, ifNode(inner, outer)),
      ...field(12, value('logits')),
      ...outer.flatMap((n) => field(12, value(n))),
    ]),
    ...field(8, [16, 14]),
  ]);

describe('exposeBranchValues', () => {
  it('adds the value to the branch, to the node and to the graph', () => {
    expect(exposeBranchValues(model([], []), ['in'], ['o'])).toEqual(model(['in'], ['o']));
  });

  it('leaves a model as it is when there is nothing to add', () => {
    expect(exposeBranchValues(model([], []), [], [])).toEqual(model([], []));
  });

  it('says so when the bytes are no model', () => {
    expect(() => exposeBranchValues(Uint8Array.of(0x3a, 200, 1), [], [])).toThrow(RangeError);
  });
});

describe('branchValuesOf', () => {
  it('knows what all branches compute, and nothing that only one does', () => {
    const node = (name: string) => field(1, [...field(4, text('Softmax')), ...field(2, text(name))]);
    const branches = [
      [...node('a'), ...node('b')],
      [...node('b'), ...node('c')],
    ].flatMap((graph) => field(5, field(6, graph)));
    const both = Uint8Array.from(field(7, field(1, [...field(4, text('If')), ...branches])));
    expect(branchValuesOf(both)).toEqual(['b']);
    expect(branchValuesOf(model([], []))).toEqual(['in']);
    expect(branchValuesOf(Uint8Array.from(field(7, node('a'))))).toEqual([]);
  });
});

describe('outputNamesOf', () => {
  it('gives them in order', () => {
    expect(outputNamesOf(model(['in'], ['o']))).toEqual(['logits', 'o']);
  });
});
