// German words: shell.
import type { shell as English } from '../en/shell';

export const shell: Readonly<Record<keyof typeof English, string>> = {
  'shell.above': 'Menüs und Hinweise',
  'shell.main': 'Hauptnavigation',
  'shell.toLight': 'Zu Hell wechseln',
  'shell.toDark': 'Zu Dunkel wechseln',
  'shell.openFirst': 'Bitte erst einen Film öffnen: Das gilt dem offenen.',
  'shell.unforeseen': 'Etwas ist schiefgegangen, womit Longtake nicht gerechnet hat.',
  'shell.unforeseen.remedy': 'Bitte noch einmal versuchen; wenn es wieder geschieht, Longtake neu starten.',
  'shell.newer': 'Eine neuere Version ist da: {version}',
};
