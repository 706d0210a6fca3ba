// German words: ui.
import type { ui as English } from '../en/ui';

export const ui: Readonly<Record<keyof typeof English, string>> = {
  'ui.close': 'Schließen',
  'ui.keep': 'Behalten',
  'ui.quote': '„{words}“',
  'ui.kind.seen': 'Gesehen',
  'ui.kind.said': 'Gesagt',
  'ui.kind.written': 'Geschrieben',
  'ui.kind.object': 'Gefundenes Ding',
  'ui.kind.scene': 'Szene',
  'ui.kind.named': 'Aus den eigenen Worten der Antwort',
  'ui.kind.weighed': 'Bilder, die die Antwort bewegt haben',
  'ui.kind.fromFile': 'Gesagt, laut Untertiteln',
  'ui.about.moment': 'einige Sekunden',
  'ui.about.seconds': 'etwa {n} s',
  'ui.about.minutes': 'etwa {n} min',
  'ui.about.hours': 'etwa {n} h',
  'ui.about.hoursMinutes': 'etwa {hours} h {n} min',
  'ui.left': 'noch {time}',
  'ui.rate': '{n} Bilder/s',
};
