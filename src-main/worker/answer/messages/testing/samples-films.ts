import { at, type Stated } from '../../claims/claims';
import { seconds } from '../../testing/world';
import { here, intervals, placeAt } from './places';

const title = { subject: ['Street'] };
const tram = { kind: 'entry', ...at(placeAt(0, 9, 'scene')), counts: { length: seconds(9) } } as const;

/** Films, their parts, and stretches of them. */
export const FILM_SAMPLES: readonly (readonly [Stated, string])[] = [
  [
    { kind: 'inStretch', what: 'said', begins: true, intervals, film: 'Street' },
    'From 0:10 to 1:10 in **Street**, what is said:',
  ],
  [{ kind: 'inStretch', what: 'kinds', begins: false, intervals }, 'And what is found by kind:'],
  [
    { kind: 'label', subject: ['castle'], counts: { likelihood: 0.9 }, ...here },
    '[[0]] castle (90 % on average)',
  ],
  [
    { kind: 'emptyStretch', sense: 'either', blind: true, intervals },
    'From 0:10 to 1:10, nothing is said and no label fits the frames well enough to be named.',
  ],
  [
    { kind: 'emptyStretch', sense: 'told', blind: false, intervals },
    'From 0:10 to 1:10, nothing is said or written.',
  ],
  [{ kind: 'edge', edge: 'before' }, 'Nothing comes before it: the video starts there.'],
  [{ kind: 'edge', edge: 'after' }, 'Nothing comes after it: the video ends there.'],
  [
    { kind: 'fact', ...title, value: { fact: 'length', length: seconds(61) } },
    'The video **Street** is 1 minute 1 second long.',
  ],
  [{ kind: 'fact', ...title, value: { fact: 'sound', tracks: [] } }, 'No, **Street** has no sound.'],
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
  ],
  [
    { kind: 'fact', ...title, value: { fact: 'sound', tracks: [{ language: null, channels: 1 }] } },
    'Yes, **Street** has a sound track (mono).',
  ],
  [
    { kind: 'fact', ...title, value: { fact: 'subtitles' } },
    'Whether the file of **Street** holds subtitles is not looked up. What is written in the picture can be asked for: “What is written?”',
  ],
  [
    { kind: 'fact', ...title, value: { fact: 'size', bytes: 1_500_000 } },
    'The file of **Street** is 1.5 MB large.',
  ],
  [{ kind: 'fact', ...title, value: { fact: 'picture', picture: null } }, '**Street** has no picture.'],
  [
    {
      ...{ kind: 'fact', ...title },
      value: { fact: 'picture', picture: { width: 640, height: 360, frameRate: 29.97003, codec: 'h264' } },
    },
    '**Street** is 640 × 360 pixels, 29.97 frames a second (h264).',
  ],
  [
    {
      ...{ kind: 'extreme', most: 'longest', unit: 'shot', ...here },
      counts: { number: 3, of: 8, length: seconds(60) },
    },
    'The longest shot is number 3 of 8, from 0:10 to 1:10, 1 minute long: [[0]]',
  ],
  [
    { kind: 'parts', unit: 'shot', ...title, counts: { parts: 3, cuts: 2, shown: 3 } },
    'The video **Street** has 3 shots, so 2 cuts:',
  ],
  [
    { kind: 'parts', unit: 'scene', ...title, counts: { parts: 1, cuts: 0, shown: 0 } },
    'The video **Street** has 1 scene.',
  ],
  [
    { kind: 'part', unit: 'shot', dissolve: true, counts: { length: seconds(60) }, ...here },
    '[[0]] 1 minute, by a dissolve',
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
  ],
  [{ kind: 'chapters', counts: { parts: 1 } }, 'The file names one chapter:'],
  [{ kind: 'chapters', counts: { parts: 4 } }, 'The file names 4 chapters:'],
  [{ kind: 'chapter', subject: ['The vault'], counts: { number: 2 }, ...here }, '[[0]] 2. The vault'],
  [{ kind: 'chapter', subject: [''], counts: { number: 2 }, ...here }, '[[0]] Chapter 2'],
  [{ kind: 'films', filter: 'all', counts: { films: 1, of: 1 } }, 'There is 1 film here.'],
  [{ kind: 'films', filter: 'silent', counts: { films: 2, of: 5 } }, '2 of 5 films have no sound:'],
  [{ kind: 'films', filter: 'longer', counts: { films: 0, of: 5 } }, 'None of 5 films are longer than that.'],
  [{ kind: 'films', filter: 'longest', counts: { films: 1, of: 5 } }, 'The longest of 5 films:'],
  [{ kind: 'film', ...title, counts: { length: seconds(60) } }, '**Street**, 1 minute'],
  [
    { kind: 'overview', ...title, silent: true, unnamed: true, counts: { length: seconds(60), parts: 2 } },
    'The video **Street** is 1 minute long, in 2 scenes. Nothing that is said was found. Nothing in its pictures is known well enough to be named.',
  ],
  [
    { kind: 'overview', ...title, silent: false, unnamed: false, counts: { length: seconds(60), parts: 0 } },
    'The video **Street** is 1 minute long.',
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
  ],
  [
    {
      ...{ kind: 'oneSentence', ...title, listed: true, counts: { length: seconds(60), parts: 0 } },
      ...{ kinds: [], writes: null, says: null, within: null },
    },
    '**Street** is 1 minute long, and nothing in it is known.',
  ],
  [
    {
      ...{ kind: 'oneSentence', ...title, listed: false, counts: { length: seconds(90), parts: 3 } },
      ...{ kinds: [], writes: null, says: 'Go.', within: intervals[0] ?? null, evidence: [placeAt(11, 12)] },
    },
    '**Street** from 0:10 to 1:10: it is said that “Go.” [[0]].',
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
  ],
  [{ ...tram, kinds: [], writes: [], says: [] }, '[[0]] 9 seconds'],
  [{ kind: 'storyboard', which: 'all' }, 'Scene by scene:'],
  [{ kind: 'storyboard', which: 'chosen' }, 'What stands out in it, in order:'],
  [{ kind: 'storyboard', which: 'look' }, 'You can look at its scenes:'],
];

/** What an answer says of itself. */
export const NOTE_SAMPLES: readonly (readonly [Stated, string])[] = [
  [{ kind: 'more', what: 'place', counts: { more: 1 } }, 'And 1 more place.'],
  [{ kind: 'more', what: 'stretch', counts: { more: 2 } }, 'And 2 more stretches.'],
  [{ kind: 'more', what: 'video', counts: { more: 2 } }, 'And 2 more videos: ask about one to hear of it.'],
  [{ kind: 'unsureToo' }, 'Perhaps here too; I am not sure:'],
  [{ kind: 'nearest', what: 'frame' }, 'The nearest frame, not a sighting:'],
  [{ kind: 'nearest', what: 'passage' }, 'The nearest passage, not a match:'],
  [{ kind: 'look', evidence: here.evidence }, 'You can look for yourself: [[0]]'],
  [{ kind: 'because', reason: 'nearestPlaces' }, 'These are the nearest places, not a worked-out answer.'],
  [
    { kind: 'noName', part: 'all', subject: ['kissing'], isQuote: false },
    'The model has no name for **kissing**, so it cannot tell where that is seen.',
  ],
  [
    { kind: 'noName', part: 'some', subject: ['a', 'b'], isQuote: false },
    'The model has no name for “a” or “b”, so this tells of the rest only.',
  ],
  [
    { kind: 'noName', part: 'either', subject: ['a'], isQuote: false },
    'The model has no name for it, so it cannot tell whether it is seen.',
  ],
  [
    { kind: 'onlyKind', subject: ['puppy'], wider: 'dog' },
    'Things are told apart by kind alone: of “puppy” I can only say where a **dog** is.',
  ],
  [
    { kind: 'untold', subject: ['red'] },
    'Whether “red” is so, I cannot tell: things are told apart by kind alone.',
  ],
  [
    { kind: 'missed', basis: 'detector', subject: ['cat'] },
    'I found no “cat”, so this tells of the rest only.',
  ],
  [
    { kind: 'missed', basis: 'label', subject: ['cat'] },
    'I found no place where “cat” is seen, so this tells of the rest only.',
  ],
  [
    { kind: 'action', subject: ['riding'] },
    'I cannot tell what somebody does (“riding”), only where the thing itself is:',
  ],
  [
    { kind: 'limit', limit: 'colour' },
    'I cannot tell colours: the model names things, not what they look like.',
  ],
  [{ kind: 'limit', limit: 'sound' }, 'I cannot tell music or noises: of the sound, only speech is heard.'],
  [{ kind: 'unable', what: 'translate' }, 'I cannot translate: I show what was said and written as it is.'],
  [
    { kind: 'voices', wordsFollow: true },
    'I cannot tell voices apart, so not who speaks; the words are here:',
  ],
  [{ kind: 'voices', wordsFollow: false }, 'I cannot tell voices apart, so not who speaks.'],
  [
    { kind: 'cannotCount', subject: ['clouds'] },
    'I cannot count “clouds”: only people and some eighty kinds of everyday things can be counted.',
  ],
  [
    { kind: 'cannotCount', subject: [] },
    'I cannot count that: only people and some eighty kinds of everyday things can be counted.',
  ],
  [
    { kind: 'notLookedFor', to: 'list' },
    'People and things were not looked for here, or not to the end, so I cannot list them.',
  ],
  [
    { kind: 'notLookedFor', to: 'count' },
    'People and things were not looked for here, or not to the end, so I cannot count them: let the closer look finish, or switch on “Find people and things” in the settings and start the video again.',
  ],
  [{ kind: 'noGroup', subject: ['fruit'] }, 'I found no fruits of a kind that I know.'],
  [{ kind: 'noGroup', subject: [] }, 'I found no things of a kind that I know.'],
  [{ kind: 'noParts', unit: 'scene' }, 'No scenes are known here.'],
  [
    { kind: 'notRead' },
    'What is written in the picture was not read here, or not to the end: let the closer look finish, or switch on “Read writing in the picture” in the settings and start the video again.',
  ],
  [
    { kind: 'cannotTellAbsence', subject: ['florp'], notLooked: false },
    'I cannot tell where there is no **florp**: only people and some eighty kinds of everyday things are looked for in every frame.',
  ],
  [
    { kind: 'cannotTellAbsence', subject: ['dog'], notLooked: true },
    'I cannot tell where there is no **dog**: things were not looked for here, or not to the end.',
  ],
  [
    { kind: 'sameOnes' },
    'Whether the same ones come back cannot be told, so this is not how many different ones there are.',
  ],
  [{ kind: 'soundOnly' }, 'This is sound only: there are no pictures to look at.'],
  [{ kind: 'foreign' }, 'Questions are read in English: the words of yours were looked for as they stand.'],
  [
    { kind: 'howToAsk' },
    'I read questions by their form, in English: “When do you see …?”, “What is said about …?”, “Is there …?”, “What happens at 0:30?”, “What is this video about?”',
  ],
  [{ kind: 'outside', end: seconds(30) }, 'That time lies outside the video, which ends at 0:30.'],
  [{ kind: 'outside', end: null }, 'No video of the library reaches that time.'],
  [{ kind: 'filmsBeingRead', counts: { films: 1 } }, '1 video of those asked about is still being read.'],
  [{ kind: 'filmsBeingRead', counts: { films: 2 } }, '2 videos of those asked about are still being read.'],
  [
    { kind: 'picturesSoFar', counts: { reached: seconds(13), of: seconds(60) } },
    'This video is still being read: so far its pictures in the first 13 seconds of 1 minute.',
  ],
  [
    { kind: 'speechSoFar', reached: seconds(54), left: seconds(180) },
    'Speech has been transcribed up to 0:54; about 3 minutes to go.',
  ],
  [{ kind: 'speechSoFar', reached: null, left: null }, 'Speech has not been transcribed yet.'],
  [{ kind: 'speechSoon' }, 'What is said in it is about to be searchable.'],
  [
    { kind: 'closerLookAtFilms', counts: { films: 1 } },
    'The closer look at 1 video has not come to its end.',
  ],
  [
    { kind: 'closerLookSoFar', reached: seconds(15), length: seconds(60) },
    'People, things and writing have been looked for only in the first 15 seconds of 1 minute so far.',
  ],
  [
    { kind: 'closerLookSoFar', reached: null, length: seconds(60) },
    'People, things and writing have been looked for only in a part of it so far.',
  ],
  [
    { kind: 'modelFailed', subject: ['llama 3'], fault: 'gone' },
    'llama 3 could not be reached. This was found without it:',
  ],
  [
    { kind: 'modelFailed', subject: ['llama 3'], fault: 'unsupported' },
    'llama 3 said nothing that the passages it names bear out. This was found without it:',
  ],
  [
    { kind: 'modelBrokeOff', subject: ['llama 3'], fault: 'tooLong' },
    'llama 3 answered without an end: this may not be all.',
  ],
  [
    { kind: 'modelFoundNothing', subject: ['llama 3'], counts: { of: 1 }, found: false },
    'Not found: llama 3 found no answer in the 1 passage that come nearest to the question.',
  ],
  [
    { kind: 'modelFoundNothing', subject: ['llama 3'], counts: { of: 9 }, found: true },
    'llama 3 found no answer in the 9 passages that come nearest to the question. Without it, this was found:',
  ],
  [
    {
      ...{ kind: 'damaged', subject: ['A [[0]]'], what: 'missing' },
      words: ['The index of “A [[0]]” is missing.'],
    },
    'The index of “A [ [0]]” is missing. It was left out, or searched only in part. “Index again” makes it anew.',
  ],
  [
    { kind: 'moreDamaged', counts: { films: 2 } },
    '2 more videos were left out because their index is damaged.',
  ],
];
