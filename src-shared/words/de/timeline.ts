// German words: timeline.
import type { timeline as English } from '../en/timeline';

export const timeline: Readonly<Record<keyof typeof English, string>> = {};
