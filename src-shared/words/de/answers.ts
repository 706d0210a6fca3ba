// German words: answers.
import type { answers as English } from '../en/answers';

export const answers: Readonly<Record<keyof typeof English, string>> = {};
