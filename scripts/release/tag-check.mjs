// node scripts/release/tag-check.mjs REF: whether a tag (v1.2.3, or refs/tags/v1.2.3) is that of package.json's version, and whether
// CHANGELOG.md has a section of it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { main, ScriptFailed, say } from '../lib/process.mjs';
import { isMain, ROOT } from '../lib/root.mjs';

/**
 * What CHANGELOG.md says of a version, without its heading.
 * @throws ScriptFailed where there is no such section, or nothing in it
 */
export function changesOf(version, changelog) {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((each) => each.split(/\s/, 1)[0] === version);
  const text = section?.slice(section.indexOf('\n')).trim();
  if (!text) throw new ScriptFailed(`CHANGELOG.md has nothing of ${version}.`);
  return `${text}\n`;
}

/** The version and what is new in it, of this checkout. */
export function thisRelease() {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return { version, changes: changesOf(version, readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8')) };
}

if (isMain(import.meta.url))
  await main(() => {
    const tag = (process.argv[2] ?? '').replace(/^refs\/tags\//, '');
    const { version } = thisRelease();
    if (tag !== `v${version}`)
      throw new ScriptFailed(`The tag ${tag || '(none)'} is not v${version}, the version of package.json.`);
    say(`${tag} is what package.json and CHANGELOG.md say.`);
  });
