import { describe, expect, it } from 'vitest';
import { FROM_NPM } from './ffmpeg.mjs';
import { parseVersion, sourceOf } from './ffmpeg-build.mjs';

const printed = (version, configuration) =>
  `ffmpeg version ${version} Copyright (c) 2000-2024 the FFmpeg developers\nbuilt with gcc 13\nconfiguration: ${configuration}\nlibavutil 59. 8.100\n`;

describe('what a build of ffmpeg says of itself', () => {
  it('tells its licence by its configuration', () => {
    const licence = (flags) => parseVersion(printed('7.0.2', flags))?.licence;
    expect(licence('--enable-gpl --enable-version3 --enable-libx264')).toBe('GPL-3.0-or-later');
    expect(licence('--enable-libx264 --enable-gpl')).toBe('GPL-2.0-or-later');
    expect(licence('')).toBe('LGPL-2.1-or-later');
    expect(licence('--enable-version3 --disable-gpl')).toBe('LGPL-3.0-or-later');
    expect(licence('--enable-gpl --enable-nonfree --enable-libfdk-aac')).toBeNull();
    expect(parseVersion('')).toBeUndefined();
    expect(parseVersion(printed('7.0.2', '--enable-gpl'))?.configuration).toBe('--enable-gpl');
  });

  it('tells where its source is', () => {
    const first = (version) => sourceOf(`ffmpeg version ${version}`).urls[0];
    expect(first('7.0.2-static https://johnvansickle.com/ffmpeg/')).toContain('ffmpeg-7.0.2.tar.xz');
    expect(first('5.1.9-0+deb12u1')).toContain('ffmpeg-5.1.9.tar.xz');
    expect(first('n7.0-7-gd38bf5e08e-20240407')).toContain('d38bf5e08e');
    expect(first('N-66595-gc2b38619c0-static')).toContain('c2b38619c0');
    expect(first('2023-02-13-git-2296078397-essentials_build-www.gyan.dev')).toContain('2296078397');
  });
});

describe('the builds from npm', () => {
  it('are each pinned to one content', () => {
    const all = Object.values(FROM_NPM).flatMap((builds) => Object.values(builds));
    expect(all.length).toBeGreaterThan(0);
    for (const { version, integrity } of all) {
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
      expect(integrity).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
    }
  });
});
