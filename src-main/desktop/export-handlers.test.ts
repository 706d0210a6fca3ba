import { describe, expect, it } from 'vitest';
import { asFileName } from './export-handlers';

describe('asFileName', () => {
  it('keeps what every system allows', () => {
    expect(asFileName('Interview 3, part 2 (Köln)')).toBe('Interview 3, part 2 (Köln)');
  });
  it('drops separators, reserved characters, control characters and leading or trailing dots', () => {
    expect(asFileName('a/b\\c:d*?"<>|e')).toBe('a b c d e');
    expect(asFileName('../../etc')).toBe('etc');
    expect(asFileName('..hidden. ')).toBe('hidden');
    expect(asFileName('line\nbreak\u0000')).toBe('line break');
  });
  it('has a name for a title that leaves none', () => {
    expect(asFileName('???')).toBe('Longtake');
    expect(asFileName('...')).toBe('Longtake');
  });
  it('avoids what Windows takes for a device, and marks that turn the writing round', () => {
    expect(asFileName('CON')).toBe('_CON');
    expect(asFileName('lpt1.old')).toBe('_lpt1.old');
    expect(asFileName('Console')).toBe('Console');
    expect(asFileName('holiday\u202e4pm')).toBe('holiday4pm');
  });
  it('cuts a title that no file system takes, between whole characters', () => {
    const name = asFileName('👩‍👩‍👧'.repeat(100));
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(180);
    expect(name).toBe('👩‍👩‍👧'.repeat(10));
    expect(asFileName('a'.repeat(300))).toBe('a'.repeat(180));
  });
});
