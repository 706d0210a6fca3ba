import { join, resolve } from 'node:path';
import type { Session } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { pageFile, serveApp } from './app-protocol';

const DIR = resolve('/app/renderer');

describe('files of the page', () => {
  it.each([
    ['/index.html', 'index.html'],
    ['/assets/a%20b.js', 'assets/a b.js'],
    ['/assets/100%.js', 'assets/100%.js'],
  ])('%s is %s', (pathname, file) => {
    expect(pageFile(DIR, pathname)).toBe(join(DIR, file));
  });

  it.each(['/', '/../main/main.js', '/%2e%2e/main/main.js', '/..%2fmain/main.js', '/../renderer-else/x.js'])(
    '%s is none of them',
    (pathname) => {
      expect(pageFile(DIR, pathname)).toBeNull();
    },
  );

  it('go out with the content security policy, and nothing else goes out', () => {
    const registerFileProtocol = vi.fn();
    serveApp({ protocol: { registerFileProtocol } } as unknown as Session, DIR);
    const [scheme, handler] = registerFileProtocol.mock.calls[0] ?? [];
    expect(scheme).toBe('longtake');
    const answer = vi.fn();
    handler({ url: 'longtake://app/index.html' }, answer);
    handler({ url: 'longtake://app/..%2fmain/main.js' }, answer);
    expect(answer.mock.calls).toEqual([
      [
        {
          path: join(DIR, 'index.html'),
          headers: {
            'Content-Security-Policy': expect.stringContaining("default-src 'none'"),
            'X-Content-Type-Options': 'nosniff',
          },
        },
      ],
      [{ error: -6 }],
    ]);
  });
});
