import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLicences } from './licences';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-licences-'));
  for (const folder of ['bin', 'licences']) mkdirSync(join(dir, folder));
});
afterEach(() => rmSync(dir, { recursive: true }));

const FFMPEG = {
  name: 'ffmpeg',
  version: 'ffmpeg version 7.0',
  configuration: '--enable-gpl',
  licence: 'GPL-2.0-or-later',
  licenceFile: 'GPL.txt',
  source: { offer: 'Ask for it.', urls: ['https://ffmpeg.org'] },
};

function write(name: string, content: unknown): void {
  writeFileSync(join(dir, name), typeof content === 'string' ? content : JSON.stringify(content));
}

describe('the licences of what is shipped', () => {
  it('are read from the files beside the app', async () => {
    write('LICENSE', 'free');
    write('licences/GPL.txt', 'share alike');
    write('notices.json', {
      format: 'longtake.notices.1',
      packages: [{ name: 'zod', version: '4.0.0', licence: 'MIT', text: 'as you like' }],
    });
    write('bin/ffmpeg-build.json', {
      format: 'longtake.ffmpeg-build.1',
      programs: [{ ...FFMPEG, file: 'ffmpeg', bytes: 1 }],
    });
    const { licenceFile: _, ...ffmpeg } = FFMPEG;
    expect(await readLicences(dir)).toEqual({
      own: { part: 'Longtake', name: 'Apache-2.0', text: 'free' },
      programs: [{ ...ffmpeg, text: 'share alike' }],
      packages: [{ part: 'zod 4.0.0', name: 'MIT', text: 'as you like' }],
    });
  });
  it('are none where the files are missing or say something else', async () => {
    const none = { own: null, programs: [], packages: [] };
    expect(await readLicences(dir)).toEqual(none);
    write('notices.json', '{"format": ');
    write('bin/ffmpeg-build.json', { format: 'longtake.ffmpeg-build.2', programs: [FFMPEG] });
    expect(await readLicences(dir)).toEqual(none);
  });
  it('lie in one folder, whatever a name says', async () => {
    write('LICENSE', 'free');
    write('bin/ffmpeg-build.json', {
      format: 'longtake.ffmpeg-build.1',
      programs: [{ ...FFMPEG, licenceFile: '../LICENSE' }],
    });
    const [ffmpeg] = (await readLicences(dir)).programs;
    expect(ffmpeg?.text).toBe('');
  });
});
