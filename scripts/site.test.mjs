// The page for people: everything that it names is there, and nothing of it comes from elsewhere. e2e/site.spec.ts opens it.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DOWNLOAD_PAGE, RELEASES } from '../src-shared/updates';
import { ROOT } from './lib/root.mjs';
import { makeSite, verifiedRows } from './site.mjs';

let dir;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-site-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** Addresses in the page, each once. */
function addresses(page) {
  const found = [...page.matchAll(/\s(?:href|src|srcset|poster)="([^"]*)"/g)].map(([, address]) => address);
  return [...new Set(found)];
}

/** @param {string} [from] */
function make(from) {
  const to = join(dir, 'site');
  const made = makeSite(to, from);
  return { ...made, page: readFileSync(join(to, 'index.html'), 'utf8') };
}

describe('the page', () => {
  it('leads to what is there, and elsewhere to the packages alone', () => {
    const { page, to } = make();
    const all = addresses(page);
    for (const address of all.filter((each) => each.startsWith('#')))
      expect(page, address).toContain(` id="${address.slice(1)}"`);
    const files = all.filter((each) => !/^(#|https:)/.test(each));
    for (const file of files) expect(existsSync(join(to, file)), file).toBe(true);
    expect(readdirSync(to).filter((name) => !files.includes(name))).toEqual(['index.html']);
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const names = [
      'SHA256SUMS',
      ...[`Longtake-${version}.AppImage`, `longtake_${version}_amd64.deb`],
      ...[`Longtake-${version}-arm64.AppImage`, `longtake_${version}_arm64.deb`],
      ...[`Longtake-${version}-x64-setup.exe`, `Longtake-${version}-arm64-setup.exe`],
      `Longtake-${version}-arm64.dmg`,
    ];
    const elsewhere = all.filter((each) => each.startsWith('https:'));
    expect(elsewhere.toSorted()).toEqual(names.map((name) => `${RELEASES}/${name}`).toSorted());
    // Where the program sends people.
    expect(page).toContain(` id="${new URL(DOWNLOAD_PAGE).hash.slice(1)}"`);
  });

  it('has no scripts, and loads nothing from elsewhere', () => {
    const { page, to } = make();
    expect(page).not.toMatch(/<(script|iframe|object|embed|base)\b|\son\w+=|javascript:/i);
    expect(page).not.toMatch(/<(?:img|source|link|video)[^>]*="(?:https?:)?\/\//i);
    expect(readFileSync(join(to, 'style.css'), 'utf8')).not.toMatch(/@import|url\(|https?:/);
    expect(page).not.toMatch(/\{\{|\|/);
    // With sides, so that nothing jumps when pictures come.
    for (const [image] of page.matchAll(/<(?:img|video)[^>]*>/g))
      expect(image).toMatch(/ width="\d+" height="\d+"/);
  });

  it('shows the film of a minute where it is there', () => {
    // Nothing is shown, nor hidden, where it is not.
    const from = join(dir, 'from');
    cpSync(join(ROOT, 'docs', 'site'), from, { recursive: true });
    for (const name of ['journey.mp4', 'journey.webm']) rmSync(join(from, name), { force: true });
    const without = make(from);
    expect([without.film, without.page.includes('<video')]).toEqual([false, false]);
    rmSync(without.to, { recursive: true });
    writeFileSync(join(from, 'journey.webm'), 'film');
    const { page, to, film } = make(from);
    expect([film, readFileSync(join(to, 'journey.webm'), 'utf8')]).toEqual([true, 'film']);
    const [video] = /<video[^>]*>.*?<\/video>/s.exec(page) ?? [''];
    for (const part of [' controls', ' preload="none"', ' poster="', ' type="video/webm"'])
      expect(video).toContain(part);
    for (const file of addresses(video)) expect(existsSync(join(to, file)), file).toBe(true);
  });

  it('says of what is verified only what README.md says', () => {
    const readme = '| a film | yes, **here** | `npm test` |\n';
    expect(verifiedRows(readme, ['a film'])).toEqual([{ what: 'a film', verified: 'yes, **here**' }]);
    expect(() => verifiedRows(readme, ['a song'])).toThrow('a song');
  });

  it('is not written over what lies somewhere else', () => {
    expect(() => makeSite(dir)).toThrow('is there already');
  });
});
