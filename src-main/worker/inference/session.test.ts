import { describe, expect, it } from 'vitest';
import { OnnxWriter } from '../formats/onnx/writer';
import { EmptyInput, floats, openSession, Tensor } from './session';

/** Rows with one more row behind them. */
function appending(): Uint8Array {
  const graph = new OnnxWriter('appending');
  graph.input('rows', 'float32', ['N', 2]);
  graph.weight('last', 'float32', [1, 2], Float32Array.of(7, 8));
  graph.node('Concat', ['rows', 'last'], 'all', { axis: 0 });
  graph.output('all', 'float32', ['M', 2]);
  return graph.bytes();
}
const empty = { rows: new Tensor('float32', new Float32Array(0), [0, 2]) };

describe('a session', () => {
  it('gives the CPU inputs of no rows', async () => {
    const session = await openSession(appending(), { device: 'cpu', threads: 1 });
    expect(session.takesEmpty).toBe(true);
    expect([...floats(await session.run(empty), 'all')]).toEqual([7, 8]);
    await session.dispose();
  });

  it('refuses them by the rule of devices, before the runtime sees them', async () => {
    const session = await openSession(appending(), { device: 'cpu', threads: 1, takesEmpty: false });
    await expect(session.run(empty)).rejects.toThrow(EmptyInput);
    await expect(session.run(empty)).rejects.toThrow('rows is [0, 2]');
    const one = { rows: new Tensor('float32', Float32Array.of(1, 2), [1, 2]) };
    expect([...floats(await session.run(one), 'all')]).toEqual([1, 2, 7, 8]);
    await session.dispose();
  });
});
