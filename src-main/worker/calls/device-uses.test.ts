import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Device, OtherUse } from '../../../src-shared/devices';
import type { CheckDone } from '../../base/devices/probe';
import { DeviceRecords } from '../../base/devices/records';
import { loadPack, tokenModel } from '../../base/packs/pack';
import { chooseDevice, type DeviceProbe, knownDevice } from '../inference/device';
import { checkDevice } from '../inference/device-check';
import { graphsOf, offers } from './device-uses';

const packOf = (use: OtherUse) => loadPack(resolve('resources/packs', use === 'speech' ? 'core' : 'tracks'));
const USES: readonly OtherUse[] = ['objects', 'lines', 'characters', 'speech'];

describe('a graph of its own', () => {
  it.each(USES)(
    'runs as it will be run, gives numbers to compare, and is timed: %s',
    { timeout: 60_000 },
    async (use) => {
      const { check, graphs } = graphsOf(await packOf(use), use);
      expect(graphs).toHaveLength(1);
      let done: CheckDone = { parts: [], milliseconds: null };
      for await (const told of checkDevice(check, 'cpu', 2)) done = { ...done, ...told };
      expect(done.parts.length).toBeGreaterThan(0);
      for (const { values } of done.parts) {
        expect(values.length).toBeGreaterThan(10);
        expect(values.every(Number.isFinite)).toBe(true);
        expect(new Set(values).size).toBeGreaterThan(1);
      }
      expect(done.milliseconds).toBeGreaterThan(0);
    },
  );

  it('is only asked of a pack that has it', async () => {
    const core = await packOf('speech');
    expect(USES.map((use) => offers(core, use))).toEqual([false, false, false, true]);
    const tracks = await packOf('objects');
    expect(USES.map((use) => offers(tracks, use))).toEqual([true, true, true, false]);
    expect(() => graphsOf(core, 'objects')).toThrow(expect.objectContaining({ code: 'ModelPackBroken' }));
  });

  it('has a device of its own: what is fastest for one of a pack need not be for another', async () => {
    const pack = await packOf('objects');
    const records = new DeviceRecords(null);
    const tried: string[] = [];
    const probe: DeviceProbe = {
      supported: () => ['webgpu', 'cpu'],
      versions: () => '1',
      lacksSupport: () => false,
      async run(device: Device, check) {
        if (check.use !== 'graph') throw new Error(check.use);
        tried.push(`${check.for} ${device}`);
        const milliseconds = device === 'cpu' ? 10 : check.for === 'objects' ? 2 : 20;
        return { parts: [{ name: 'a', values: [1], tolerance: 0.1 }], milliseconds };
      },
    };
    const choose = (use: OtherUse) =>
      chooseDevice('auto', probe, { pack: tokenModel(pack.manifest), ...graphsOf(pack, use) }, records);
    const known = (use: OtherUse) =>
      knownDevice('auto', probe, { pack: tokenModel(pack.manifest), ...graphsOf(pack, use) }, records);
    for (const _ of 'ab') {
      expect((await choose('objects')).chosen).toBe('webgpu');
      expect((await choose('lines')).chosen).toBe('cpu');
    }
    expect((await known('characters')).chosen).toBe('cpu');
    expect(await known('objects')).toMatchObject({ chosen: 'webgpu' });
    expect(tried).toEqual(['objects webgpu', 'objects cpu', 'lines webgpu', 'lines cpu']);
  });
});
