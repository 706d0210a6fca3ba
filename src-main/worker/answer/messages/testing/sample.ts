import type { Stated } from '../../claims/claims';

/** A claim, and its words in English and in German. */
export type Sample = readonly [claim: Stated, english: string, german: string];
