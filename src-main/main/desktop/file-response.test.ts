import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fileResponse } from './file-response';

const dir = mkdtempSync(join(tmpdir(), 'longtake-media-'));
const path = join(dir, 'a.mp4');
writeFileSync(path, Buffer.from('0123456789'));
afterAll(() => rmSync(dir, { recursive: true }));

const ask = (init?: RequestInit, file = path) => fileResponse(new Request('http://x/', init), file);

describe('fileResponse', () => {
  it('answers the whole file with its length and type', async () => {
    const response = await ask();
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe('video/mp4');
    expect(response.headers.get('Content-Length')).toBe('10');
    expect(response.headers.get('Accept-Ranges')).toBe('bytes');
    expect(await response.text()).toBe('0123456789');
  });
  it('answers exactly the bytes of a range', async () => {
    const response = await ask({ headers: { Range: 'bytes=2-4' } });
    expect(response.status).toBe(206);
    expect(response.headers.get('Content-Range')).toBe('bytes 2-4/10');
    expect(await response.text()).toBe('234');
  });
  it('answers HEAD without a body', async () => {
    const response = await ask({ method: 'HEAD', headers: { Range: 'bytes=-3' } });
    expect(response.status).toBe(206);
    expect(response.headers.get('Content-Length')).toBe('3');
    expect(await response.text()).toBe('');
  });
  it('refuses a range behind the end, a missing file, a folder and other methods', async () => {
    const behind = await ask({ headers: { Range: 'bytes=10-' } });
    expect(behind.status).toBe(416);
    expect(behind.headers.get('Content-Range')).toBe('bytes */10');
    expect((await ask({}, join(dir, 'none.mp4'))).status).toBe(404);
    expect((await ask({}, dir)).status).toBe(404);
    expect((await ask({ method: 'POST' })).status).toBe(405);
  });
  it('ignores the range of another version of the file', async () => {
    const response = await ask({ headers: { Range: 'bytes=2-4', 'If-Range': '"other"' } });
    expect(response.status).toBe(200);
  });
});
