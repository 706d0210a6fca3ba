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
});
