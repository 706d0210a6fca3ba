// German words: workspace.
import type { workspace as English } from '../en/workspace';

export const workspace: Readonly<Record<keyof typeof English, string>> = {};
