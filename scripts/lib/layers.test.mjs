import { describe, expect, it } from 'vitest';
import { layerViolations } from './layers.mjs';

const check = (files) => layerViolations(new Map(Object.entries(files)));

describe('layerViolations', () => {
  it('lets rooms import lower rooms, their own files and what is shared', () => {
    expect(
      check({
        'src-main/main/main.ts': `import { app } from 'electron'; import { openWindow } from './desktop/window';`,
        'src-main/cli/cli.ts': `import { openServices } from '../services';`,
        'src-main/main/services.ts': `import { Queue } from './jobs/queue';`,
        'src-main/answer/ask.ts': `import type { Library } from '../library/types'; import { z } from 'zod';`,
        'src-main/worker/index/pipeline.ts': `import { decode } from '../media/decode'; import './store';`,
        'src-main/base/media/probe.ts': `import ffmpeg from 'fluent-ffmpeg'; import type { Micros } from '../../src-shared/time';`,
        'src-renderer/preload.ts': `import { ipcRenderer } from 'electron'; import { x } from '../src-shared/ipc';`,
        'src-renderer/player/player.tsx': `import { useState } from 'react'; export const a = <p>import './../../src-main/x'</p>;`,
        'src-renderer/player/player.test.tsx': `import { readFileSync } from 'node:fs';`,
      }),
    ).toEqual([]);
  });

  it.each([
    ['a lower room imports a higher one', 'src-main/media/a.ts', `import { b } from '../index/b';`],
    ['so does its type', 'src-main/media/a.ts', `import type { B } from '../index/b';`],
    ['and a re-export', 'src-main/library/a.ts', `export * from '../jobs/queue';`],
    ['and a lazy import', 'src-main/library/a.ts', `const a = await import('../cli/cli');`],
    ['and a test', 'src-main/library/a.test.ts', `import { a } from '../answer/a';`],
    ['a room imports what puts rooms together', 'src-main/cli/cli.ts', `import '../main';`],
    ['a room imports the services', 'src-main/jobs/a.ts', `import '../services';`],
    ['the services import a window', 'src-main/main/services.ts', `import './desktop/window';`],
    ['the main side imports the page', 'src-main/desktop/a.ts', `import '../../src-renderer/api';`],
    [
      'the page imports the main side',
      'src-renderer/chat/a.ts',
      `import '../../src-main/base/answer/types';`,
    ],
    ['what is shared imports a side', 'src-shared/a.ts', `import '../src-main/base/answer/types';`],
    ['what is shared imports a package', 'src-shared/a.ts', `import { join } from 'node:path';`],
    ['the page imports Node', 'src-renderer/chat/a.ts', `import { join } from 'node:path';`],
    ['the page imports Electron', 'src-renderer/chat/a.ts', `import { ipcRenderer } from 'electron';`],
    ['another room imports Electron', 'src-main/jobs/a.ts', `import { app } from 'electron/main';`],
    ['another room knows ffmpeg', 'src-main/index/a.ts', `import ffmpeg from 'fluent-ffmpeg';`],
    ['another room opens a connection', 'src-main/answer/a.ts', `import { request } from 'node:http';`],
    ['another room looks up names', 'src-main/jobs/a.ts', `import { lookup } from 'dns/promises';`],
    ['another room loads ONNX Runtime', 'src-main/inference/a.ts', `import 'onnxruntime-node';`],
    ['the program imports a script', 'src-main/index/a.ts', `import './root.mjs';`],
    ['a file cannot be parsed', 'src-main/index/a.ts', `import from from;`],
  ])('complains when %s', (_, path, source) => {
    const [violation, ...more] = check({ [path]: `// a first line\n${source}` });
    expect(violation).toMatch(new RegExp(`^${path}:[12] `));
    expect(more).toEqual([]);
  });

  it('complains of rooms of one level that import each other in a circle, once', () => {
    expect(
      check({
        'src-main/index/a.ts': `import '../tracks/a';`,
        'src-main/tracks/b.ts': `import '../library/b';`,
        'src-main/library/c.ts': `import '../index/c';`,
      }),
    ).toEqual(['src-main: rooms import each other in a circle: index -> tracks -> library -> index']);
  });
});
