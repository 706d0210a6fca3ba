import { expect, it } from 'vitest';
import { asWriteError, DiskFull } from './errors';

it('knows a full disk and a full quota from other failures to write', () => {
  const failed = (code: string): Error => Object.assign(new Error(code), { code });
  expect(asWriteError(failed('ENOSPC'))).toBeInstanceOf(DiskFull);
  expect(asWriteError(failed('EDQUOT'))).toMatchObject({ code: 'DiskFull' });
  const other = failed('EIO');
  expect(asWriteError(other)).toBe(other);
});
