import type { Device } from '../../../../src-shared/devices';
import { GRAPH } from '../../checkpoints/llava-mini/graph-io';
import { OnnxWriter } from '../../formats/onnx/writer';
import { DeviceRefused, openSession, type Session, staysOnDevice, Tensor } from '../session';

/**
 * Puts what pre-fusion reads of a frame together where it lies: the frame's rows, as the vision graph left them on the device, then
 * the system prompt's. Of an 8 B model nine megabytes a frame need not go to memory and back.
 */
export class FrameJoiner {
  private constructor(private readonly session: Session) {}

  /**
   * @param graph names it with what it is a part of, for what is remembered of the device
   * @param system float32 [rows, hidden]: the system prompt's that go through pre-fusion
   * @returns null where nothing stays on the device between graphs
   */
  static async open(
    device: Device,
    graph: string,
    system: Float32Array,
    hidden: number,
  ): Promise<FrameJoiner | null> {
    if (!staysOnDevice(device)) return null;
    try {
      return new FrameJoiner(
        await openSession(joined(system, hidden), { device, threads: 1, graph, resident: [GRAPH.inputs] }),
      );
    } catch (error) {
      if (!(error instanceof DeviceRefused)) throw error;
      return null;
    }
  }

  /**
   * @param frames [frames, rows, hidden] on the device
   * @returns [1, rows + system rows, hidden] on the device: whoever takes it disposes of it
   */
  async rowsOf(frames: Tensor, frame: number): Promise<Tensor> {
    const index = new Tensor('int32', Int32Array.of(frame), [1]);
    const outputs = await this.session.run({ [GRAPH.vision.frames]: frames, frame: index });
    return outputs[GRAPH.inputs] as Tensor;
  }

  dispose(): Promise<void> {
    return this.session.dispose();
  }
}

function joined(system: Float32Array, hidden: number): Uint8Array {
  const graph = new OnnxWriter('frame and system prompt');
  graph.input(GRAPH.vision.frames, 'float32', ['B', 'T', hidden]);
  graph.input('frame', 'int32', [1]);
  graph.weight('system', 'float32', [1, system.length / hidden, hidden], system);
  graph.node('Gather', [GRAPH.vision.frames, 'frame'], 'one', { axis: 0 });
  graph.node('Concat', ['one', 'system'], GRAPH.inputs, { axis: 1 });
  graph.output(GRAPH.inputs, 'float32', [1, 'S', hidden]);
  return graph.bytes();
}
