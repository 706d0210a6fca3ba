// German words: ui.
import type { ui as English } from '../en/ui';

export const ui: Readonly<Record<keyof typeof English, string>> = {
  'ui.close': 'Schließen',
  'ui.keep': 'Behalten',
  'ui.kind.seen': 'Gesehen',
  'ui.kind.said': 'Gesagt',
  'ui.kind.written': 'Geschrieben',
  'ui.kind.object': 'Gefundenes Ding',
  'ui.kind.scene': 'Szene',
  'ui.kind.named': 'Aus den eigenen Worten der Antwort',
  'ui.kind.weighed': 'Bilder, die die Antwort bewegt haben',
  'ui.kind.fromFile': 'Gesagt, laut Untertiteln',
  'ui.left.moment': 'noch einige Sekunden',
  'ui.left.seconds': 'noch etwa {n} s',
  'ui.left.minutes': 'noch etwa {n} min',
  'ui.left.hours': 'noch etwa {n} h',
  'ui.left.hoursMinutes': 'noch etwa {hours} h {n} min',
  'ui.rate': '{n} Bilder/s',
};
