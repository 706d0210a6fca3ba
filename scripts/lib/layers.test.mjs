import { describe, expect, it } from 'vitest';
import { layerViolations } from './layers.mjs';

const check = (files) => layerViolations(new Map(Object.entries(files)));

describe('layerViolations', () => {
  it('lets rooms import lower rooms, their own files and what is shared', () => {
    expect(
      check({
        'src-main/start.ts': `import './base/telemetry'; import './main/main'; import './cli/main';`,
        'src-main/main/main.ts': `import { app } from 'electron'; import { openWindow } from './desktop/window';`,
        'src-main/cli/run.ts': `import { openServices } from '../main/services';`,
        'src-main/main/services.ts': `import { Queue } from './jobs/queue'; import { Library } from '../base/library/library';`,
        'src-main/worker/answer/ask.ts': `import type { Library } from '../../base/library/types'; import { z } from 'zod';`,
        'src-main/worker/index/pipeline.ts': `import { decode } from '../../base/media/decode'; import './store';`,
        'src-main/base/media/probe.ts': `import ffmpeg from 'fluent-ffmpeg'; import type { Micros } from '../../../src-shared/time';`,
        'src-main/main/packs/packs.test.ts': `import { install } from '../../worker/install/install';`,
        'src-renderer/preload.ts': `import { ipcRenderer } from 'electron'; import { x } from '../src-shared/ipc';`,
        'src-renderer/player/player.tsx': `import { useState } from 'react'; import '../stores/player-store'; export const a = <p>import './../../src-main/x'</p>;`,
        'src-renderer/stores/player-store.ts': `import { formatEta } from '../ui/format';`,
        'src-renderer/player/player.test.tsx': `import { readFileSync } from 'node:fs'; import '../testing/fake-api';`,
        'src-main/worker/index/testing/fakes.ts': `import '../../../base/media/testing'; import '../../inference/testing/packs';`,
        'src-main/worker/checkpoints/graphs/testing-run.ts': `import './testing'; import './tested';`,
        'src-main/worker/checkpoints/graphs/attesting.ts': `import './latest'; import './testings';`,
      }),
    ).toEqual([]);
  });

  it.each([
    ['a lower room imports a higher one', 'src-main/base/media/a.ts', `import { b } from '../film/b';`],
    ['so does its type', 'src-main/base/media/a.ts', `import type { B } from '../film/b';`],
    ['and a re-export', 'src-main/main/jobs/a.ts', `export * from '../packs/packs';`],
    ['and a lazy import', 'src-main/main/jobs/a.ts', `const a = await import('../desktop/window');`],
    [
      'in other quotes, behind a comment',
      'src-main/main/jobs/a.ts',
      'const a = await import( /* c */ `../desktop/window`);',
    ],
    ['with options', 'src-main/main/jobs/a.ts', `const a = await import('../desktop/window', { with: {} });`],
    ['measurements', 'src-main/main/jobs/a.ts', `import { a } from '../../../eval/run';`],
    [
      'the query process’s answers load ONNX Runtime',
      'src-main/worker/answer/a.ts',
      `import 'onnxruntime-node';`,
    ],
    ['main opens a session', 'src-main/main/desktop/a.ts', `import '../../worker/inference/session';`],
    [
      'main names a worker’s type',
      'src-main/main/jobs/a.ts',
      `import type { A } from '../../worker/index/job';`,
    ],
    ['answers run ffmpeg', 'src-main/worker/answer/a.ts', `import '../../base/media/ffmpeg-command';`],
    ['answers cut clips', 'src-main/worker/answer/a.ts', `import '../../base/media/clip';`],
    [
      'a worker names a type of main in passing',
      'src-main/worker/calls/a.ts',
      `type Q = import('../../main/jobs/queue').Queue;`,
    ],
    [
      'answers require ONNX Runtime',
      'src-main/worker/answer/a.ts',
      `const ort = require('onnxruntime-node');`,
    ],
    ['a worker knows the windows', 'src-main/worker/calls/a.ts', `import '../../main/desktop/window';`],
    ['a worker knows the services', 'src-main/worker/calls/a.ts', `import '../../main/services';`],
    ['answers know the command line', 'src-main/worker/answer/a.ts', `import '../../cli/words';`],
    [
      'what every process has knows one of them',
      'src-main/base/rpc/a.ts',
      `import '../../worker/index/job';`,
    ],
    ['the app knows the command line', 'src-main/main/desktop/a.ts', `import '../../cli/run';`],
    ['a room imports an entry', 'src-main/main/jobs/a.ts', `import '../../start';`],
    ['a room imports the services', 'src-main/main/jobs/a.ts', `import '../services';`],
    ['the services import a window', 'src-main/main/services.ts', `import './desktop/window';`],
    ['the main side imports the page', 'src-main/main/desktop/a.ts', `import '../../../src-renderer/api';`],
    [
      'the page imports the main side',
      'src-renderer/chat/a.ts',
      `import '../../src-main/base/answer/types';`,
    ],
    ['what is shared imports a side', 'src-shared/a.ts', `import '../src-main/base/answer/types';`],
    ['what is shared imports a package', 'src-shared/a.ts', `import { join } from 'node:path';`],
    ['the page imports Node', 'src-renderer/chat/a.ts', `import { join } from 'node:path';`],
    ['the page imports Electron', 'src-renderer/chat/a.ts', `import { ipcRenderer } from 'electron';`],
    ['a control of the page imports a store', 'src-renderer/ui/a.ts', `import '../stores/a';`],
    ['a store imports a feature', 'src-renderer/stores/a.ts', `import '../player/a';`],
    ['another room imports Electron', 'src-main/main/jobs/a.ts', `import { app } from 'electron/main';`],
    ['another room knows ffmpeg', 'src-main/worker/index/a.ts', `import ffmpeg from 'fluent-ffmpeg';`],
    [
      'another room opens a connection',
      'src-main/worker/answer/a.ts',
      `import { request } from 'node:http';`,
    ],
    ['another room looks up names', 'src-main/main/jobs/a.ts', `import { lookup } from 'dns/promises';`],
    ['another room loads ONNX Runtime', 'src-main/worker/inference/a.ts', `import 'onnxruntime-node';`],
    ['the program imports a script', 'src-main/worker/index/a.ts', `import '../../../scripts/lib/root.mjs';`],
    ['the program loads a folder for tests', 'src-main/main/jobs/a.ts', `import './testing/fake-worker';`],
    ['and one of another room', 'src-main/worker/index/a.ts', `import '../inference/testing';`],
    [
      'and a file for tests',
      'src-main/worker/index/a.ts',
      `import type { A } from '../../base/media/testing';`,
    ],
    ['and a part of it', 'src-main/worker/checkpoints/a.ts', `export { a } from './graphs/testing-run';`],
    ['and a test', 'src-main/worker/answer/a.ts', `import { a } from './b.test';`],
    ['so does the page', 'src-renderer/chat/a.tsx', `const { a } = await import('../testing/fake-api');`],
    ['a feature of the page imports a screen', 'src-renderer/timeline/a.ts', `import '../workspace/a';`],
    ['a feature imports one above it', 'src-renderer/export/a.ts', `import '../chat/a';`],
    ['a file cannot be parsed', 'src-main/worker/index/a.ts', `import from from;`],
  ])('complains when %s', (_, path, source) => {
    const [violation, ...more] = check({ [path]: `// a first line\n${source}` });
    expect(violation).toMatch(new RegExp(`^${path}:[12] `));
    expect(more).toEqual([]);
  });

  it('complains of rooms of one level that import each other in a circle, once', () => {
    expect(
      check({
        'src-main/base/packs/a.ts': `import '../film/a';`,
        'src-main/base/film/b.ts': `import '../library/b';`,
        'src-main/base/library/c.ts': `import '../packs/c';`,
      }),
    ).toEqual(['rooms import each other in a circle: base/film -> base/library -> base/packs -> base/film']);
  });

  it('complains of two folders of the page that import each other', () => {
    expect(
      check({
        'src-renderer/chat/a.ts': `import '../search/a';`,
        'src-renderer/search/b.ts': `import '../chat/b';`,
      }),
    ).toEqual(['rooms import each other in a circle: chat -> search -> chat']);
  });
});
