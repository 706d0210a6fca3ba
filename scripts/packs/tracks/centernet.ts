import { OnnxWriter } from '../../../src-main/worker/formats/onnx/writer';
import { readGraphModel } from './graph-model';
import { GraphTranslator } from './to-onnx';

/** Pixels a side that the network was trained with. */
export const SIDE = 512;
const FLOAT32 = 1;
/** Things that the graph gives at most. */
const MOST = 100;
/** Kinds of things that COCO has boxes of. */
const CLASSES = 80;

/**
 * CenterNet (arXiv 1904.07850) on MobileNetV3 as an ONNX graph: a picture, uint8 [1, 512, 512, 3] in RGB, to the 100 likeliest
 * things in it: boxes [1, 100, 4] as left, top, right and bottom in pixels of that picture, scores and classes [1, 100, 1].
 * @param file the graph model's JSON
 */
export async function convertCenternet(
  file: string,
  { input, outputs }: { input: string; outputs: { boxes: string; scores: string; classes: string } },
): Promise<Uint8Array> {
  const graph = new OnnxWriter('centernet');
  graph.input(input, 'uint8', [1, SIDE, SIDE, 3]);
  // The network takes bytes as they are: what mean and deviation would do lies in its first weights.
  const values = graph.node('Cast', [input], 'pixels', { to: FLOAT32 });
  const picture = graph.node('Transpose', [values], 'picture', { perm: [0, 3, 1, 2] });
  const translator = new GraphTranslator(await readGraphModel(file), graph);
  translator.feed('tower_0/images', picture);
  const detections = translator.translate('tower_0/detections');
  graph.weight('columns', 'int64', [3], BigInt64Array.of(4n, 1n, 1n));
  const names = [outputs.boxes, outputs.scores, outputs.classes];
  graph.node('Split', [detections, 'columns'], names, { axis: 2 });
  names.forEach((name, i) => void graph.output(name, 'float32', [1, MOST, i === 0 ? 4 : 1]));
  return graph.bytes();
}

/** COCO's names of the classes by number, from a module that lists them in that order. */
export function parseLabels(source: string): string[] {
  const entries = [...source.matchAll(/class: (\d+), label: '([^']+)'/g)];
  const labels = entries.map(([, , label]) => label as string);
  // The module counts from 1, the network from 0.
  if (labels.length !== CLASSES || entries.some(([, number], i) => Number(number) !== i + 1)) {
    throw new Error('the list of classes is not laid out as expected');
  }
  return labels;
}
