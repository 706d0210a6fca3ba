// German words: chat.
import type { chat as English } from '../en/chat';

export const chat: Readonly<Record<keyof typeof English, string>> = {};
