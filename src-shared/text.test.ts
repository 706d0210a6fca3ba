import { describe, expect, it } from 'vitest';
import { cutBytes, cutText } from './text';

const FAMILY = '👩‍👩‍👧';

describe('a text that is too long', () => {
  it('is cut between whole characters, in letters or in bytes', () => {
    expect(cutText('short', 5)).toBe('short');
    expect(cutText(`ab${FAMILY}c`, 9)).toBe('ab');
    expect(cutText(`ab${FAMILY}c`, 10)).toBe(`ab${FAMILY}`);
    expect(cutBytes('éé', 4)).toBe('éé');
    expect(cutBytes('ééé', 5)).toBe('éé');
    expect(cutBytes(FAMILY.repeat(3), 40)).toBe(FAMILY.repeat(2));
    expect(cutBytes(FAMILY, 5)).toBe('');
  });
});
