// German words: passes.
import type { passes as English } from '../en/passes';

export const passes: Readonly<Record<keyof typeof English, string>> = {
  'passes.stage.subtitles': 'Untertitel werden gelesen',
  'passes.doing.index': '{title} wird indexiert',
  'passes.doing.tracks': 'Genauer Blick auf {title}',
  'passes.doing.watch': '{title} wird angesehen',
  'passes.stage.probe': 'Datei wird geöffnet',
  'passes.stage.frames': 'Bilder werden angesehen',
  'passes.stage.scenes': 'Szenen werden gesucht',
  'passes.stage.speech': 'Ton wird gehört',
  'passes.stage.speakers': 'Stimmen werden unterschieden',
  'passes.stage.finish': 'Wird abgeschlossen',
  'passes.stage.tracks': 'Genauer Blick',
  'passes.stage.watch': 'Wird angesehen',
  'passes.shots.title': 'Schnitte finden',
  'passes.shots.text':
    'Harte Schnitte und Überblendungen, aufs Bild genau: Einstellungen auf der Zeitleiste, und Listen, die Schnittprogramme öffnen.',
  'passes.shots.offer': 'Schnitte',
  'passes.shots.table': 'Einstellungen (.csv)',
  'passes.shots.table.use': 'Eine Zeile je Abschnitt zwischen zwei Schnitten',
  'passes.objects.title': 'Menschen und Dinge finden',
  'passes.objects.text':
    'Rund achtzig Arten von Dingen, von Bild zu Bild verfolgt: wie viele da sind, und von wann bis wann.',
  'passes.objects.offer': 'Dinge',
  'passes.objects.table': 'Menschen und Dinge (.csv)',
  'passes.objects.table.use': 'Eine Zeile für jedes verfolgte, von wann bis wann',
  'passes.text.title': 'Schrift im Bild lesen',
  'passes.text.text':
    'Folien, Schilder und Einblendungen werden zu Zeilen, die sich durchsuchen, befragen und berichtigen lassen.',
  'passes.text.offer': 'Schrift',
  'passes.text.table': 'Was geschrieben steht (.csv)',
  'passes.text.table.use': 'Eine Zeile je Zeile Schrift, mit ihrem Ort im Bild',
};
