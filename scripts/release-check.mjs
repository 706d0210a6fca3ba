// npm run release-check [-- --suite bookworm --from dist --of 1.2.3]: installs and uses the Linux packages as people do, in a clean Debian
// (root, debootstrap and Debian's packages; no part of npm test). `npm run package -- --linux` makes them.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { main, ScriptFailed, say } from './lib/process.mjs';
import { ROOT } from './lib/root.mjs';
import {
  bringFilm,
  contentsOf,
  opensWindow,
  Report,
  sidesOfPng,
  usesCommandLine,
} from './release/checks.mjs';
import { makeRoot, PERSON } from './release/clean-root.mjs';

const DIST = join(ROOT, 'dist');
const AS_ROOT = { user: 'root' };
const INSTALLING = { user: 'root', network: true };
const LIBRARY = '~/.config/Longtake/library';
const DESKTOP = '/usr/share/applications/longtake-desktop.desktop';
const ICON = 'usr/share/icons/hicolor/512x512/apps/longtake-desktop.png';
/** What only the check needs: nothing of it may be what the package should have named. */
const TOOLS = 'xvfb xauth x11-utils x11-apps desktop-file-utils shared-mime-info';

/** The package of a version with such an ending. */
function packaged(folder, version, ending) {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const name = names.find((each) => each.endsWith(ending) && each.includes(version));
  if (name === undefined)
    throw new ScriptFailed(
      `There is no ${ending} of ${version} in ${folder}. Make it: npm run package -- --linux`,
    );
  return join(folder, name);
}

/** Installs the Debian package alone, and uses it before anything else is there. */
async function checkDeb(root, report, deb, version) {
  copyFileSync(deb, join(root.folder, 'root', basename(deb)));
  await root.must(`useradd -m ${PERSON} && apt-get update`, INSTALLING);
  const installed = await root.run(
    `apt-get install -y --no-install-recommends ./${basename(deb)}`,
    INSTALLING,
  );
  if (!report.check('deb: apt install', installed.code === 0, installed.output)) return false;
  await root.must(`rm ${basename(deb)}`, AS_ROOT);
  bringFilm(join(root.folder, 'home', PERSON));

  const there = await root.run('command -v longtake && longtake --version');
  report.check(
    `deb: longtake is on the PATH, and is ${version}`,
    there.output.trim() === `/usr/bin/longtake\n${version}`,
    there.output,
  );
  const libraries = await root.run("ldd /opt/Longtake/longtake-desktop | grep 'not found'");
  report.check(
    'deb: every library that the program needs is there',
    libraries.stdout === '',
    libraries.stdout,
  );
  await usesCommandLine(root, report, { name: 'deb', command: 'longtake', film: 'Harbour.webm' });
  return true;
}

/** What a desktop sees of it. */
async function checkDesktop(root, report) {
  await root.must(`apt-get install -y --no-install-recommends ${TOOLS}`, INSTALLING);
  const valid = await root.run(`desktop-file-validate ${DESKTOP}`);
  report.check('deb: the desktop entry is valid', valid.code === 0 && valid.output === '', valid.output);
  const entry = await root.must(`cat ${DESKTOP}`);
  const started = await root.run(`test -x "$(sed -n 's/^Exec=\\([^ ]*\\).*/\\1/p' ${DESKTOP})"`);
  report.check('deb: the desktop entry starts what is there', started.code === 0, entry);
  const icon = join(root.folder, ICON);
  report.check('deb: the icon is there', existsSync(icon) && sidesOfPng(icon)?.join() === '512,512');
  const types = /^MimeType=(.*)$/m.exec(entry)?.[1]?.split(';').filter(Boolean) ?? [];
  const known = (await root.must('cat /usr/share/mime/types /usr/share/mime/aliases')).split(/\s/);
  const unknown = types.filter((type) => !known.includes(type));
  report.check(
    'deb: the system knows every type of video that it opens',
    types.length > 8 && unknown.length === 0,
    unknown.join(),
  );
  const opens = await root.run('update-desktop-database /usr/share/applications', AS_ROOT);
  const first = await root.run('xdg-mime query default video/mp4');
  report.check(
    'deb: it is offered for videos',
    opens.code === 0 && first.stdout.trim() === basename(DESKTOP),
    first.output,
  );
  const defined = await root.run('grep -rl longtake /usr/share/mime/packages');
  report.check('deb: it does not define the types of videos anew', defined.stdout === '', defined.stdout);
}

async function checkRemoval(root, report) {
  const before = await contentsOf(root, LIBRARY);
  const gone = await root.run('apt-get purge -y longtake', AS_ROOT);
  report.check('deb: apt purge', gone.code === 0, gone.output);
  const left = await root.run(
    'ls -d /opt/Longtake /usr/bin/longtake* /usr/share/applications/longtake* /etc/apparmor.d/longtake* 2>/dev/null',
  );
  const icons = await root.run('find /usr/share /etc -iname "*longtake*"');
  report.check('deb: nothing of it is left', left.stdout + icons.stdout === '', left.stdout + icons.stdout);
  report.check('deb: the library is left as it was', (await contentsOf(root, LIBRARY)) === before);
}

async function checkAppImage(root, report, file) {
  const image = `./${basename(file)}`;
  copyFileSync(file, join(root.folder, 'home', PERSON, basename(file)));
  await root.must(
    `chown -R ${PERSON} /home/${PERSON}; chmod +x /home/${PERSON}/*.AppImage; rm -rf /home/${PERSON}/.config`,
    AS_ROOT,
  );
  const without = await root.run(`${image} --version`);
  report.check(
    'AppImage: where FUSE is missing it says so',
    without.code !== 0 && /fuse/i.test(without.output),
    without.output,
  );
  const unpacking = `${image} --appimage-extract-and-run`;
  const headless = '--ozone-platform=headless --no-sandbox --no-zygote --log-level=3 --cli --';
  const use = {
    name: 'AppImage, unpacking itself',
    command: `${unpacking} ${headless}`,
    film: 'Harbour.webm',
  };
  await usesCommandLine(root, report, use);
  await opensWindow(root, report, { name: 'AppImage, unpacking itself', command: unpacking });
  await root.must('apt-get install -y --no-install-recommends fuse3', INSTALLING);
  const how = { fuse: true };
  const mounted = await opensWindow(root, report, {
    name: 'AppImage with FUSE',
    command: image,
    how,
    also: 'grep mount_ /proc/mounts',
  });
  report.check(
    'AppImage with FUSE: it runs from its mount',
    /fuse\..*\/tmp\/\.mount_/.test(mounted) || /\/tmp\/\.mount_\S+ fuse/.test(mounted),
    mounted,
  );
}

await main(async () => {
  const { values } = parseArgs({
    options: {
      suite: { type: 'string', default: 'bookworm' },
      from: { type: 'string', default: DIST },
      of: { type: 'string', default: JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version },
    },
  });
  const version = values.of;
  const folder = join(DIST, 'release-check');
  mkdirSync(folder, { recursive: true });
  const deb = packaged(values.from, version, '.deb');
  const image = packaged(values.from, version, '.AppImage');
  const root = makeRoot(values.suite, join(folder, 'root'));
  const report = new Report();
  try {
    const installed = await checkDeb(root, report, deb, version);
    if (installed) {
      await checkDesktop(root, report);
      await opensWindow(root, report, { name: 'deb', command: 'longtake-desktop' });
      await checkRemoval(root, report);
      await checkAppImage(root, report, image);
    }
  } finally {
    root.remove();
  }
  say(`Packages of ${version} in a clean Debian ${values.suite}: ${report.failed} failed.`);
  return report.failed === 0 ? 0 : 1;
});
