import { describe, expect, it } from 'vitest';
import { NoRoomForForm } from '../inference/block-form';
import type { OpenLanguageModel } from '../inference/llava-mini/language-model';
import { type LadderStep, saidOf } from './language-ladder';

const on = (device: 'webgpu' | 'cpu', more: Partial<LadderStep> = {}): LadderStep => ({
  ...{
    device: 'webgpu',
    language: { device } as OpenLanguageModel,
    hasSmaller: false,
    remembered: false,
    noDisk: null,
  },
  rung: { form: 'own', memoryBytes: 1, frames: null },
  ...more,
});

describe('what is said of where a model ran', () => {
  it('is nothing where it ran as it was to, and a sentence a step else, in both languages', () => {
    expect(saidOf(on('webgpu'), 'en')).toEqual([]);
    const rung = { form: 'int4', memoryBytes: 1, frames: null } as const;
    expect(saidOf(on('webgpu', { rung }), 'en')).toEqual([
      'With 4 bits a weight: WebGPU has no room for this model as it is',
    ]);
    const noDisk = new NoRoomForForm(9e9, 2e9);
    const [onCpu, why, ...more] = saidOf(on('cpu', { noDisk }), 'en');
    expect(onCpu).toContain('On the CPU');
    expect(why).toMatch(/9.0 GB.*2.0 GB/);
    expect(more).toEqual([]);
    for (const step of [on('webgpu', { rung }), on('cpu', { noDisk })]) {
      const german = saidOf(step, 'de');
      expect(german).toHaveLength(saidOf(step, 'en').length);
      expect(german.join()).not.toMatch(/\b(the|with|room|disk)\b/);
    }
  });
});
