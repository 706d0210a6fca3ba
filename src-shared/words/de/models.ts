// German words: models.
import type { models as English } from '../en/models';

export const models: Readonly<Record<keyof typeof English, string>> = {};
