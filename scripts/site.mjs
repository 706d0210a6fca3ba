// npm run site [-- FOLDER]: makes the page for people from docs/site, docs/images and README.md, in dist/site. It needs no network and works
// from a file: copy the folder to any server of files. What it takes over (versions, addresses, what is verified) is written once elsewhere.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { load } from 'js-yaml';
import { marked } from 'marked';
import { main, ScriptFailed, say } from './lib/process.mjs';
import { isMain, ROOT } from './lib/root.mjs';
import { sidesOfPng } from './release/checks.mjs';

/** Rows of README's table of what is verified that are about privacy and about loss, by how they begin. */
const ROWS = [
  'Nothing leaves:',
  'A model of one',
  'A report for others',
  'A newer version',
  'The Debian package and the AppImage',
  'Windows, macOS, arm64',
];
/** What is there for each system: [what it is called, the package's name with {v} for the version]. */
const SYSTEMS = [
  {
    name: 'Linux',
    files: [
      ['AppImage, for any distribution', 'Longtake-{v}.AppImage'],
      ['Debian and Ubuntu', 'longtake_{v}_amd64.deb'],
      ['AppImage, arm64', 'Longtake-{v}-arm64.AppImage'],
      ['Debian and Ubuntu, arm64', 'longtake_{v}_arm64.deb'],
    ],
    note: 'Installed and used in a clean Debian 12 (x64). The packages for arm64 were not tried by us.',
  },
  {
    name: 'Windows',
    files: [
      ['Installer', 'Longtake-{v}-x64-setup.exe'],
      ['Installer, arm64', 'Longtake-{v}-arm64-setup.exe'],
    ],
    note: 'Prepared, and not yet run by us.',
  },
  {
    name: 'Mac',
    files: [['Apple silicon', 'Longtake-{v}-arm64.dmg']],
    note: 'Prepared, and not yet run by us.',
  },
];
const USUAL = join(ROOT, 'dist', 'site');
const FILMS = ['journey.mp4', 'journey.webm'];
const POSTERS = ['journey.png', 'journey.jpg'];
const TYPES = { mp4: 'video/mp4', webm: 'video/webm' };

const read = (...path) => readFileSync(join(ROOT, ...path), 'utf8');
const escaped = (text) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]);

/** A row's words as markup, without links, which lead into the repository. */
function words(markdown) {
  return marked.parseInline(markdown.trim().replace(/\[([^\]]*)\]\([^)]*\)/g, '$1'));
}

/**
 * Rows of README's table.
 * @throws ScriptFailed where one is gone: what the page says would no longer be what is verified
 */
export function verifiedRows(readme, beginnings = ROWS) {
  const rows = readme.split('\n').filter((line) => line.startsWith('| '));
  return beginnings.map((beginning) => {
    const row = rows.find((line) => line.slice(2).startsWith(beginning));
    if (row === undefined) throw new ScriptFailed(`README.md verifies nothing that begins "${beginning}".`);
    const [what, verified] = row.slice(2).split(' | ');
    return { what, verified };
  });
}

function verifiedList(readme) {
  const items = verifiedRows(readme).map(
    ({ what, verified }) => `<li><p>${words(what)}</p><p class="verified__how">${words(verified)}</p></li>`,
  );
  return `<ul class="verified">\n${items.join('\n')}\n</ul>`;
}

function downloads(version, releases) {
  const systems = SYSTEMS.map(({ name, files, note }) => {
    const links = files.map(([label, file]) => {
      const address = `${releases}/${file.replace('{v}', version)}`;
      return `<li><a href="${address}">${label}</a></li>`;
    });
    return `<li><h3>${name}</h3><ul>${links.join('')}</ul><p class="note">${note}</p></li>`;
  });
  return `<ul class="systems">\n${systems.join('\n')}\n</ul>`;
}

/** A picture of the window, light and dark where there are both; it is copied. */
function picture(name, alt, how, to) {
  const has = (file) => existsSync(join(ROOT, 'docs', 'images', file));
  const [light, dark] = has(`${name}-light.png`)
    ? [`${name}-light.png`, `${name}-dark.png`]
    : [`${name}.png`, null];
  for (const file of [light, dark])
    if (file) copyFileSync(join(ROOT, 'docs', 'images', file), join(to, file));
  const [width, height] = sidesOfPng(join(to, light)) ?? [];
  const source = dark ? `<source srcset="${dark}" media="(prefers-color-scheme: dark)">` : '';
  const loading = how === 'eager' ? '' : ' loading="lazy"';
  const image = `<img src="${light}" width="${width}" height="${height}" alt="${escaped(alt)}"${loading}>`;
  return `<figure class="shot"><picture>${source}${image}</picture></figure>`;
}

/** The film of a minute, where it is there. */
function film(from, to) {
  const there = FILMS.filter((name) => existsSync(join(from, name)));
  if (there.length === 0) return null;
  const posters = POSTERS.filter((name) => existsSync(join(from, name)));
  for (const name of [...there, ...posters]) copyFileSync(join(from, name), join(to, name));
  const sources = there.map((name) => `<source src="${name}" type="${TYPES[name.split('.')[1]]}">`);
  return `<section id="film">
  <h2>A minute of it</h2>
  <p class="lead">From a film dropped into the window to a place found in it, as it happens on the screen. There is no sound.</p>
  <video controls preload="none" poster="${posters[0] ?? 'workspace-dark.png'}" width="1440" height="900" aria-label="A minute of Longtake, without sound">${sources.join('')}</video>
</section>`;
}

/** Whose films can be seen, from the table beside the pictures. */
function filmsShown() {
  const rows = read('docs', 'images', 'README.md')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (---|in the pictures)/.test(line));
  return rows
    .map((row) => row.split('|').slice(1, -1))
    .map(
      ([what, from, terms]) =>
        `${words(what)} (${[from, terms]
          .filter((each) => each?.trim())
          .map(words)
          .join(', ')})`,
    )
    .join('; ');
}

/**
 * Makes the page.
 * @param {string} to a new folder; the usual one is made anew
 * @returns {{ film: boolean, to: string }} whether there is a film, and where it all lies
 */
export function makeSite(to = USUAL, from = join(ROOT, 'docs', 'site')) {
  const { version } = JSON.parse(read('package.json'));
  const { publish } = /** @type {any} */ (load(read('electron-builder.yml')));
  if (to === USUAL) rmSync(to, { recursive: true, force: true });
  else if (existsSync(to)) throw new ScriptFailed(`${to} is there already.`);
  mkdirSync(to, { recursive: true });
  const minute = film(from, to);
  const parts = {
    version,
    releases: publish.url,
    film: minute ?? '',
    verified: verifiedList(read('README.md')),
    downloads: downloads(version, publish.url),
    films: filmsShown(),
  };
  const page = readFileSync(join(from, 'page.html'), 'utf8')
    .replace(/\{\{picture (\S+) \| ([^|}]+?)(?: \| (\w+))?\}\}/g, (_, name, alt, how) =>
      picture(name, alt, how, to),
    )
    .replace(/\{\{(\w+)\}\}/g, (_, name) => {
      if (parts[name] === undefined) throw new ScriptFailed(`page.html asks for ${name}, which is nothing.`);
      return parts[name];
    });
  writeFileSync(join(to, 'index.html'), page);
  copyFileSync(join(from, 'style.css'), join(to, 'style.css'));
  copyFileSync(join(ROOT, 'assets', 'icon.png'), join(to, 'icon.png'));
  copyFileSync(join(ROOT, 'LICENSE'), join(to, 'LICENSE.txt'));
  return { film: minute !== null, to };
}

if (isMain(import.meta.url))
  await main(() => {
    const made = makeSite(process.argv[2] && resolve(process.argv[2]));
    if (!made.film)
      say(`Without a film: neither ${FILMS.join(' nor ')} lies in docs/site. npm run film makes it.`);
    say(`Open ${join(made.to, 'index.html')}`);
  });
