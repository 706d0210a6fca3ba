import type { SegmentSource } from '../../../../../src-shared/analysis';
import { formatClock } from '../../../../../src-shared/time';
import { formatNumber } from '../../../../../src-shared/words/numbers';
import { faultWords } from '../../../../base/answer/own-model-errors';
import { count, listOf, percent, quoted, spanOf } from '../../../../base/answer/wording';
import type { ParsedQuery } from '../../question';
import type { CitationFault, HowFound, LeftOut, NotHeld, NotRead, StoredBecause } from '../how-found';

const FORMS: Record<ParsedQuery['form'], string> = {
  when: 'when something occurs',
  howOften: 'how often something occurs',
  howLong: 'how long something lasts',
  whatSaid: 'what is said',
  whoSays: 'who says something',
  content: 'what is there at a time',
  around: 'what comes before or after something',
  exists: 'whether something occurs',
  whichVideo: 'which video has something',
  summary: 'a summary',
  cannot: 'something beyond the model',
  greeting: 'no question',
  scenes: 'what scenes there are',
  shots: 'what shots there are',
  howMany: 'how many there are',
  whatWritten: 'what is written',
  filmFact: 'what the file tells',
  extreme: 'the longest or shortest scene or shot',
  help: 'a question about the program',
  unable: 'something that is not done here',
  transcript: 'the transcript',
  everyWriting: 'all that is written',
  kinds: 'what kinds of things there are',
  films: 'which films there are',
  open: 'an open question',
};

const SENSES: Record<ParsedQuery['sense'], string> = {
  seen: 'seen',
  said: 'said',
  written: 'written',
  told: 'said or written',
  either: 'seen, said or written',
};

const FORM_NAMES: Record<Parameters<HowFound['formLooked']>[1], string> = {
  email: 'e-mail addresses',
  web: 'web addresses',
  phone: 'phone numbers',
  price: 'prices',
  date: 'dates',
};

const WHERE: Record<SegmentSource, string> = {
  speech: 'in the transcript',
  text: 'in what is written in the picture',
};

const STORED: Record<StoredBecause, string> = {
  filmFact: 'the file itself tells it',
  scenes: 'the scenes are stored exactly',
  shots: 'the cuts are stored exactly',
  extreme: 'lengths of scenes and shots are stored exactly',
  transcript: 'what is said is in the transcript, word for word',
  greeting: 'it is no question about the video',
  help: 'it is a question about the program',
  unable: 'it asks for something to be done',
  films: 'it asks about the films, not about what they show',
  everyWriting: 'what is written is stored, line by line',
  part: 'scenes and shots are numbered in what is stored',
  wordForWord: 'what is said and written is stored, word for word',
  words: 'what is said is in the transcript, word for word',
  fewWords: 'a few words without a question are searched for',
  outside: 'it asks for a time outside of the film',
};

const NOT_HELD: Readonly<Record<NotHeld, string>> = {
  invalid: 'made no query of it',
  invented: 'named what it does not say',
  lost: 'left out a number or a “not” of it',
  outside: 'took it to ask for a time outside of the film',
  unread: 'did not know what it asks for either',
};

const LEFT_OUT: Readonly<Record<LeftOut, string>> = {
  'no number': 'it names no passage',
  'no such passage': 'it names a passage that was not given',
  figure: 'a figure in it stands in none of its passages',
  name: 'a name in it stands in none of its passages',
  negation: 'its passages say nothing of a “not”',
  'other words': 'its passages speak of something else',
  gone: 'what its passages rest on is not stored any more',
};

/** What a question was read as: "when something occurs, about “dog” (seen)". */
export function readingWords({
  form,
  sense,
  topic,
  quote,
}: Pick<ParsedQuery, 'form' | 'sense' | 'topic' | 'quote'>): string {
  const about = quote ? `, words “${quote}”` : topic ? `, about “${topic}”` : '';
  return `${FORMS[form]}${about} (${SENSES[sense]})`;
}

/** How an answer or a search came about, in English. */
export const HOW_FOUND: HowFound = {
  readAs(reading, inherited) {
    const from = inherited ? ', taken over from the question before' : '';
    return `Read as: ${readingWords(reading)}${from}.`;
  },
  mended: (written, meant) => `Read “${written}” as “${meant}”.`,
  onlyLookedAt: (range) => `Only ${spanOf(range)} was looked at.`,
  chapterIs: (number, title, from, to) =>
    `${title === '' ? `Chapter ${number}` : `Chapter ${number}, “${title}”,`} is between ${from} and ${to}.`,
  chaptersLooked: 'Looked at the chapters that the file names.',
  dropped: (at, fault) => `A citation at ${formatClock(at)} was dropped: ${faultOf(fault)}.`,
  labelsLooked: (named) => `Looked for frames with a label for ${named.map((n) => `“${n}”`).join(', ')}.`,
  noLabel: (topic) => `No label stands for “${topic}”: frames were only compared for resemblance.`,
  labelsRead: (frames, range) => `Read the labels of ${count(frames, 'frame')} from ${spanOf(range)}.`,
  linesLooked: (source, words, exactly, found) =>
    exactly
      ? `Looked ${WHERE[source]} for the exact words “${words}”: ${found} found.`
      : `Looked ${WHERE[source]} for “${words}” by words and by meaning: ${found} found.`,
  formLooked: (source, form, found) =>
    `Looked ${source === 'text' ? 'in what is written' : 'in the transcript'} for ${FORM_NAMES[form]} by their form: ${found} found.`,
  thingsLooked: (kinds) =>
    `Looked among the things found and followed for ${kinds.map((kind) => `“${kind}”`).join(', ')}.`,
  passagesCompared: (best) =>
    `Compared the whole question with sentences and slides: ${best.toFixed(2)} at best.`,
  voicesTold: 'Voices were told apart by their sound; who a voice belongs to is what you named it.',
  stretchTaken: (seconds, edge, at) => `Took the ${seconds} seconds ${edge} ${formatClock(at)}.`,
  cutsNotLooked: 'Cuts were not looked for frame by frame here: these are scenes, found once a second.',
  damaged: ({ message }) =>
    `${message} It was left out, or searched only in part. “Index again” makes it anew.`,
  moreDamaged: (films) => `${films} more videos were left out because their index is damaged.`,
  place: {
    shot: (number) => `shot ${number}`,
    chapter: (number) => `Chapter ${number}`,
    attention: (share) => `${percent(share)} of the attention`,
  },
  model: {
    wroteThis: 'A language model wrote this: it may be wrong. Look at the places before you rely on it.',
    cut: 'The answer was cut at its longest length.',
    timing(tokens, { prefix, firstToken, perToken }) {
      const speed = perToken > 0 ? `, ${(1000 / perToken).toFixed(1)} tokens a second` : '';
      const read = prefix >= 1 ? `Reading the film took ${seconds(prefix)}; ` : '';
      return `${read}${read === '' ? 'The' : 'the'} first word took ${seconds(firstToken)}; ${tokens} tokens${speed}.`;
    },
    oneVideo: (name) =>
      `Answered from what was seen and said: ${name} answers about one video. Open a video and ask there.`,
    notRead: (name) =>
      `Answered from what was seen and said: ${name} has not read this video yet. Start it on the video's card.`,
    partlyRead(name, frames) {
      const so = frames === 1 ? 'one frame' : `${frames.toLocaleString('en')} frames`;
      return `${name} has read ${so} of this video so far, and answers from these.`;
    },
    stored: (name, why) => `Answered from what is stored, not by ${name}: ${STORED[why]}.`,
    readAnyway: (name, why) =>
      `${name} was asked to read the question, and ${notRead(why)}: it was read without it.`,
    notAsked: (name) => `${name} was not asked: nothing was found to answer from.`,
    given: (name, passages) =>
      `${name} was given ${count(passages, 'passage')}, each checked against what is stored.`,
    leftOut: (why, words) => `Left out, as ${LEFT_OUT[why]}: ${quoted(words)}`,
    moreLeftOut: (sentences) => `And ${count(sentences, 'more sentence')} for such reasons.`,
    fault: faultWords,
  },
  search: {
    meant: (asked, english) => `“${asked}” was looked for as “${english}” too.`,
    noKind: (looked, of) =>
      looked === of
        ? 'Nothing of that kind was found and followed.'
        : `Nothing of that kind was found and followed yet: ${formatNumber(looked, 0, 'en')} of ${formatNumber(of, 0, 'en')} videos were looked through for it.`,
    noWords: (query, writing) => `Nothing ${writing ? 'said or written' : 'said'} matches “${query}”.`,
    nearInMeaning: 'The words themselves are not in the transcript: the passages shown are near in meaning.',
    noName: (words) =>
      `The model has no name for ${names(words, 'or')}: the frames shown only resemble the words.`,
    partlyNamed: (unnamed, named) =>
      `The model has no name for ${names(unnamed, 'or')}: frames were found by ${named.map((n) => `“${n}”`).join(', ')} alone.`,
    notClear: (named, shown) =>
      shown === 'none'
        ? `No frame comes near ${names(named)}.`
        : shown === 'look'
          ? `No frame comes near ${names(named)}: the ones shown look most like the words, which proves nothing.`
          : `No frame clearly shows ${names(named)}: the ones shown come closest.`,
    leftOut: (videos) =>
      `${videos === 1 ? 'One video was' : `${videos} videos were`} indexed with another model pack, and only searched by what is said: index again to search the pictures.`,
    waiting: (searched, of) =>
      `So far ${formatNumber(searched, 0, 'en')} of ${formatNumber(of, 0, 'en')} videos were searched: the others are being made ready, and more is shown as they are.`,
    unfinished: 'Indexing is not finished: there may be more to find later.',
    noneLikeIt: 'No other place looks like this frame.',
  },
};

function notRead(why: NotRead): string {
  return isNotHeld(why) ? NOT_HELD[why] : faultWords(why);
}

function isNotHeld(why: NotRead): why is NotHeld {
  return why in NOT_HELD;
}

function names(words: readonly string[], join: 'or' | 'and' = 'and'): string {
  return listOf(
    words.map((word) => `“${word}”`),
    join,
  );
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
}

function faultOf(fault: CitationFault): string {
  switch (fault.fault) {
    case 'film':
      return 'its video is no longer in the library';
    case 'order':
      return 'its times are out of order';
    case 'noFrame':
      return 'it names no frame';
    case 'frame':
      return 'its frame is not stored';
    case 'otherTime':
      return 'its frame belongs to another time';
    case 'labels':
      return 'its words are not its labels';
    case 'part':
      return 'there is no such scene, shot or chapter';
    case 'label':
      return `its frames do not show “${fault.name}”`;
    case 'look':
      return `its frame does not look like “${fault.name}”`;
    case 'kind':
      return `no ${fault.name} was found at that time`;
    case 'line':
      return `these words are not ${fault.source === 'speech' ? 'in the transcript' : 'written'} at that time`;
  }
}
