// German words: help.
import type { help as English } from '../en/help';

export const help: Readonly<Record<keyof typeof English, string>> = {
  'help.about.folder': 'Ordner der Bibliothek zeigen',
  'help.about.models': 'Modelle und ihre Lizenzen',
  'help.about.lead': 'Lange Filme befragen, auf dem eigenen Rechner. Nichts verlässt ihn.',
  'help.about.version': 'Version {version} · Electron {electron} · {platform}',
  'help.about.free': 'Freie Software unter der Apache License 2.0.',
  'help.about.newer': 'Version {version} ist da: siehe Einstellungen.',
  'help.diagnostics.collecting': 'Diagnose wird gesammelt …',
  'help.diagnostics.copied':
    'Diagnose kopiert. Sie nennt keinen Film, keinen Ordner und keine Person; vor dem Senden bitte ansehen.',
  'help.ffmpeg':
    'Es liest die Filme: ein eigenes Programm unter eigener Lizenz. Wie es gebaut wurde und wo sein Quelltext ist, steht dabei.',
  'help.ffmpeg.other':
    'Das benutzte ffmpeg kam nicht mit Longtake: Seine Lizenz liegt bei dem, von dem es stammt.',
  'help.parts': 'Teile von anderen',
  'help.parts.text':
    'Longtake läuft mit Electron und Chromium. Ihre Lizenzen sind LICENSE.electron.txt und LICENSES.chromium.html im Ordner des Programms.',
  'help.packages': '{n} Pakete und ihre Lizenzen',
  'help.builtWith': 'Gebaut mit: {configuration}',
  'help.keys.change': 'Tasten ändern …',
  'help.keys.or': 'oder',
  'help.keys.digits': 'Ziffern beginnen die Zeit, zu der gesprungen wird: 130 und Enter ist 1:30.',
};
