import { describe, expect, it } from 'vitest';
import { controlFile, readArguments } from './fpm.mjs';

// As electron-builder's FpmTarget writes them.
const ARGS = [
  ...[
    '-s',
    'dir',
    '--force',
    '-t',
    'deb',
    '-d',
    'libgtk-3-0',
    '-d',
    'libnss3',
    '--deb-recommends',
    'libappindicator3-1',
  ],
  ...[
    '--deb-compression',
    'xz',
    '--architecture',
    'amd64',
    '--description',
    'Short\n A longer line.\n\n Another.',
  ],
  ...['--version', '1.2.3~beta', '--name', 'longtake', '--maintainer', 'We <we@localhost>', '--vendor', 'We'],
  ...[
    '--url',
    'https://longtake.example',
    '--category',
    'video',
    '--deb-priority',
    'optional',
    '--license',
    'Apache-2.0',
  ],
];

describe('the stand-in for fpm', () => {
  it('reads what electron-builder gives it', () => {
    const { options, files } = readArguments([
      ...ARGS,
      'a/b=/opt/Longtake',
      'x=y.png=/usr/share/icons/z.png',
    ]);
    expect(options.get('-d')).toEqual(['libgtk-3-0', 'libnss3']);
    expect(files).toEqual([
      { from: 'a/b', to: '/opt/Longtake' },
      { from: 'x=y.png', to: '/usr/share/icons/z.png' },
    ]);
  });

  it('writes a control file that a Debian package has', () => {
    const { options } = readArguments(ARGS);
    expect(controlFile(options, 12).split('\n')).toEqual([
      'Package: longtake',
      'Version: 1.2.3~beta',
      'Section: video',
      'Priority: optional',
      'Architecture: amd64',
      'Depends: libgtk-3-0, libnss3',
      'Recommends: libappindicator3-1',
      'Installed-Size: 12',
      'Maintainer: We <we@localhost>',
      'Homepage: https://longtake.example',
      'Description: Short',
      ' A longer line.',
      ' .',
      ' Another.',
      '',
    ]);
  });

  it.each([[['--deb-systemd', 'unit']], [['stray']]])(
    'ends where it is given what it does not know: %j',
    (more) => {
      expect(() => readArguments([...ARGS, ...more])).toThrow('does not know');
    },
  );

  it('makes no other kind of package', () => {
    expect(() => readArguments(['-t', 'rpm'])).toThrow('Debian');
  });
});
