import { expect, it } from 'vitest';
import { steps } from './steps.mjs';

it('ends before the end', () => expect(steps(3)).toEqual([0, 1, 2]));
