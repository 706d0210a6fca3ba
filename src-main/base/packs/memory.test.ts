import { describe, expect, it } from 'vitest';
import { deviceMemory, type MemoryReader, planMemory } from './memory';

const GB = 1e9;
const NEED = { weights: 5 * GB, perFrame: 262_144, working: 1.2 * GB };

function reader(change: Partial<MemoryReader> & { files?: Record<string, string> } = {}): MemoryReader {
  const { files = {}, ...rest } = change;
  return {
    total: () => 16 * GB,
    free: () => 2 * GB,
    file: async (path) => {
      const text = files[path];
      if (text === undefined) throw new Error('no such file');
      return text;
    },
    nvidia: () => Promise.reject(new Error('not found')),
    ...rest,
  };
}

describe('memory of a device', () => {
  it('is what the system says is free, or would be made free', async () => {
    expect(await deviceMemory('cpu', reader())).toMatchObject({ total: 16 * GB, available: 2 * GB });
    const files = { '/proc/meminfo': 'MemTotal:  16000000 kB\nMemAvailable:   8000000 kB\n' };
    expect((await deviceMemory('cpu', reader({ files }))).available).toBe(8_000_000 * 1024);
  });

  it('is no more than a control group leaves', async () => {
    const meminfo = { '/proc/meminfo': 'MemAvailable:   8000000 kB\n' };
    const files = {
      ...meminfo,
      '/sys/fs/cgroup/memory.max': '4000000000\n',
      '/sys/fs/cgroup/memory.current': '1000000000\n',
    };
    expect(await deviceMemory('cpu', reader({ files }))).toMatchObject({ total: 4 * GB, available: 3 * GB });
    const unlimited = { ...meminfo, '/sys/fs/cgroup/memory.max': 'max\n' };
    expect((await deviceMemory('cpu', reader({ files: unlimited }))).total).toBe(16 * GB);
  });

  it('of a graphics card is asked of its driver, and not guessed', async () => {
    const nvidia = async () => '24576, 20000\n24576, 24000\n';
    const found = await deviceMemory('cuda', reader({ nvidia }));
    expect(found).toMatchObject({ total: 24_576 * 2 ** 20, available: 20_000 * 2 ** 20 });
    expect((await deviceMemory('cuda', reader())).available).toBeNull();
    expect((await deviceMemory('webgpu', reader())).available).toBeNull();
  });
});

describe('what fits', () => {
  it('is told with how many frames', () => {
    const plan = planMemory(NEED, { device: 'cpu', total: 16 * GB, available: 10 * GB });
    expect(plan.fits).toBe(true);
    expect(plan.cacheBytes).toBe(3.3 * GB);
    expect(plan.maxFrames).toBe(Math.floor((3.3 * GB) / 262_144));
    expect(plan.why).toBe('It needs 6.3 GB of memory, and 9.5 GB are free: room for 12,588 frames at once.');
  });

  it('is refused with what would fit', () => {
    const smaller = { name: 'The form with 4 bits a weight', need: { ...NEED, weights: 2 * GB } };
    const plan = planMemory(NEED, { device: 'cuda', total: 8 * GB, available: 4 * GB }, smaller);
    expect(plan).toMatchObject({ fits: false, maxFrames: 0 });
    expect(plan.why).toBe(
      'It needs 6.3 GB of graphics memory, and 3.8 GB are free. The form with 4 bits a weight needs 3.3 GB.',
    );
  });

  it('is not known where the memory is not', () => {
    const plan = planMemory(NEED, { device: 'webgpu', total: null, available: null });
    expect(plan).toMatchObject({ fits: true, maxFrames: null });
    expect(plan.why).toContain('could not be told');
  });
});
