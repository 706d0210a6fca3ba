// German words: player.
import type { player as English } from '../en/player';

export const player: Readonly<Record<keyof typeof English, string>> = {};
