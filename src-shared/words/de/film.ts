// German words: film.
import type { film as English } from '../en/film';

export const film: Readonly<Record<keyof typeof English, string>> = {
  'film.writing': 'Schrift',
  'film.writing.notYet': 'Noch nicht gelesen',
  'film.writing.off': 'Nicht gelesen: in den Einstellungen abgeschaltet',
  'film.fromPictures': '{origin}, aus Bildern gelesen',
  'film.unreadWriting':
    'Im Bild steht Schrift, die nicht gelesen werden konnte, zuerst bei {clock}: in Buchstaben, die die Modelle hier nicht kennen, oder undeutlich. Unter „Modelle“ gibt es weitere für andere Schriften.',
  'film.about': 'Über „{title}“',
  'film.file': 'Datei',
  'film.title': 'Titel',
  'film.recorded': 'Aufgenommen',
  'film.camera': 'Kamera',
  'film.timecode': 'Timecode',
  'film.place': 'Ort',
  'film.sound': 'Ton',
  'film.none': 'Keiner',
  'film.default': ', Voreinstellung der Datei',
  'film.silent': ', stumm',
  'film.listened': ' (wird gehört)',
  'film.transcripts': 'Transkripte',
  'film.shown': ' (wird gezeigt)',
  'film.pictures': 'Untertitel, die Bilder sind: nicht gelesen',
  'film.picturesIn': 'Untertitel, die Bilder sind ({language}): nicht gelesen',
  'film.chapters': 'Kapitel',
  'film.chapter': 'Kapitel {n}',
  'film.channels': '{n, plural, =1 {mono} =2 {stereo} other {{n} Kanäle}}',
  'film.track': 'Ton {n} von {all}',
  'film.trackWords': '{track}: {words}',
  'film.origin.file': 'Untertitel in der Datei',
  'film.origin.beside': 'Untertitel neben der Datei',
  'film.origin.import': 'Untertitel',
  'film.heard': 'Gehört. {track}',
  'film.heardIn': 'Gehört auf {language}. {track}',
  'film.isSilent': 'Der Ton ist stumm',
  'film.othersSilent': '{words}; {tracks} {n, plural, one {ist} other {sind}} stumm',
  'film.trackSilent': '{words} (stumm)',
  'film.lines': '{n, plural, one {# Zeile} other {# Zeilen}}',
  'film.coordinates': '{latitude}° {ns, select, n {N} other {S}}, {longitude}° {ew, select, e {O} other {W}}',
  'film.jumps':
    'Die Uhr der Aufnahme springt bei {places}. Die Zeiten hier sind die des Films, wie er läuft.',
  'film.madeOfAnimation':
    'Aus einem animierten Bild mit {n, plural, one {# Einzelbild} other {# Einzelbildern}} gemacht. Der Film liegt in der Bibliothek.',
  'film.madeOfPictures':
    'Aus {n, plural, one {# Bild} other {# Bildern}} gemacht, {first} bis {last}, {rate} je Sekunde. Der Film liegt in der Bibliothek.',
  'film.jumpsMore': '{n, plural, one {{n} weiteren Stelle} other {{n} weiteren Stellen}}',
};
