import { describe, expect, it } from 'vitest';
import { OnnxWriter } from '../../../src-main/worker/formats/onnx/writer';
import { openSession, Tensor } from '../../../src-main/worker/inference/session';
import type { Weight } from '../tfjs-weights';
import type { GraphModel, GraphNode } from './graph-model';
import { GraphTranslator } from './to-onnx';

const node = (name: string, op: string, input: string[], attr: GraphNode['attr'] = {}): GraphNode => ({
  ...{ name, op, input, attr },
});
const text = (value: string) => ({ s: Buffer.from(value).toString('base64') });
const constant = (name: string, shape: number[], data: Weight['data']) => ({ name, shape, data });

function modelOf(nodes: GraphNode[], constants: ReturnType<typeof constant>[]): GraphModel {
  return {
    nodes: [...nodes, ...constants.map(({ name }) => node(name, 'Const', []))],
    weights: new Map(constants.map(({ name, ...weight }) => [name, weight])),
  };
}

/** Translates `out` of a graph over a picture of 2 x 3 pixels and 2 channels: float32 [1, 2, 3, 2] in TensorFlow's order. */
function translate(model: GraphModel): { graph: OnnxWriter; output: string } {
  const graph = new OnnxWriter('tiny');
  graph.input('x', 'float32', [1, 2, 3, 2]);
  const translator = new GraphTranslator(model, graph);
  translator.feed('picture', graph.node('Transpose', ['x'], 'first', { perm: [0, 3, 1, 2] }));
  return { graph, output: translator.translate('out') };
}

async function run(model: GraphModel, shape: number[]): Promise<number[]> {
  const { graph, output } = translate(model);
  graph.output(output, 'float32', shape);
  const session = await openSession(graph.bytes(), { device: 'cpu', threads: 1 });
  const x = Float32Array.from({ length: 12 }, (_, i) => i);
  const outputs = await session.run({ x: new Tensor('float32', x, [1, 2, 3, 2]) });
  await session.dispose();
  return Array.from(outputs[output]?.data as Float32Array);
}

describe('GraphTranslator', () => {
  it('gives numbers in TensorFlow’s order, also after a layer that has channels first', async () => {
    const model = modelOf(
      [node('double', 'Mul', ['picture', 'two']), node('out', 'Reshape', ['double', 'shape'])],
      [constant('two', [], Float32Array.of(2)), constant('shape', [2], Int32Array.of(1, -1))],
    );
    expect(await run(model, [1, 12])).toEqual(Array.from({ length: 12 }, (_, i) => 2 * i));
  });

  it('convolves each channel alone, with the odd rest of the padding on the right and below', async () => {
    const window = {
      padding: text('SAME'),
      data_format: text('NHWC'),
      strides: { list: { i: [1, 2, 2, 1] } },
    };
    // A kernel of 2 x 2 that sums; the second channel with the other sign.
    const kernel = Float32Array.of(1, -1, 1, -1, 1, -1, 1, -1);
    const model = modelOf(
      [
        node('out', 'DepthwiseConv2dNative', ['picture', 'kernel'], {
          ...{ ...window, dilations: { list: { i: [1, 1, 1, 1] } } },
        }),
      ],
      [constant('kernel', [2, 2, 2, 1], kernel)],
    );
    expect(await run(model, [1, 1, 2, 2])).toEqual([0 + 2 + 6 + 8, -(1 + 3 + 7 + 9), 4 + 10, -(5 + 11)]);
  });

  it('refuses what it does not know', () => {
    expect(() => translate(modelOf([node('out', 'Tanh', ['picture'])], []))).toThrow('Tanh');
    const first = {
      padding: text('SAME'),
      data_format: text('NCHW'),
      strides: { list: { i: [1, 1, 1, 1] } },
    };
    const pool = node('out', 'MaxPool', ['picture'], { ...first, ksize: { list: { i: [1, 3, 3, 1] } } });
    expect(() => translate(modelOf([pool], []))).toThrow('channels first');
    const mixed = node('out', 'Add', ['picture', 'row']);
    expect(() => translate(modelOf([mixed], [constant('row', [2], Float32Array.of(1, 2))]))).toThrow('mixes');
    expect(() => translate(modelOf([node('out', 'Relu', ['nowhere'])], []))).toThrow('nowhere');
  });
});
