import { afterEach, describe, expect, it } from 'vitest';
import type { Device, DeviceReport } from '../../../src-shared/devices';
import { sentenceInLanguage } from '../../../src-shared/words/sentences';
import { setLanguage } from '../../../src-shared/words/words';
import type { DeviceCheck } from '../../base/devices/check';
import { type CheckDone, ProbeEnded } from '../../base/devices/probe';
import { DeviceRecords } from '../../base/devices/records';
import { runCheckGraph } from './check-graph';
import { chooseDevice, type DeviceProbe, knownDevice, type Wanted } from './device';

const frames: DeviceCheck = {
  use: 'frames',
  graph: { path: '', kind: 'classifier', input: '', output: '', width: 1, height: 1, batch: 1 },
};
const wanted: Wanted = { check: frames, pack: 'core@1', graphs: ['frames.onnx'] };
const RIGHT = [0.25, 0.75];

/** What a device gives; null where it cannot be loaded. */
type Given = { readonly values: readonly number[]; readonly milliseconds: number | null } | null;

function done({ values, milliseconds }: NonNullable<Given>): CheckDone {
  return { parts: [{ name: 'probabilities', values, tolerance: 0.02 }], milliseconds };
}

/** Devices, and how often each was tried. The CPU takes 10 ms. */
function probe(results: Partial<Record<Device, Given | ProbeEnded>>, versions = '1') {
  const runs: Device[] = [];
  const made: DeviceProbe = {
    supported: () => [...Object.keys(results), 'cpu'],
    versions: () => versions,
    lacksSupport: () => false,
    async run(device) {
      runs.push(device);
      const result = device === 'cpu' ? { values: RIGHT, milliseconds: 10 } : results[device];
      if (result instanceof ProbeEnded) throw result;
      if (!result) throw new Error('libsomething.so: cannot open shared object file');
      return done(result);
    },
  };
  return { ...made, runs };
}
const choose = (
  setting: Device | 'auto',
  of: DeviceProbe,
  records = new DeviceRecords(null),
  what: Wanted = wanted,
) => chooseDevice(setting, of, what, records);
const right = (milliseconds: number | null): Given => ({ values: [0.2501, 0.7499], milliseconds });

afterEach(() => setLanguage('en'));

describe('chooseDevice', () => {
  it('takes the fastest device that agrees with the CPU', async () => {
    const report = await choose('auto', probe({ cuda: right(5), webgpu: right(2), dml: null }));
    expect(report.chosen).toBe('webgpu');
    expect(report.candidates.filter(({ usable }) => usable)).toMatchObject([
      { device: 'cuda', milliseconds: 5 },
      { device: 'webgpu', milliseconds: 2 },
      { device: 'cpu', milliseconds: 10 },
    ]);
  });

  it('never takes by itself a device that is slower than the CPU, or did not tell in time', async () => {
    for (const slow of [right(10.1), right(null)]) {
      const report = await choose('auto', probe({ webgpu: slow }));
      expect(report.chosen).toBe('cpu');
      expect(report.candidates.find(({ device }) => device === 'webgpu')?.usable).toBe(true);
      expect((await choose('webgpu', probe({ webgpu: slow }))).chosen).toBe('webgpu');
    }
  });

  it('refuses a device with other numbers, fewer numbers or no numbers', async () => {
    for (const values of [[0.3, 0.7], [0.25], [Number.NaN, 0.75]]) {
      const report = await choose('auto', probe({ webgpu: { values, milliseconds: 1 } }));
      expect(report.chosen).toBe('cpu');
      expect(report.candidates.find(({ device }) => device === 'webgpu')?.usable).toBe(false);
    }
  });

  it('falls back to the CPU when the wanted device fails, and says why without the library’s words', async () => {
    const tried = probe({ cuda: null, webgpu: right(1) });
    const report = await choose('cuda', tried);
    expect(report.chosen).toBe('cpu');
    expect(report.why).toContain('although CUDA was chosen');
    expect(JSON.stringify(report)).not.toContain('.so');
    expect(report.candidates.find(({ device }) => device === 'dml')?.supported).toBe(false);
    expect(tried.runs).toEqual(['cuda']);
  });

  it('tries nothing when the CPU is wanted', async () => {
    const tried = probe({ cuda: right(1) });
    expect(await choose('cpu', tried)).toMatchObject({ chosen: 'cpu' });
    expect(tried.runs).toEqual([]);
  });

  it('says of a device how trying it ended', async () => {
    const why = async (how: ProbeEnded['how']) => {
      const report = await choose('auto', probe({ webgpu: new ProbeEnded(how) }));
      expect(report.chosen).toBe('cpu');
      return report.candidates.find(({ device }) => device === 'webgpu')?.why;
    };
    const all = await Promise.all((['refused', 'crashed', 'hung', 'half'] as const).map(why));
    expect(new Set(all).size).toBe(4);
    expect(all[3]).toContain('float16');
  });

  it('tries a device once for a pack, until the runtime or its driver changes', async () => {
    const records = new DeviceRecords(null);
    const [first, second] = [probe({ webgpu: right(2) }), probe({ webgpu: right(2) })];
    const report = await choose('auto', first, records);
    expect(first.runs).toEqual(['webgpu', 'cpu']);
    expect(await choose('auto', second, records)).toEqual(report);
    expect(second.runs).toEqual([]);
    const other = probe({ webgpu: right(20) });
    expect((await choose('auto', other, records, { ...wanted, pack: 'core@2' })).chosen).toBe('cpu');
    const updated = probe({ webgpu: right(20) }, '2');
    expect((await choose('auto', updated, records)).chosen).toBe('cpu');
    expect(updated.runs).toEqual(['webgpu', 'cpu']);
  });

  it('looks for a device that was not there once, until a version changes or it is to be tried again', async () => {
    const records = new DeviceRecords(null);
    const none = probe({ webgpu: null });
    const report = await choose('auto', none, records);
    for (const _ of 'ab') expect(await choose('auto', none, records)).toEqual(report);
    expect(none.runs).toEqual(['webgpu']);
    expect((await choose('auto', probe({ webgpu: right(2) }), records)).chosen).toBe('cpu');
    expect((await choose('auto', probe({ webgpu: right(2) }, '2'), records)).chosen).toBe('webgpu');
    records.clear();
    expect((await choose('auto', probe({ webgpu: right(2) }), records)).chosen).toBe('webgpu');
  });

  it('does not remember what the system kept from being tried, and takes the CPU that once', async () => {
    const records = new DeviceRecords(null);
    const full = probe({ webgpu: new ProbeEnded('untried') });
    expect((await choose('auto', full, records)).chosen).toBe('cpu');
    const cpuFails: DeviceProbe = {
      ...probe({ webgpu: right(2) }),
      run: async (device) => {
        if (device === 'cpu') throw new Error('ENOSPC: no space left on device');
        return done({ values: RIGHT, milliseconds: 2 });
      },
    };
    expect((await choose('auto', cpuFails, records)).chosen).toBe('cpu');
    expect((await choose('auto', probe({ webgpu: right(2) }), records)).chosen).toBe('webgpu');
  });

  it('takes the next best where a graph of the pack was set aside, until it is to be tried again', async () => {
    const records = new DeviceRecords(null);
    records.setAside({ device: 'cuda', graph: 'core@1/frames.onnx', versions: '1' }, 'crashed');
    const devices = { cuda: right(1), webgpu: right(2) };
    expect((await choose('auto', probe(devices), records)).chosen).toBe('webgpu');
    expect((await choose('cuda', probe(devices), records)).chosen).toBe('cpu');
    expect((await choose('auto', probe(devices), records, { ...wanted, pack: 'core@2' })).chosen).toBe(
      'cuda',
    );
    expect((await choose('auto', probe(devices, '2'), records)).chosen).toBe('cuda');
    const other = { ...wanted, graphs: ['other.onnx'] };
    expect((await choose('auto', probe(devices), records, other)).chosen).toBe('cuda');
    records.clear();
    expect((await choose('auto', probe(devices), records)).chosen).toBe('cuda');
  });

  it('takes the first form that a device computes rightly, and remembers which it was', async () => {
    const batch = { fp16: 16, fp32: 32, own: 1 };
    const checkOf = (form: keyof typeof batch): DeviceCheck => ({
      use: 'frames',
      graph: { ...(frames as Extract<DeviceCheck, { use: 'frames' }>).graph, batch: batch[form] },
    });
    const forms = (['fp16', 'fp32', 'own'] as const).map((form) => ({ form, check: checkOf(form) }));
    const inForms: Wanted = { ...wanted, forms };
    const tried: number[] = [];
    const probeOf = (right16: boolean, right32: boolean): DeviceProbe => ({
      ...probe({ webgpu: right(2) }),
      async run(device, check) {
        const of = check.use === 'frames' ? check.graph.batch : 0;
        if (device === 'cpu') return done({ values: RIGHT, milliseconds: 10 });
        tried.push(of);
        if (of === 16 && !right16) throw new ProbeEnded('refused');
        return done({ values: of === 32 && !right32 ? [0.3, 0.7] : RIGHT, milliseconds: 2 });
      },
    });
    const formOn = async (of: DeviceProbe, records = new DeviceRecords(null)) => {
      tried.length = 0;
      const { chosen, candidates } = await choose('auto', of, records, inForms);
      const { form, why } = candidates.find(({ device }) => device === 'webgpu') ?? {};
      return { chosen, form, why };
    };
    expect(await formOn(probeOf(true, true))).toMatchObject({ chosen: 'webgpu', form: 'fp16' });
    expect(tried).toEqual([16]);
    const records = new DeviceRecords(null);
    const full = await formOn(probeOf(false, true), records);
    expect(full).toMatchObject({ chosen: 'webgpu', form: 'fp32' });
    expect(full.why).toContain('float32');
    expect((await choose('auto', probeOf(true, true), records, inForms)).why).toContain('float32');
    expect(tried).toEqual([16, 32]);
    expect(await formOn(probeOf(true, true), records)).toEqual(full);
    expect(tried).toEqual([]);
    expect(await formOn(probeOf(false, false))).toMatchObject({ chosen: 'webgpu', form: 'own' });
    expect(tried).toEqual([16, 32, 1]);
  });

  it('holds the direction of numbers, too, where it is what counts', async () => {
    const near = (values: readonly number[], cosine: number): CheckDone => ({
      parts: [{ name: 'token', values, tolerance: 0.5, cosine }],
      milliseconds: 1,
    });
    const of = (values: readonly number[]): DeviceProbe => ({
      ...probe({ webgpu: right(1) }),
      run: async (device) =>
        device === 'cpu' ? { ...near([1, 0], 0.99), milliseconds: 9 } : near(values, 0),
    });
    expect((await choose('auto', of([1, 0.1]))).chosen).toBe('webgpu');
    expect((await choose('auto', of([1, 0.3]))).chosen).toBe('cpu');
  });

  it('knows of a language model in fewer bits by itself, and says why it is held so', async () => {
    const shape = { precision: 'fp16', cacheType: 'float16', hidden: 64 } as const;
    const checkIn = (precision: 'fp16' | 'int8'): DeviceCheck => ({
      use: 'language',
      shape: { ...shape, precision, heads: 4, kvHeads: 2, headDim: 16, vocab: 100 },
    });
    const own: Wanted = { check: checkIn('fp16'), pack: 'm@1', graphs: ['answer.onnx'] };
    const smaller: Wanted = {
      ...own,
      ...{ check: checkIn('int8'), inForm: 'int8', graphs: ['answer.onnx in int8'] },
    };
    const records = new DeviceRecords(null);
    const devices = probe({ webgpu: right(2) });
    for (const _ of 'ab') {
      const report = await choose('auto', devices, records, smaller);
      expect(report).toMatchObject({ chosen: 'webgpu' });
      expect(report.why).toContain('8 bits');
      expect(report.candidates.find(({ device }) => device === 'webgpu')).toMatchObject({ form: 'int8' });
    }
    expect(devices.runs).toEqual(['webgpu', 'cpu']);
    expect((await choose('auto', devices, records, own)).candidates[0]).not.toHaveProperty('form');
    expect(devices.runs).toEqual(['webgpu', 'cpu', 'webgpu', 'cpu']);
    records.setAside({ device: 'webgpu', graph: 'm@1/answer.onnx in int8', versions: '1' }, 'failed');
    expect((await choose('auto', devices, records, smaller)).chosen).toBe('cpu');
    expect((await choose('auto', devices, records, own)).chosen).toBe('webgpu');
  });

  it('says of a card for which nothing was fetched that it can be got', async () => {
    const bare = { ...probe({ cuda: new ProbeEnded('absent') }), lacksSupport: () => true };
    const [got, none] = [
      await choose('cuda', bare),
      await choose('cuda', probe({ cuda: new ProbeEnded('absent') })),
    ];
    expect(got.why).toContain('can be got under Models');
    expect(none.why).toContain('there is no such device');
  });

  it('has German words for all that it says of devices', async () => {
    const ends = (['absent', 'refused', 'crashed', 'hung', 'half', 'untried'] as const).map(
      (how) => new ProbeEnded(how),
    );
    const wrong: Given = { values: [0, 1], milliseconds: 1 };
    const reports: DeviceReport[] = [];
    for (const webgpu of [...ends, wrong, right(2), right(20), right(null)]) {
      for (const setting of ['auto', 'webgpu', 'dml', 'cpu'] as const)
        reports.push(await choose(setting, probe({ webgpu, dml: null })));
      const bare = { ...probe({ webgpu }), lacksSupport: () => true };
      reports.push(await choose('webgpu', bare));
    }
    for (const use of ['objects', 'lines', 'characters', 'speech'] as const) {
      const graph = { path: '', type: 'uint8', dims: [1], outputs: null } as const;
      const of: Wanted = { ...wanted, check: { use: 'graph', for: use, graph: { ...graph, dims: [1] } } };
      for (const form of ['own', 'fp32', 'fp16'] as const)
        reports.push(
          await choose('auto', probe({ webgpu: right(10) }), undefined, {
            ...of,
            forms: [{ form, check: of.check }],
          }),
        );
      reports.push(await choose('auto', probe({ webgpu: wrong }), undefined, of));
      reports.push(await knownDevice('auto', probe({ webgpu: null }), of, new DeviceRecords(null)));
      reports.push(
        await knownDevice('auto', probe({ webgpu: null, dml: null }), of, new DeviceRecords(null)),
      );
    }
    const shape = {
      cacheType: 'float16',
      hidden: 64,
      heads: 4,
      kvHeads: 2,
      headDim: 16,
      vocab: 100,
    } as const;
    for (const inForm of ['int8', 'int4'] as const) {
      const of: Wanted = {
        ...wanted,
        check: { use: 'language', shape: { ...shape, precision: inForm } },
        inForm,
      };
      for (const given of [right(2), wrong])
        reports.push(await choose('auto', probe({ webgpu: given }), undefined, of));
    }
    for (const how of ['crashed', 'failed'] as const) {
      const records = new DeviceRecords(null);
      records.setAside({ device: 'webgpu', graph: 'core@1/frames.onnx', versions: '1' }, how);
      reports.push(await choose('auto', probe({ webgpu: right(1) }), records));
    }
    setLanguage('de');
    const said = new Set(
      reports.flatMap(({ why, candidates }) => [why, ...candidates.map((one) => one.why)]),
    );
    for (const why of said) {
      const words = sentenceInLanguage(why);
      expect(words).not.toBe(why);
      // None of its parts stayed as it was.
      expect(words).not.toMatch(/\b(the|of|is|with|and|which|finding|frames)\b/);
    }
    expect(said.size).toBeGreaterThan(40);
  });

  it('has a check graph that gives probabilities', async () => {
    const probabilities = await runCheckGraph('cpu');
    expect(probabilities).toHaveLength(10);
    expect(probabilities.reduce((sum, value) => sum + value)).toBeCloseTo(1, 5);
    expect(new Set(probabilities).size).toBeGreaterThan(5);
  });
});
