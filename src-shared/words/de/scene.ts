// German words: scene.
import type { scene as English } from '../en/scene';

export const scene: Readonly<Record<keyof typeof English, string>> = {};
