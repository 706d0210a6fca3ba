// resources/bin/ffmpeg-build.json: what the programs that are shipped really are, by their own word. The licence notice shows it.
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { outputOf, ScriptFailed, say } from '../process.mjs';
import { sha256Of } from '../wheel.mjs';

const FORMAT = 'longtake.ffmpeg-build.1';

/**
 * Writes the file where it does not tell of these very programs yet; with none of them there is none.
 * @param {object} options
 * @param {string} options.bin the folder of the programs, and of the file
 * @param {boolean} options.toShip whether a build that may not be passed on is a failure
 * @param {{ path: string, name: string, version: string | null, integrity?: string }[]} options.sources files that a program may be
 *   a copy of, with the npm package that they are from
 */
export async function writeBuildFile({ bin, toShip, sources }) {
  const dest = join(bin, 'ffmpeg-build.json');
  const programs = [];
  for (const tool of ['ffmpeg', 'ffprobe']) {
    const file = process.platform === 'win32' ? `${tool}.exe` : tool;
    const path = join(bin, file);
    if (existsSync(path)) programs.push({ name: tool, file, path, sha256: await sha256Of(path) });
  }
  if (programs.length === 0 || (await isOf(dest, programs))) return;

  const told = [];
  for (const { path, ...program } of programs) {
    const build = parseVersion(outputOf(path, ['-hide_banner', '-version']) ?? '');
    if (build === undefined) {
      throw new ScriptFailed(`${path} does not run here. Remove it, and run this again.`);
    }
    if (build.licence === null) {
      const words = `${path} was built with parts that may not be passed on (--enable-nonfree).`;
      if (toShip) throw new ScriptFailed(`${words} Put another one there, and run this again.`);
      say(`${words} It can be used here, but not be packaged.`);
    }
    told.push({
      ...program,
      ...build,
      ...(await originOf(program.sha256, sources)),
      source: sourceOf(build.version),
    });
  }
  const temporary = `${dest}.part-${process.pid}`;
  await writeFile(temporary, `${JSON.stringify({ format: FORMAT, programs: told }, null, 2)}\n`);
  await rename(temporary, dest);
}

async function isOf(dest, programs) {
  try {
    const known = JSON.parse(await readFile(dest, 'utf8'));
    const hashes = (all) => all.map(({ name, sha256 }) => `${name} ${sha256}`).join();
    return known.format === FORMAT && hashes(known.programs) === hashes(programs);
  } catch {
    return false;
  }
}

/**
 * What `ffmpeg -version` prints, as data.
 * @returns {{ version: string, configuration: string, licence: string | null, licenceFile: string | null } | undefined}
 *   `licence` is null where the build may not be passed on; undefined where nothing was printed
 */
export function parseVersion(text) {
  const [version] = /^ff\w+ version .*$/m.exec(text) ?? [];
  if (version === undefined) return undefined;
  const configuration = /^ *configuration: *(.*)$/m.exec(text)?.[1].trim() ?? '';
  return { version, configuration, ...licenceOf(configuration) };
}

/** FFmpeg's own rule: LGPL 2.1 or later, GPL with --enable-gpl, version 3 with --enable-version3. */
function licenceOf(configuration) {
  const has = (flag) => configuration.split(/\s+/).includes(`--enable-${flag}`);
  if (has('nonfree')) return { licence: null, licenceFile: null };
  if (has('gpl')) {
    // Whoever may choose a later version may be given the text of the later one.
    return { licence: has('version3') ? 'GPL-3.0-or-later' : 'GPL-2.0-or-later', licenceFile: 'GPL-3.0.txt' };
  }
  const licence = has('version3') ? 'LGPL-3.0-or-later' : 'LGPL-2.1-or-later';
  // The Lesser licence is the GPL with permissions added, and may be followed as the GPL.
  return { licence, licenceFile: 'GPL-3.0.txt' };
}

/** @param {string} version the first line of `-version` */
export function sourceOf(version) {
  const urls = [];
  const release = /version n?(\d+\.\d+(?:\.\d+)?)(?![\d.]*-\d+-g)/.exec(version)?.[1];
  const commit = /-g([0-9a-f]{7,40})\b/.exec(version)?.[1] ?? /-git-([0-9a-f]{7,40})\b/.exec(version)?.[1];
  if (commit !== undefined) urls.push(`https://git.ffmpeg.org/gitweb/ffmpeg.git/commit/${commit}`);
  else if (release !== undefined) urls.push(`https://ffmpeg.org/releases/ffmpeg-${release}.tar.xz`);
  urls.push('https://git.ffmpeg.org/ffmpeg.git');
  return {
    offer:
      'The source of FFmpeg at this revision is at the addresses named here; the libraries inside are those of the configuration. ' +
      'Whoever got Longtake can ask its makers for the complete corresponding source, for three years after they last passed it on.',
    urls,
  };
}

async function originOf(hash, sources) {
  for (const { path, name, version, integrity } of sources) {
    if (!existsSync(path) || (await sha256Of(path)) !== hash) continue;
    return { from: `npm ${name}${version === null ? '' : ` ${version}`}`, integrity: integrity ?? null };
  }
  return { from: 'put there by hand', integrity: null };
}
