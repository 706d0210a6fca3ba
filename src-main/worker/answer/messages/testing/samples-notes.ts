import { seconds, videoIdOf } from '../../testing/world';
import { here } from './places';
import type { Sample } from './sample';

/** What an answer says of itself. */
export const NOTE_SAMPLES: readonly Sample[] = [
  [{ kind: 'more', what: 'place', counts: { more: 1 } }, 'And 1 more place.', 'Und 1 weitere Stelle.'],
  [
    { kind: 'more', what: 'stretch', counts: { more: 2 } },
    'And 2 more stretches.',
    'Und 2 weitere Abschnitte.',
  ],
  [
    { kind: 'more', what: 'video', counts: { more: 2 } },
    'And 2 more videos: ask about one to hear of it.',
    'Und 2 weitere Filme: Nach einem davon fragen, um mehr zu erfahren.',
  ],
  [
    {
      ...{ kind: 'readBy', subject: ['small'], words: ['dog'], form: 'when', sense: 'seen' },
      intervals: [{ videoId: videoIdOf(1), from: 0, to: seconds(20) }],
    },
    'The question was read by small: when something occurs, about “dog” (seen), 0:00 to 0:20.',
    'Die Frage hat small gelesen: wann etwas vorkommt, über „Hund“ (gesehen), 0:00 bis 0:20.',
  ],
  [
    { kind: 'readBy', subject: ['small'], words: [''], intervals: [], form: 'summary', sense: 'either' },
    'The question was read by small: a summary (seen, said or written).',
    'Die Frage hat small gelesen: eine Zusammenfassung (gesehen, gesagt oder geschrieben).',
  ],
  [{ kind: 'unsureToo' }, 'Perhaps here too; I am not sure:', 'Vielleicht auch hier; sicher bin ich nicht:'],
  [
    { kind: 'nearest', what: 'frame' },
    'The nearest frame, not a sighting:',
    'Dieses Bild kommt dem am nächsten, ein Fund ist es nicht:',
  ],
  [
    { kind: 'nearest', what: 'passage' },
    'The nearest passage, not a match:',
    'Diese Passage kommt dem am nächsten, ein Treffer ist sie nicht:',
  ],
  [
    { kind: 'look', evidence: here.evidence },
    'You can look for yourself: [[0]]',
    'Hier lässt sich nachsehen: [[0]]',
  ],
  [
    { kind: 'because', reason: 'nearestPlaces' },
    'These are the nearest places, not a worked-out answer.',
    'Das sind die Stellen, die dem am nächsten kommen, keine ausgearbeitete Antwort.',
  ],
  [
    { kind: 'noName', part: 'all', subject: ['kissing'], isQuote: false },
    'The model has no name for **kissing**, so it cannot tell where that is seen.',
    'Das Modell hat keinen Namen für „kissing“ und kann nicht sagen, wo das zu sehen ist.',
  ],
  [
    { kind: 'noName', part: 'some', subject: ['a', 'b'], isQuote: false },
    'The model has no name for “a” or “b”, so this tells of the rest only.',
    'Das Modell hat keinen Namen für „a“ oder „b“; dies gilt also nur für das Übrige.',
  ],
  [
    { kind: 'noName', part: 'either', subject: ['a'], isQuote: false },
    'The model has no name for it, so it cannot tell whether it is seen.',
    'Das Modell hat keinen Namen dafür und kann nicht sagen, ob es zu sehen ist.',
  ],
  [
    { kind: 'onlyKind', subject: ['puppy'], wider: 'dog' },
    'Things are told apart by kind alone: of “puppy” I can only say where a **dog** is.',
    'Dinge werden nur nach ihrer Art unterschieden: Zu „Welpe“ kann ich nur sagen, wo ein **Hund** zu sehen ist.',
  ],
  [
    { kind: 'untold', subject: ['red'] },
    'Whether “red” is so, I cannot tell: things are told apart by kind alone.',
    'Ob „rot“ zutrifft, kann ich nicht sagen: Dinge werden nur nach ihrer Art unterschieden.',
  ],
  [
    { kind: 'missed', basis: 'detector', subject: ['cat'] },
    'I found no “cat”, so this tells of the rest only.',
    '„Katze“ habe ich nicht gefunden; dies gilt also nur für das Übrige.',
  ],
  [
    { kind: 'missed', basis: 'label', subject: ['cat'] },
    'I found no place where “cat” is seen, so this tells of the rest only.',
    'Ich habe keine Stelle gefunden, an der „Katze“ zu sehen ist; dies gilt also nur für das Übrige.',
  ],
  [
    { kind: 'action', subject: ['riding'] },
    'I cannot tell what somebody does (“riding”), only where the thing itself is:',
    'Was jemand tut („riding“), kann ich nicht sagen, nur wo das Ding selbst ist:',
  ],
  [
    { kind: 'limit', limit: 'colour' },
    'I cannot tell colours: the model names things, not what they look like.',
    'Farben kann ich nicht angeben: Das Modell benennt Dinge, nicht ihr Aussehen.',
  ],
  [
    { kind: 'limit', limit: 'sound' },
    'I cannot tell music or noises: of the sound, only speech is heard.',
    'Musik und Geräusche kann ich nicht angeben: Vom Ton wird nur Gesprochenes gehört.',
  ],
  [
    { kind: 'unable', what: 'translate' },
    'I cannot translate: I show what was said and written as it is.',
    'Übersetzen kann ich nicht: Ich zeige, was gesagt und geschrieben wurde, wie es dasteht.',
  ],
  [
    { kind: 'voices', wordsFollow: true },
    'I cannot tell voices apart, so not who speaks; the words are here:',
    'Stimmen kann ich nicht unterscheiden, also auch nicht, wer spricht; die Worte sind hier:',
  ],
  [
    { kind: 'voices', wordsFollow: false },
    'I cannot tell voices apart, so not who speaks.',
    'Stimmen kann ich nicht unterscheiden, also auch nicht, wer spricht.',
  ],
  [
    { kind: 'cannotCount', subject: ['clouds'] },
    'I cannot count “clouds”: only people and some eighty kinds of everyday things can be counted.',
    '**Wolken** kann ich nicht zählen: Zählbar sind nur Menschen und etwa achtzig Arten alltäglicher Dinge.',
  ],
  [
    { kind: 'cannotCount', subject: [] },
    'I cannot count that: only people and some eighty kinds of everyday things can be counted.',
    'Das kann ich nicht zählen: Zählbar sind nur Menschen und etwa achtzig Arten alltäglicher Dinge.',
  ],
  [
    { kind: 'notLookedFor', to: 'list' },
    'People and things were not looked for here, or not to the end, so I cannot list them.',
    'Nach Menschen und Dingen wurde hier nicht oder nicht bis zum Ende gesucht, deshalb kann ich sie nicht aufzählen.',
  ],
  [
    { kind: 'notLookedFor', to: 'count' },
    'People and things were not looked for here, or not to the end, so I cannot count them: let the closer look finish, or switch on “Find people and things” in the settings and start the video again.',
    'Nach Menschen und Dingen wurde hier nicht oder nicht bis zum Ende gesucht, deshalb kann ich sie nicht zählen: den genauen Blick zu Ende laufen lassen oder „Menschen und Dinge finden“ unter „Einstellungen“ einschalten und den Film neu starten.',
  ],
  [
    { kind: 'noGroup', subject: ['fruit'] },
    'I found no fruits of a kind that I know.',
    'Ich habe kein **Obst** gefunden, dessen Art ich kenne.',
  ],
  [
    { kind: 'noGroup', subject: [] },
    'I found no things of a kind that I know.',
    'Ich habe keine Dinge gefunden, deren Art ich kenne.',
  ],
  [{ kind: 'noParts', unit: 'scene' }, 'No scenes are known here.', 'Hier sind keine Szenen bekannt.'],
  [
    { kind: 'notRead' },
    'What is written in the picture was not read here, or not to the end: let the closer look finish, or switch on “Read writing in the picture” in the settings and start the video again.',
    'Was im Bild geschrieben steht, wurde hier nicht oder nicht bis zum Ende gelesen: den genauen Blick zu Ende laufen lassen oder „Schrift im Bild lesen“ unter „Einstellungen“ einschalten und den Film neu starten.',
  ],
  [
    { kind: 'cannotTellAbsence', subject: ['florp'], notLooked: false },
    'I cannot tell where there is no **florp**: only people and some eighty kinds of everyday things are looked for in every frame.',
    'Wo „florp“ fehlt, kann ich nicht sagen: Nur nach Menschen und etwa achtzig Arten alltäglicher Dinge wird in jedem Bild gesucht.',
  ],
  [
    { kind: 'cannotTellAbsence', subject: ['dog'], notLooked: true },
    'I cannot tell where there is no **dog**: things were not looked for here, or not to the end.',
    'Wo kein **Hund** ist, kann ich nicht sagen: Nach Dingen wurde hier nicht oder nicht bis zum Ende gesucht.',
  ],
  [
    { kind: 'sameOnes' },
    'Whether the same ones come back cannot be told, so this is not how many different ones there are.',
    'Ob dieselben wiederkommen, lässt sich nicht sagen; das ist also nicht die Zahl der verschiedenen.',
  ],
  [
    { kind: 'soundOnly' },
    'This is sound only: there are no pictures to look at.',
    'Das ist nur Ton: Bilder zum Ansehen gibt es nicht.',
  ],
  [
    { kind: 'foreign' },
    'This question was not understood. Questions are read in English, and the usual ones in German; its words were looked for as they stand.',
    'Diese Frage wurde nicht verstanden. Gelesen werden die üblichen Fragen auf Deutsch, etwa „Wann sieht man einen Hund?“, und auf Englisch; ihre Wörter wurden gesucht, wie sie dastehen.',
  ],
  [
    { kind: 'howToAsk' },
    'I read questions by their form, in English: “When do you see …?”, “What is said about …?”, “Is there …?”, “What happens at 0:30?”, “What is this video about?”',
    'Ich lese Fragen an ihrer Form: „Wann sieht man …?“, „Was wird über … gesagt?“, „Gibt es …?“, „Was passiert bei 0:30?“, „Worum geht es?“, oder ebenso auf Englisch',
  ],
  [
    { kind: 'outside', end: seconds(30) },
    'That time lies outside the video, which ends at 0:30.',
    'Diese Zeit liegt außerhalb des Films, der bei 0:30 endet.',
  ],
  [
    { kind: 'outside', end: null },
    'That time lies outside of all that was asked about.',
    'Diese Zeit liegt außerhalb von allem, wonach gefragt ist.',
  ],
  [
    { kind: 'filmsBeingRead', counts: { films: 1 } },
    '1 video of those asked about is still being read.',
    '1 Film von denen, nach denen gefragt ist, wird noch gelesen.',
  ],
  [
    { kind: 'filmsBeingRead', counts: { films: 2 } },
    '2 videos of those asked about are still being read.',
    '2 Filme von denen, nach denen gefragt ist, werden noch gelesen.',
  ],
  [
    { kind: 'picturesSoFar', counts: { reached: seconds(13), of: seconds(60) } },
    'This video is still being read: so far its pictures in the first 13 seconds of 1 minute.',
    'Dieser Film wird noch gelesen: bisher seine Bilder bis 13 Sekunden von 1 Minute.',
  ],
  [
    { kind: 'speechSoFar', reached: seconds(54), left: seconds(180) },
    'Speech has been transcribed up to 0:54; about 3 minutes to go.',
    'Gesprochenes ist bis 0:54 transkribiert; noch etwa 3 Minuten.',
  ],
  [
    { kind: 'speechSoFar', reached: null, left: null },
    'Speech has not been transcribed yet.',
    'Gesprochenes ist noch nicht transkribiert.',
  ],
  [
    { kind: 'speechSoon' },
    'What is said in it is about to be searchable.',
    'Was darin gesagt wird, ist gleich zu finden.',
  ],
  [
    { kind: 'closerLookAtFilms', counts: { films: 1 } },
    'The closer look at 1 video has not come to its end.',
    'Der genaue Blick auf 1 Film ist noch nicht zu Ende.',
  ],
  [
    { kind: 'closerLookSoFar', reached: seconds(15), length: seconds(60) },
    'People, things and writing have been looked for only in the first 15 seconds of 1 minute so far.',
    'Nach Menschen, Dingen und Schrift wurde bisher nur bis 15 Sekunden von 1 Minute gesucht.',
  ],
  [
    { kind: 'closerLookSoFar', reached: null, length: seconds(60) },
    'People, things and writing have been looked for only in a part of it so far.',
    'Nach Menschen, Dingen und Schrift wurde bisher nur in einem Teil gesucht.',
  ],
  [
    { kind: 'modelFailed', subject: ['llama 3'], fault: 'gone' },
    'llama 3 could not be reached. This was found without it:',
    'llama 3 war nicht erreichbar. Ohne es wurde dies gefunden:',
  ],
  [
    { kind: 'modelFailed', subject: ['llama 3'], fault: 'unsupported' },
    'llama 3 said nothing that the passages it names bear out. This was found without it:',
    'llama 3 sagte nichts, was die genannten Passagen belegen. Ohne es wurde dies gefunden:',
  ],
  [
    { kind: 'modelBrokeOff', subject: ['llama 3'], fault: 'tooLong' },
    'llama 3 answered without an end: this may not be all.',
    'llama 3 hat ohne Ende geantwortet: Das ist vielleicht nicht alles.',
  ],
  [
    { kind: 'modelFoundNothing', subject: ['llama 3'], counts: { of: 1 }, found: false },
    'Not found: llama 3 found no answer in the 1 passage that come nearest to the question.',
    'Nicht gefunden: llama 3 fand keine Antwort in der einen Passage, die der Frage am nächsten kommt.',
  ],
  [
    { kind: 'modelFoundNothing', subject: ['llama 3'], counts: { of: 9 }, found: true },
    'llama 3 found no answer in the 9 passages that come nearest to the question. Without it, this was found:',
    'llama 3 fand keine Antwort in den 9 Passagen, die der Frage am nächsten kommen. Ohne es wurde dies gefunden:',
  ],
  [
    {
      ...{ kind: 'damaged', subject: ['A [[0]]'], what: 'missing' },
      words: ['The index of “A [[0]]” is missing.'],
    },
    'The index of “A [ [0]]” is missing. It was left out, or searched only in part. “Index again” makes it anew.',
    'Der Index von „A [ [0]]“ fehlt. Er wurde ausgelassen oder nur zum Teil durchsucht. „Neu indexieren“ erstellt den Index neu.',
  ],
  [
    { kind: 'placesLeftOut', why: 'missing', subject: ['Old *reel*'], counts: { places: 1 } },
    '1 place of “Old *reel*” was left out: not in the library any more.',
    '1 Stelle aus „Old *reel*“ wurde ausgelassen: nicht mehr in der Bibliothek.',
  ],
  [
    { kind: 'placesLeftOut', why: 'unread', subject: [], counts: { places: 2 } },
    '2 places were left out: nothing was read there yet.',
    '2 Stellen wurden ausgelassen: Dort ist noch nichts gelesen.',
  ],
  [
    { kind: 'moreDamaged', counts: { films: 2 } },
    '2 more videos were left out because their index is damaged.',
    '2 weitere Filme wurden ausgelassen, weil der Index beschädigt ist.',
  ],
];
