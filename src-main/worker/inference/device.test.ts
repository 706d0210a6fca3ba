import { describe, expect, it } from 'vitest';
import type { Device } from '../../../src-shared/domain';
import { runCheckGraph, runLanguageCheckGraph } from './check-graph';
import { chooseDevice, type DeviceProbe, ProbeEnded } from './device';

/** Devices with what the check graph gives on them; null where it cannot be loaded. */
function probe(results: Partial<Record<Device, number[] | null>>): DeviceProbe {
  return {
    supported: () => Object.keys(results),
    async run(device) {
      const result = device === 'cpu' ? [0.25, 0.75] : results[device];
      if (!result) throw new Error('libsomething.so: cannot open shared object file');
      return Float32Array.from(result);
    },
  };
}

describe('chooseDevice', () => {
  it('takes the fastest device that agrees with the CPU', async () => {
    const report = await chooseDevice('auto', probe({ cuda: null, webgpu: [0.2501, 0.7499] }));
    expect(report.chosen).toBe('webgpu');
    expect(report.why).toBe('WebGPU, the fastest device that gives the same results as the CPU.');
    expect(report.candidates.filter(({ usable }) => usable).map(({ device }) => device)).toEqual([
      'webgpu',
      'cpu',
    ]);
  });

  it('refuses a device with other numbers, fewer numbers or no numbers', async () => {
    for (const wrong of [[0.3, 0.7], [0.25], [Number.NaN, 0.75]]) {
      const report = await chooseDevice('auto', probe({ webgpu: wrong }));
      expect(report.chosen).toBe('cpu');
      expect(report.candidates.find(({ device }) => device === 'webgpu')?.why).toContain('other results');
    }
  });

  it('falls back to the CPU when the wanted device fails, and says why without the library’s words', async () => {
    const report = await chooseDevice('cuda', probe({ cuda: null, webgpu: [0.25, 0.75] }));
    expect(report.chosen).toBe('cpu');
    expect(report.why).toContain('although CUDA was chosen');
    expect(JSON.stringify(report)).not.toContain('.so');
    expect(report.candidates.find(({ device }) => device === 'webgpu')).toEqual({
      device: 'webgpu',
      supported: true,
      usable: false,
      why: 'Not tried: CUDA was asked for.',
    });
    expect(report.candidates.find(({ device }) => device === 'dml')?.supported).toBe(false);
  });

  it('tries nothing else when the CPU is wanted', async () => {
    const report = await chooseDevice('cpu', probe({ cuda: [0.25, 0.75] }));
    expect(report).toMatchObject({ chosen: 'cpu', why: 'The CPU, as chosen in the settings.' });
  });

  it('says of a device how trying it ended', async () => {
    for (const [how, words] of [
      ['crashed', 'crashed when it was tried'],
      ['hung', 'gave no answer'],
      ['refused', 'could not be started'],
    ] as const) {
      const report = await chooseDevice('auto', {
        supported: () => ['webgpu', 'cpu'],
        run: (device) =>
          device === 'cpu' ? Promise.resolve(Float32Array.of(1)) : Promise.reject(new ProbeEnded(how)),
      });
      expect(report.chosen).toBe('cpu');
      expect(report.candidates.find(({ device }) => device === 'webgpu')?.why).toContain(words);
    }
  });

  it('has a check graph that gives probabilities', async () => {
    const probabilities = await runCheckGraph('cpu');
    expect(probabilities).toHaveLength(10);
    expect(probabilities.reduce((sum, value) => sum + value)).toBeCloseTo(1, 5);
    expect(new Set(probabilities).size).toBeGreaterThan(5);
  });

  it('refuses a device for one use and keeps it for the other', async () => {
    const wrongInAttention: DeviceProbe = {
      supported: () => ['webgpu', 'cpu'],
      run: async (device, use) => Float32Array.of(device === 'webgpu' && use === 'language' ? 0.5 : 1),
    };
    expect((await chooseDevice('auto', wrongInAttention)).chosen).toBe('webgpu');
    const report = await chooseDevice('auto', wrongInAttention, 'language');
    expect(report.chosen).toBe('cpu');
    expect(report.candidates.find(({ device }) => device === 'webgpu')?.why).toBe(
      'WebGPU gives other results than the CPU, so it is not used for language models.',
    );
  });

  it('has a check graph of a language model that gives each of its 24 rows numbers of their own', async () => {
    const result = await runLanguageCheckGraph('cpu');
    expect(result).toHaveLength(24 * 64);
    expect(result.every(Number.isFinite)).toBe(true);
    const rows = Array.from({ length: 24 }, (_, row) => result.slice(row * 64, row * 64 + 64).join());
    expect(new Set(rows).size).toBe(24);
    // Numbers around 1, so that a hundredth is a difference that counts.
    expect(Math.max(...result.map(Math.abs))).toBeGreaterThan(0.3);
    expect(Math.max(...result.map(Math.abs))).toBeLessThan(10);
  });
});
