import { describe, expect, it } from 'vitest';
import { holdsAll } from './node-modules.mjs';

describe('holdsAll', () => {
  const wanted = {
    '': { name: 'longtake' },
    'node_modules/zod': { version: '4.0.0' },
    'node_modules/only-on-macs': { version: '1.0.0', optional: true },
  };

  it('is content without the optional packages of other systems, and with more than is wanted', () => {
    const installed = { 'node_modules/zod': { version: '4.0.0' }, 'node_modules/more': { version: '1.0.0' } };
    expect(holdsAll(installed, wanted)).toBe(true);
  });

  it.each([
    ['a package is missing', {}],
    ['a package has another version', { 'node_modules/zod': { version: '3.9.9' } }],
    [
      'an optional package has another version',
      { 'node_modules/zod': { version: '4.0.0' }, 'node_modules/only-on-macs': { version: '0.9.0' } },
    ],
  ])('is not when %s', (_, installed) => {
    expect(holdsAll(installed, wanted)).toBe(false);
  });
});
