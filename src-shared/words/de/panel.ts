// German words: panel.
import type { panel as English } from '../en/panel';

export const panel: Readonly<Record<keyof typeof English, string>> = {
  'panel.label': 'Seitenleiste',
  'panel.close': 'Seitenleiste schließen',
  'panel.chat': 'Chat',
  'panel.transcript': 'Transkript',
  'panel.collections': 'Sammlungen',
};
