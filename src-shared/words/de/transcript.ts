// German words: transcript.
import type { transcript as English } from '../en/transcript';

export const transcript: Readonly<Record<keyof typeof English, string>> = {};
