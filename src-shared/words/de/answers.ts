// German words: answers.
import type { answers as English } from '../en/answers';

const FRAMES_OF =
  'jedes {step, plural, =2 {zweite} =3 {dritte} =4 {vierte} =5 {fünfte} =6 {sechste} =7 {siebte} =8 {achte} =9 {neunte} =10 {zehnte} other {{step, number}.}} Bild: {count, number} von {of, number}';

export const answers: Readonly<Record<keyof typeof English, string>> = {
  'answers.askedAbout': 'Gefragt nach {from} bis {to}.',
  'answers.model.frames': '{count, plural, one {1 Bild} other {# Bilder}}',
  'answers.model.framesForMemory': `${FRAMES_OF}, damit es in den Speicher passt`,
  'answers.model.framesForLength': `${FRAMES_OF}, damit es in die Länge des Modells passt`,
  'answers.model.unfused': 'Frage mit keinem Bild verschmolzen: Dafür war keines aufgehoben (eine Näherung)',
  'answers.model.fused': 'Frage mit {count, plural, one {dem Bild} other {allen # Bildern}} verschmolzen',
  'answers.model.fusedWith':
    'Frage mit {frames, number} von {count, number} Bildern verschmolzen (eine Näherung)',
  'answers.model.instructions':
    'Die festen Anweisungen des Modells sind mit dem ganzen Film verschmolzen, nicht mit diesen Bildern allein (eine Näherung)',
  'answers.model.dropped':
    '{count, plural, one {Die älteste Frage dieses Chats passte nicht und wurde ausgelassen} other {Die # ältesten Fragen dieses Chats passten nicht und wurden ausgelassen}}',
  'answers.model.longer':
    '{length, number} Token: mehr als die {most, number}, auf die das Modell abgestimmt ist',
  'answers.model.onCpu': 'Auf der CPU: {device} hat dieses Modell nicht angenommen, meist fehlt der Speicher',
  'answers.model.inForm': 'Mit {bits} Bit je Gewicht: Für das Modell, wie es ist, hat {device} keinen Platz',
  'answers.model.noDisk':
    'Eine kleinere Form wurde nicht gemacht: Sie braucht {needed} auf der Platte, und {free} sind frei',
  'answers.model.fromMemory': 'Bilder für eine frühere Frage gelesen',
  'answers.model.fromDisk': 'Bilder für eine frühere Frage gelesen, vom Datenträger',
  'answers.model.made': 'Bilder für diese Frage gelesen; die nächste braucht darauf nicht zu warten',
};
