import { expect, it } from 'vitest';
import { asWriteError, CannotReadVideo, DiskFull } from './errors';
import { asSourceError } from './source-file';

it('knows a full disk and a full quota from other failures to write', () => {
  const failed = (code: string): Error => Object.assign(new Error(code), { code });
  expect(asWriteError(failed('ENOSPC'))).toBeInstanceOf(DiskFull);
  expect(asWriteError(failed('EDQUOT'))).toMatchObject({ code: 'DiskFull' });
  const other = failed('EIO');
  expect(asWriteError(other)).toBe(other);
});

it('a name that is no Unicode is the fault of the name, not of a copy that is not complete', () => {
  const gone = Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
  const failure = asSourceError(gone, '/films/caf\ufffd.mp4');
  expect(failure).toBeInstanceOf(CannotReadVideo);
  expect(failure).not.toMatchObject({ remedy: new CannotReadVideo('a', 'b').remedy });
});
