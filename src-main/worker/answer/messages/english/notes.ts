import { formatClock } from '../../../../../src-shared/time';
import { faultWords } from '../../../../base/answer/own-model-errors';
import { count, lengthOf, listOf, plainText, quoted, spanOf } from '../../../../base/answer/wording';
import type { Claim } from '../../claims/claims';
import type { Catalogue } from '../catalogue';
import { HOW_FOUND, readingWords } from './how-found';
import { asked, namesOf, shown } from './phrases';

const BECAUSE: Record<Claim<'because'>['reason'], string> = {
  nearestPlaces: 'These are the nearest places, not a worked-out answer.',
  ownWords: 'The words are its own, chosen by counting them, not understood.',
  oneOfThese: 'Whether one of these is meant, I cannot tell.',
  knownKinds: 'Only people and some eighty kinds of everyday things are known.',
  missedIsAbsent: 'What the detector missed counts as absent here.',
};

const NEAREST: Record<Claim<'nearest'>['what'], string> = {
  frames: 'These frames look closest, which proves nothing:',
  frame: 'The nearest frame, not a sighting:',
  // Label masses of lone frames can be high; the number would otherwise speak against the sentence.
  loneFrame: 'One frame looks like it, but the scene around it does not, so it does not count:',
  passage: 'The nearest passage, not a match:',
  glimpse: 'One place may be looked at; the detector doubts it:',
};

const LIMITS: Record<Claim<'limit'>['limit'], string> = {
  colour: 'I cannot tell colours: the model names things, not what they look like.',
  identity:
    'I cannot tell who somebody is, nor where it was filmed: faces, voices and places are not recognised.',
  attribute:
    'I cannot tell how something looks, nor the weather or the time of day: the model names things, not what they are like.',
  action: 'I cannot tell what somebody does: the model names things, not actions.',
  sound: 'I cannot tell music or noises: of the sound, only speech is heard.',
};

const UNABLE: Record<Claim<'unable'>['what'], string> = {
  translate: 'I cannot translate: I show what was said and written as it is.',
  act: 'I only answer questions. What can be done with a film is in its menus: Export writes transcripts, clips and lists.',
};

/** What an answer says of itself: what it cannot tell, what it left out, how far a film has been read. */
export const NOTES = {
  more: ({ what, counts: { more } }) =>
    what === 'stretch'
      ? `And ${more} more ${more === 1 ? 'stretch' : 'stretches'}.`
      : `And ${count(more, `more ${what}`)}${what === 'video' ? ': ask about one to hear of it' : ''}.`,
  unsureToo: () => 'Perhaps here too; I am not sure:',
  nearest: ({ what }) => NEAREST[what],
  look: () => 'You can look for yourself: [[0]]',
  because: ({ reason }) => BECAUSE[reason],
  noName: ({ subject, part, isQuote }) =>
    part === 'some'
      ? `The model has no name for ${namesOf(subject)}, so this tells of the rest only.`
      : part === 'either'
        ? 'The model has no name for it, so it cannot tell whether it is seen.'
        : `The model has no name for ${asked({ subject, isQuote })}, so it cannot tell where that is seen.`,
  onlyKind: ({ subject, wider }) =>
    `Things are told apart by kind alone: of ${namesOf(subject)} I can only say where a **${plainText(wider)}** is.`,
  untold: ({ subject }) =>
    `Whether ${namesOf(subject)} is so, I cannot tell: things are told apart by kind alone.`,
  missed: ({ subject, basis }) =>
    basis === 'detector'
      ? `I found no ${namesOf(subject)}, so this tells of the rest only.`
      : `I found no place where ${namesOf(subject)} is seen, so this tells of the rest only.`,
  action: ({ subject }) =>
    `I cannot tell what somebody does (${namesOf(subject)}), only where the thing itself is:`,
  limit: ({ limit }) => LIMITS[limit],
  unable: ({ what }) => UNABLE[what],
  voices: ({ wordsFollow }) =>
    `I cannot tell voices apart, so not who speaks${wordsFollow ? '; the words are here:' : '.'}`,
  cannotCount: ({ subject }) =>
    `I cannot count ${subject.length === 0 ? 'that' : namesOf(subject)}: only people and some eighty kinds of everyday things can be counted.`,
  notLookedFor: ({ to }) =>
    to === 'list'
      ? 'People and things were not looked for here, or not to the end, so I cannot list them.'
      : 'People and things were not looked for here, or not to the end, so I cannot count them: let the closer look finish, or switch on “Find people and things” in the settings and start the video again.',
  noGroup: ({ subject: [group] }) =>
    `I found no ${group === undefined ? 'things' : `${plainText(group)}s`} of a kind that I know.`,
  noParts: ({ unit }) => `No ${unit}s are known here.`,
  notRead: () =>
    'What is written in the picture was not read here, or not to the end: let the closer look finish, or switch on “Read writing in the picture” in the settings and start the video again.',
  cannotTellAbsence: (claim) =>
    `I cannot tell where there is no ${shown(claim)}: ${
      claim.notLooked
        ? 'things were not looked for here, or not to the end'
        : 'only people and some eighty kinds of everyday things are looked for in every frame'
    }.`,
  sameOnes: () =>
    'Whether the same ones come back cannot be told, so this is not how many different ones there are.',
  soundOnly: () => 'This is sound only: there are no pictures to look at.',
  foreign: () =>
    'This question was not understood. Questions are read in English, and the usual ones in German; its words were looked for as they stand.',
  howToAsk: () =>
    'I read questions by their form, in English: “When do you see …?”, “What is said about …?”, “Is there …?”, “What happens at 0:30?”, “What is this video about?”',
  outside: ({ end }) =>
    end === null
      ? 'That time lies outside of all that was asked about.'
      : `That time lies outside the video, which ends at ${formatClock(end)}.`,
  filmsBeingRead: ({ counts: { films } }) =>
    `${count(films, 'video')} of those asked about ${films === 1 ? 'is' : 'are'} still being read.`,
  picturesSoFar: ({ counts: { reached, of } }) =>
    `This video is still being read: so far its pictures in the first ${lengthOf(reached)} of ${lengthOf(of)}.`,
  speechSoFar: ({ reached, left }) => {
    const rest = left === null ? '' : `; about ${lengthOf(left)} to go`;
    return reached === null
      ? `Speech has not been transcribed yet${rest}.`
      : `Speech has been transcribed up to ${formatClock(reached)}${rest}.`;
  },
  speechSoon: () => 'What is said in it is about to be searchable.',
  closerLookAtFilms: ({ counts: { films } }) =>
    `The closer look at ${count(films, 'video')} has not come to its end.`,
  closerLookSoFar: ({ reached, length }) => {
    const where =
      reached === null ? 'in a part of it' : `in the first ${lengthOf(reached)} of ${lengthOf(length)}`;
    return `People, things and writing have been looked for only ${where} so far.`;
  },
  readBy({ subject: [name = ''], words: [topic = ''], intervals: [place], form, sense }) {
    const where = place ? `, ${spanOf(place)}` : '';
    return `The question was read by ${plainText(name)}: ${plainText(readingWords({ form, sense, topic, quote: null }))}${where}.`;
  },
  modelFailed: ({ subject: [name = ''], fault }) => {
    const what =
      fault === 'unsupported' ? 'said nothing that the passages it names bear out' : faultWords(fault);
    return `${plainText(name)} ${what}. This was found without it:`;
  },
  modelBrokeOff: ({ subject: [name = ''], fault }) =>
    `${plainText(name)} ${faultWords(fault)}: this may not be all.`,
  modelFoundNothing: ({ subject: [name = ''], counts: { of }, found }) => {
    const looked = `${plainText(name)} found no answer in the ${count(of, 'passage')} that come nearest to the question`;
    return found ? `${looked}. Without it, this was found:` : `Not found: ${looked}.`;
  },
  damaged: ({ subject: [title = ''], what, words }) =>
    plainText(HOW_FOUND.damaged({ title, what, message: words.join(' ') })),
  placesLeftOut: ({ subject, why, counts: { places } }) => {
    const of = subject.length === 0 ? '' : ` of ${listOf(subject.map((title) => quoted(title)))}`;
    const they = `${count(places, 'place')}${of} ${places === 1 ? 'was' : 'were'} left out:`;
    return why === 'missing' ? `${they} not in the library any more.` : `${they} nothing was read there yet.`;
  },
  moreDamaged: ({ counts: { films } }) => HOW_FOUND.moreDamaged(films),
} satisfies Partial<Catalogue>;
