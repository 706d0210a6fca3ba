// The bill of materials of a packed app, as CycloneDX 1.5 (https://cyclonedx.org/docs/1.5/json/).
import { createHash } from 'node:crypto';

/**
 * @param {object} parts
 * @param {Record<string, any>} parts.npm what `npm sbom` says of the lock: every package, shipped or not
 * @param {readonly { name: string, version: string }[]} parts.shipped npm packages that are in the app
 * @param {{ version: string }} parts.electron
 * @param {readonly { name: string, version: string, sha256: string, licence: string }[]} parts.programs ffmpeg and ffprobe
 * @param {readonly Record<string, any>[]} parts.packs manifests of the packs that are in the app
 * @returns {{ bom: Record<string, any>, problems: string[] }} the same for the same parts; problems: shipped packages that the lock does not have
 */
export function billOfMaterials({ npm, shipped, electron, programs, packs }) {
  const known = new Map(
    npm.components.map((component) => [`${component.name}@${component.version}`, component]),
  );
  const packages = shipped.map(({ name, version }) => known.get(`${name}@${version}`));
  const problems = shipped
    .filter((_, n) => packages[n] === undefined)
    .map(({ name, version }) => `${name} ${version} is shipped, and not in the lock.`);
  const components = [
    ...packages
      .filter((component) => component !== undefined)
      .map(({ scope: _, ...rest }) => ({ ...rest, scope: 'required' })),
    ofElectron(electron),
    ...programs.map(ofProgram),
    ...packs.map((manifest) => ofPack(manifest)),
  ];
  const { timestamp: _, ...metadata } = npm.metadata;
  const component = { ...metadata.component, type: 'application', name: 'Longtake' };
  const refs = components.map((each) => each['bom-ref']);
  const bom = {
    $schema: npm.$schema,
    bomFormat: npm.bomFormat,
    specVersion: npm.specVersion,
    version: 1,
    metadata: { ...metadata, component },
    components,
    dependencies: [{ ref: component['bom-ref'], dependsOn: refs }],
  };
  return { bom: { ...bom, serialNumber: serialOf(bom) }, problems };
}

/** A UUID made of the contents: the same bill has the same number. */
function serialOf(bom) {
  const hex = createHash('sha256').update(JSON.stringify(bom)).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return `urn:uuid:${parts.join('-')}`;
}

function ofElectron({ version }) {
  return {
    'bom-ref': `electron@${version}`,
    type: 'framework',
    name: 'electron',
    version,
    description:
      'Electron with Chromium and Node.js, whose parts and licences stand in LICENSES.chromium.html beside the program',
    purl: `pkg:npm/electron@${version}`,
    licenses: [{ license: { id: 'MIT' } }],
  };
}

function ofProgram({ name, version, sha256, licence }) {
  return {
    'bom-ref': `program/${name}`,
    type: 'application',
    name,
    version,
    hashes: [{ alg: 'SHA-256', content: sha256 }],
    licenses: [{ license: { name: licence } }],
  };
}

/**
 * A pack, each of its models a component of it, with what its files are by their hashes.
 * @param {Record<string, any>} manifest
 */
function ofPack({ id, version, files, licences }) {
  return {
    'bom-ref': `pack/${id}`,
    type: 'machine-learning-model',
    name: `Longtake pack "${id}"`,
    version,
    components: [
      ...licences.map(({ part, source, name }, n) => ({
        'bom-ref': `pack/${id}/part/${n}`,
        type: 'machine-learning-model',
        name: part,
        description: source,
        licenses: [{ license: { name } }],
      })),
      ...files.map(({ path, sha256 }) => ({
        'bom-ref': `pack/${id}/file/${path}`,
        type: 'file',
        name: path,
        hashes: [{ alg: 'SHA-256', content: sha256 }],
      })),
    ],
  };
}
