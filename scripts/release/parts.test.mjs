import { describe, expect, it } from 'vitest';
import { compareVersions, reasonOf, standing } from './outdated.mjs';
import { billOfMaterials } from './sbom.mjs';

describe('what is behind', () => {
  it.each([
    ['42.0.0', '45.4.1', -1],
    ['45.4.1', '45.4.1', 0],
    ['45.10.0', '45.9.9', 1],
    ['7.0', '7.0.1', -1],
  ])('%s against %s', (one, other, sign) => expect(Math.sign(compareVersions(one, other))).toBe(sign));

  it('tells an Electron that is behind from one that nobody repairs any more', () => {
    const of = (version) => standing({ name: 'Electron', version }, '45.4.1');
    expect([of('45.4.1'), of('43.0.0'), of('42.9.9')]).toMatchObject([
      { behind: false, unkept: false },
      { behind: true, unkept: false },
      { behind: true, unkept: true },
    ]);
    expect(standing({ name: 'ffmpeg-static', version: '1.0.0' }, '9.0.0').unkept).toBe(false);
  });
});

describe('the bill of materials', () => {
  const npm = {
    ...{ $schema: 'schema', bomFormat: 'CycloneDX', specVersion: '1.5', serialNumber: 'urn:uuid:1' },
    metadata: { timestamp: 'now', component: { 'bom-ref': 'longtake@1', name: 'folder' } },
    components: [
      { 'bom-ref': 'a@1', name: 'a', version: '1', scope: 'optional' },
      { 'bom-ref': 'tool@1', name: 'tool', version: '1' },
    ],
  };
  const parts = {
    npm,
    shipped: [{ name: 'a', version: '1' }],
    electron: { version: '45.0.0' },
    programs: [{ name: 'ffmpeg', version: '7', sha256: 'ab', licence: 'GPL-3.0-or-later' }],
    packs: [
      {
        ...{ id: 'core', version: '1.0.0', files: [{ path: 'x.onnx', sha256: 'cd' }] },
        licences: [{ part: 'Encoder', source: 'npm e@1', name: 'MIT' }],
      },
    ],
  };

  it('names what is shipped and nothing else, and says so of all of it', () => {
    const { bom, problems } = billOfMaterials(parts);
    expect(problems).toEqual([]);
    expect(bom.components.map((component) => component['bom-ref'])).toEqual([
      'a@1',
      'electron@45.0.0',
      'program/ffmpeg',
      'pack/core',
    ]);
    expect(bom.dependencies).toEqual([
      { ref: 'longtake@1', dependsOn: bom.components.map((each) => each['bom-ref']) },
    ]);
    expect(bom.components.at(-1).components.map(({ name }) => name)).toEqual(['Encoder', 'x.onnx']);
  });

  it('is the same for the same parts, whenever it is made', () => {
    const later = { ...npm, serialNumber: 'urn:uuid:2', metadata: { ...npm.metadata, timestamp: 'later' } };
    expect(billOfMaterials({ ...parts, npm: later })).toEqual(billOfMaterials(parts));
  });

  it('tells of what is shipped and stands in no lock', () => {
    const { problems } = billOfMaterials({
      ...parts,
      shipped: [...parts.shipped, { name: 'b', version: '2' }],
    });
    expect(problems).toHaveLength(1);
  });
});

describe('why npm gave no answer', () => {
  it.each([
    [
      'npm error code ECONNREFUSED\nnpm error syscall connect\nnpm error errno ECONNREFUSED\nnpm error FetchError: request failed\nnpm error     at x',
      'FetchError: request failed',
    ],
    ['npm error code E404\nnpm error 404 Not Found - GET a/b\nnpm error 404', '404 Not Found - GET a/b'],
    ['spawn npm ENOENT', 'spawn npm ENOENT'],
    ['It knows no version.', 'It knows no version.'],
  ])('is the telling line of %j', (said, reason) => {
    expect(reasonOf(said)).toBe(reason);
  });
});
