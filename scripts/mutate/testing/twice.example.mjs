import { expect, it } from 'vitest';
import { twice } from './steps.mjs';

it('gives a number', () => expect(twice(2)).toBeTypeOf('number'));
