import { at } from '../../claims/claims';
import { seconds } from '../../testing/world';
import { here, intervals, placeAt } from './places';
import type { Sample } from './sample';

const title = { subject: ['Street'] };
const tram = { kind: 'entry', ...at(placeAt(0, 9, 'scene')), counts: { length: seconds(9) } } as const;

/** Films, their parts, and stretches of them. */
export const FILM_SAMPLES: readonly Sample[] = [
  [
    { kind: 'inStretch', what: 'said', begins: true, intervals, film: 'Street' },
    'From 0:10 to 1:10 in **Street**, what is said:',
    'Was von 0:10 bis 1:10 in **Street** gesagt wird:',
  ],
  [
    { kind: 'inStretch', what: 'kinds', begins: false, intervals },
    'And what is found by kind:',
    'Und was nach Art gefunden wurde:',
  ],
  [
    { kind: 'label', subject: ['castle'], counts: { likelihood: 0.9 }, ...here },
    '[[0]] castle (90 % on average)',
    '[[0]] Schloss (im Mittel 90 %)',
  ],
  [
    { kind: 'emptyStretch', sense: 'either', blind: true, intervals },
    'From 0:10 to 1:10, nothing is said and no label fits the frames well enough to be named.',
    'Von 0:10 bis 1:10 wird nichts gesagt, und keine Bezeichnung passt gut genug auf die Bilder.',
  ],
  [
    { kind: 'emptyStretch', sense: 'told', blind: false, intervals },
    'From 0:10 to 1:10, nothing is said or written.',
    'Von 0:10 bis 1:10 wird nichts gesagt und steht nichts geschrieben.',
  ],
  [
    { kind: 'edge', edge: 'before' },
    'Nothing comes before it: the video starts there.',
    'Davor kommt nichts: Der Film beginnt dort.',
  ],
  [
    { kind: 'edge', edge: 'after' },
    'Nothing comes after it: the video ends there.',
    'Danach kommt nichts: Der Film endet dort.',
  ],
  [
    { kind: 'fact', ...title, value: { fact: 'length', length: seconds(61) } },
    'The video **Street** is 1 minute 1 second long.',
    'Der Film **Street** ist 1 Minute 1 Sekunde lang.',
  ],
  [
    { kind: 'fact', ...title, value: { fact: 'sound', tracks: [] } },
    'No, **Street** has no sound.',
    'Nein, **Street** hat keinen Ton.',
  ],
  [
    {
      ...{ kind: 'fact', ...title },
      value: {
        fact: 'sound',
        tracks: [
          { language: 'de', channels: 2 },
          { language: null, channels: 6 },
        ],
      },
    },
    'Yes, **Street** has 2 sound tracks (de, stereo and 6 channels).',
    'Ja, **Street** hat 2 Tonspuren (de, Stereo und 6 Kanäle).',
  ],
  [
    { kind: 'fact', ...title, value: { fact: 'sound', tracks: [{ language: null, channels: 1 }] } },
    'Yes, **Street** has a sound track (mono).',
    'Ja, **Street** hat eine Tonspur (Mono).',
  ],
  [
    { kind: 'fact', ...title, value: { fact: 'subtitles', tracks: null } },
    'Whether the file of **Street** holds subtitles was not looked up. What is written in the picture can be asked for: “What is written?”',
    'Ob die Datei von **Street** Untertitel enthält, wurde nicht nachgesehen. Nach dem, was im Bild geschrieben steht, lässt sich fragen: „Was steht geschrieben?“',
  ],
  [
    { kind: 'fact', ...title, value: { fact: 'subtitles', tracks: [] } },
    'No, **Street** has no subtitles. What is written in the picture can be asked for: “What is written?”',
    'Nein, **Street** hat keine Untertitel. Nach dem, was im Bild geschrieben steht, lässt sich fragen: „Was steht geschrieben?“',
  ],
  [
    {
      kind: 'fact',
      ...title,
      value: { fact: 'subtitles', tracks: [{ language: 'eng' }, { language: null }] },
    },
    'Yes, **Street** has 2 tracks of subtitles (eng).',
    'Ja, **Street** hat 2 Untertitelspuren (eng).',
  ],
  [
    { kind: 'fact', ...title, value: { fact: 'size', bytes: 1_500_000 } },
    'The file of **Street** is 1.5 MB large.',
    'Die Datei von **Street** ist 1,5 MB groß.',
  ],
  [
    { kind: 'fact', ...title, value: { fact: 'picture', picture: null } },
    '**Street** has no picture.',
    '**Street** hat kein Bild.',
  ],
  [
    {
      ...{ kind: 'fact', ...title },
      value: { fact: 'picture', picture: { width: 640, height: 360, frameRate: 29.97003, codec: 'h264' } },
    },
    '**Street** is 640 × 360 pixels, 29.97 frames a second (h264).',
    '**Street** hat 640 × 360 Pixel, 29,97 Bilder pro Sekunde (h264).',
  ],
  [
    {
      ...{ kind: 'extreme', most: 'longest', unit: 'shot', ...here },
      counts: { number: 3, of: 8, length: seconds(60) },
    },
    'The longest shot is number 3 of 8, from 0:10 to 1:10, 1 minute long: [[0]]',
    'Die längste Einstellung ist Nummer 3 von 8, von 0:10 bis 1:10, 1 Minute lang: [[0]]',
  ],
  [
    { kind: 'parts', unit: 'shot', ...title, counts: { parts: 3, cuts: 2, shown: 3 } },
    'The video **Street** has 3 shots, so 2 cuts:',
    'Der Film **Street** hat 3 Einstellungen, also 2 Schnitte:',
  ],
  [
    { kind: 'parts', unit: 'scene', ...title, counts: { parts: 1, cuts: 0, shown: 0 } },
    'The video **Street** has 1 scene.',
    'Der Film **Street** hat 1 Szene.',
  ],
  [
    { kind: 'part', unit: 'shot', dissolve: true, counts: { length: seconds(60) }, ...here },
    '[[0]] 1 minute, by a dissolve',
    '[[0]] 1 Minute, mit einer Überblendung',
  ],
  [
    {
      kind: 'part',
      unit: 'scene',
      dissolve: false,
      counts: { length: seconds(60) },
      words: ['castle'],
      ...here,
    },
    '[[0]] 1 minute, labelled “castle”',
    '[[0]] 1 Minute, bezeichnet als „Schloss“',
  ],
  [
    { kind: 'chapters', counts: { parts: 1 }, lacks: null },
    'The file names one chapter:',
    'Die Datei nennt ein Kapitel:',
  ],
  [
    { kind: 'chapters', counts: { parts: 4 }, lacks: null },
    'The file names 4 chapters:',
    'Die Datei nennt 4 Kapitel:',
  ],
  [
    { kind: 'chapters', counts: { parts: 4 }, lacks: 5 },
    'There is no chapter 5. The file names 4 chapters:',
    'Ein Kapitel 5 gibt es nicht. Die Datei nennt 4 Kapitel:',
  ],
  [
    { kind: 'chapter', subject: ['The vault'], counts: { number: 2 }, ...here },
    '[[0]] 2. The vault',
    '[[0]] 2. The vault',
  ],
  [{ kind: 'chapter', subject: [''], counts: { number: 2 }, ...here }, '[[0]] Chapter 2', '[[0]] Kapitel 2'],
  [
    { kind: 'noChapters', counts: { parts: 12, number: 3 } },
    'This video has no chapters. It has 12 scenes, which can be asked for: “What happens in scene 3?”',
    'Dieser Film hat keine Kapitel. Er hat 12 Szenen, nach denen sich fragen lässt: „Was passiert in Szene 3?“',
  ],
  [
    { kind: 'noChapters', counts: { parts: 1, number: 1 } },
    'This video has no chapters.',
    'Dieser Film hat keine Kapitel.',
  ],
  [
    { kind: 'films', filter: 'all', counts: { films: 1, of: 1 } },
    'There is 1 film here.',
    'Hier ist 1 Film.',
  ],
  [
    { kind: 'films', filter: 'silent', counts: { films: 2, of: 5 } },
    '2 of 5 films have no sound:',
    '2 von 5 Filmen haben keinen Ton:',
  ],
  [
    { kind: 'films', filter: 'longer', counts: { films: 0, of: 5 } },
    'None of 5 films are longer than that.',
    'Keiner von 5 Filmen ist länger.',
  ],
  [
    { kind: 'films', filter: 'longest', counts: { films: 1, of: 5 } },
    'The longest of 5 films:',
    'Der längste von 5 Filmen:',
  ],
  [
    { kind: 'film', ...title, counts: { length: seconds(60) } },
    '**Street**, 1 minute',
    '**Street**, 1 Minute',
  ],
  [
    { kind: 'overview', ...title, silent: true, unnamed: true, counts: { length: seconds(60), parts: 2 } },
    'The video **Street** is 1 minute long, in 2 scenes. Nothing that is said was found. Nothing in its pictures is known well enough to be named.',
    'Der Film **Street** ist 1 Minute lang, in 2 Szenen. Gesprochenes wurde nicht gefunden. Nichts in seinen Bildern ist bekannt genug, um es zu benennen.',
  ],
  [
    { kind: 'overview', ...title, silent: false, unnamed: false, counts: { length: seconds(60), parts: 0 } },
    'The video **Street** is 1 minute long.',
    'Der Film **Street** ist 1 Minute lang.',
  ],
  [
    {
      ...{ kind: 'oneSentence', ...title, listed: false, counts: { length: seconds(60), parts: 1 } },
      ...{
        kinds: [
          { label: 'tram', atOnce: 2 },
          { label: 'dog', atOnce: 1 },
        ],
        writes: 'EXIT',
        says: 'Go.',
        within: null,
      },
      evidence: [placeAt(0, 1), placeAt(1, 2), placeAt(2, 3), placeAt(3, 4)],
    },
    '**Street** is 1 minute long, in 1 scene: found in it: tram (up to 2 at once) [[0]]; dog [[1]]; written in it is “EXIT” [[2]]; it is said that “Go.” [[3]].',
    '**Street** ist 1 Minute lang, in 1 Szene; darin gefunden: Straßenbahn (bis zu 2 zugleich) [[0]]; Hund [[1]]; geschrieben steht „EXIT“ [[2]]; gesagt wird „Go.“ [[3]].',
  ],
  [
    {
      ...{ kind: 'oneSentence', ...title, listed: true, counts: { length: seconds(60), parts: 0 } },
      ...{ kinds: [], writes: null, says: null, within: null },
    },
    '**Street** is 1 minute long, and nothing in it is known.',
    '**Street** ist 1 Minute lang, und nichts darin ist bekannt.',
  ],
  [
    {
      ...{ kind: 'oneSentence', ...title, listed: false, counts: { length: seconds(90), parts: 3 } },
      ...{ kinds: [], writes: null, says: 'Go.', within: intervals[0] ?? null, evidence: [placeAt(11, 12)] },
    },
    '**Street** from 0:10 to 1:10: it is said that “Go.” [[0]].',
    '**Street** von 0:10 bis 1:10: gesagt wird „Go.“ [[0]].',
  ],
  [
    {
      ...{
        ...tram,
        kinds: [{ label: 'tram', atOnce: 1 }],
        words: ['trolley'],
        writes: ['EXIT'],
        says: ['Go.'],
      },
      evidence: [placeAt(0, 9, 'scene'), placeAt(1, 2), placeAt(2, 3)],
    },
    '[[0]] 9 seconds, tram, labelled “trolley”; written: [[1]] “EXIT”; said: [[2]] “Go.”',
    '[[0]] 9 Sekunden, Straßenbahn, bezeichnet als „trolley“; geschrieben: [[1]] „EXIT“; gesagt: [[2]] „Go.“',
  ],
  [{ ...tram, kinds: [], writes: [], says: [] }, '[[0]] 9 seconds', '[[0]] 9 Sekunden'],
  [{ kind: 'storyboard', which: 'all' }, 'Scene by scene:', 'Szene für Szene:'],
  [
    { kind: 'storyboard', which: 'chosen' },
    'What stands out in it, in order:',
    'Was darin auffällt, der Reihe nach:',
  ],
  [{ kind: 'storyboard', which: 'look' }, 'You can look at its scenes:', 'Seine Szenen lassen sich ansehen:'],
];
