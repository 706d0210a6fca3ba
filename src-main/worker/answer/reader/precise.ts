import { FILM, re } from '../shapes';
import { numberWord } from './number-words';
import type { FilmFact, Output, TimeReference, Wanted } from './query';

export type { FilmFact, Wanted };

export type PreciseForm =
  | 'content'
  | 'filmFact'
  | 'extreme'
  | 'help'
  | 'unable'
  | 'transcript'
  | 'summary'
  | 'everyWriting';

export interface Precise {
  readonly form: PreciseForm;
  readonly wanted: Wanted | null;
  readonly output?: Output | null;
  /** The stretch that the shape itself names. */
  readonly time: TimeReference | null;
}

const THIS = `(?:it|this|that|they|(?:this|that|the) (?:one|thing)|(?:all )?(?:the|this|that|these) (?:whole |entire )?${FILM})`;
const HAS = `^(?:is|are) there (?:any |an? )?|^(?:does|do|has|have) ${THIS} (?:have|come with|contain)? ?(?:any |an? )?`;
const IN_FILM = `(?: (?:in|on|with|for|to) ${THIS})?$`;

const FACTS: readonly (readonly [FilmFact, RegExp])[] = [
  ['sound', re(`(?:${HAS})(?:sound|audio|sound ?track|audio track)${IN_FILM}|^is ${THIS} (?:silent|mute)$`)],
  [
    'subtitles',
    re(`(?:${HAS})(?:(?:closed )?captions|subtitles?|subs)${IN_FILM}|^is ${THIS} (?:subtitled|captioned)$`),
  ],
  [
    'size',
    re(
      `^how (?:big|large|heavy) is (?:${THIS}|the (?:video )?file)$|^what is (?:the )?(?:file size|size of ${THIS})$|^file size$`,
    ),
  ],
  [
    'picture',
    re(
      `^(?:what|which) (?:is the )?(?:resolution|frame ?rate|fps|aspect ratio|codec|format|video format)(?: (?:is|of|does|was) ${THIS}(?: have| use| in| shot in| recorded in)?)?$|^is ${THIS} (?:in )?(?:hd|4k|full hd|widescreen|vertical)$|^(?:resolution|frame ?rate|fps)$`,
    ),
  ],
  [
    'length',
    re(
      `^(?:the )?(?:length|duration|running time|runtime)$|^how (?:long|much time|many (?:minutes|seconds|hours)) (?:is|does|are|do|will) ${THIS}(?: (?:last|run|take|have|need))?(?: (?:for|in all|in total|altogether))?$|^what is (?:the|its) (?:length|duration|running time|runtime)(?: of ${THIS})?$`,
    ),
  ],
];

const EXTREME = re(
  `^(?:which|what) (?:is (?:the )?)?(?:(longest|shortest) )?(scene|shot|take)(?: (?:is|lasts|takes|runs)(?: (?:the )?(longest|shortest))?)?(?: in ${THIS})?$|^(?:(?:show|find|give)(?: me)? )?(?:the )?(longest|shortest) (scene|shot|take)$`,
);
const TRANSCRIBE = re(
  `^(?:transcribe|transcript(?: of| for| from)?|(?:give|show)(?: me)? the transcript(?: of| for| from)?|write down|type out)(?: (?:what is said|everything|all|${THIS}|the (?:speech|words|part|bit)|here|please))*$`,
);
const EVERY_WRITING = re(
  `^(?:list|show|read|give|get)(?: me| out)?(?: all| everything| every| the| of)*(?: (?:text|writing|words?|titles?|captions|signs))?(?: that (?:is|are|was|appears?|can be)| which (?:is|are))?(?: (?:written|visible|shown|readable|read|seen))?(?: (?:in|on)(?: the)? ?(?:screen|picture|${FILM}|image|frames?))?$`,
);
const ABOUT_WRITING = /\b(?:text|writing|written|words?|titles?|captions|signs|readable)\b/i;
const EDGE_OF_FILM = re(
  `^what (?:is|are|was|were) the (?:very )?(?:first|last|final) (?:things?|pictures?|images?|shots?|scenes?)(?: (?:that )?(?:you|we|i|one) (?:can )?see| (?:that is )?shown| to be seen)?(?: in ${THIS})?$|^how does ${THIS} (?:begin|start|open|end|finish|close)$`,
);
const HELP = re(
  `^(?:help|what (?:can|could|may|should) (?:i|we|one) (?:ask|say|do|search)(?: (?:you|here|about|for))*|what (?:can|do) you (?:do|know|understand|answer)|how (?:does this|do you|do i|does it) (?:work|ask|use (?:this|it|you))|what (?:kinds? of )?questions .*)$`,
);
const TRANSLATE = re(
  `^(?:translate|say (?:it|that|this) in)\\b|\\b(?:translat(?:e|ion))\\b.*\\b(?:into|to|in) \\p{L}+$`,
);
/** What somebody is to learn, hear or see from a film is what it is about. */
const ABOUT_FILM = re(
  `^(?:(?:explain|say|tell)(?: me)? )?(?:(?:in (?:a few|some|few|simple|short|your own) words?|briefly|shortly)[, ]*)?what (?:(?:will|can|do|does|would|could|is|are|am) )?(?:${THIS}|i|we|you|he|she|they|one|viewers|people|students|my students|the (?:viewers?|audience|students?))(?: (?:will|can|would|could|going to|supposed to|meant to|want to|wants to|get to|tries to|trying to))*(?: (?:be|all))? (?:learn|learns|teach|teaches|cover|covers|covering|deal with|deals with|discover)(?: (?:me|us|you|them|about|from|here|in|${THIS}))*$`,
);
/** Told to do something with the film: the object is said, so that "stop sign" and "email address" stay words to look for. */
const ACT = re(
  `^(?:(?:can|could|would|will) you )?(?:delete|remove|rename|pause|play|stop|mute|export|save|download|send|print|blur|crop|rotate|upload|share|cut|trim|edit) (?:${THIS}|me|from|as|everything|(?:that|this|the) (?:bit|part|scene|shot|clip|moment)|the (?:transcript|subtitles))\\b|^(?:make|create|cut|render|generate)(?: me)? an? (?:\\w+ )?(?:clip|gif|trailer|copy)\\b`,
);
const SUMMARY = re(
  `^(?:tl ?;? ?dr|(?:(?:give|write|make|tell)(?: me)? )?(?:(?:an?|the|it|this) )?(?:(?:in )?(?<n>\\d+|one|two|three|four|five|six|seven|eight|nine|ten)[ -](?:sentences?|lines?|points?|bullets?(?: points?)?)[ -]?)(?:summar\\w+|overview|recap|gist|synopsis)?(?: (?:please|about ${THIS}|of ${THIS}))?)$|^(?<verb>(?:summar\\w+|sum (?:it|this) up|describe ${THIS}|recap|overview|gist|synopsis)(?: (?:of )?${THIS})?)(?: for me)? in (?:about )?(?<m>\\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten) (?:sentences?|lines?|points?|words?)$|^what (?:is going on|happens|is happening) in ${THIS}$|^(?:the )?(?:key|main) (?:points?|ideas?|takeaways?|message)$|^sum (?:it|this) up(?: for me)?$`,
);

/**
 * The few shapes that say exactly what is wanted, whatever the film holds. Anything less certain is left to the grammar and
 * the classifier.
 * @param sentence normalised, without the time that it names
 */
export function readPrecisely(sentence: string): Precise | null {
  const only = (form: PreciseForm, wanted: Wanted | null = null): Precise => ({ form, wanted, time: null });
  const fact = FACTS.find(([, pattern]) => pattern.test(sentence))?.[0];
  if (fact) return only('filmFact', { kind: 'fact', fact });
  const extreme = EXTREME.exec(sentence);
  const most = extreme?.[1] ?? extreme?.[3] ?? extreme?.[4];
  if (extreme && most) {
    const unit = /^scene$/i.test(extreme[2] ?? extreme[5] ?? '') ? 'scene' : 'shot';
    return only('extreme', { kind: 'extreme', most: /^l/i.test(most) ? 'longest' : 'shortest', unit });
  }
  const edge = EDGE_OF_FILM.exec(sentence);
  if (edge) {
    const kind = /last|final|end/i.test(edge[0]) ? 'last' : 'first';
    return { form: 'content', wanted: null, time: { kind, length: null } };
  }
  if (HELP.test(sentence)) return only('help');
  if (TRANSCRIBE.test(sentence)) return only('transcript', { kind: 'everyLine' });
  if (ABOUT_WRITING.test(sentence) && EVERY_WRITING.test(sentence)) return only('everyWriting');
  if (TRANSLATE.test(sentence)) return only('unable', { kind: 'unable', what: 'translate' });
  const summary = SUMMARY.exec(sentence);
  if (summary) {
    const count = numberOf(summary.groups?.n ?? summary.groups?.m);
    return { ...only('summary'), output: count === null ? null : { kind: 'sentences', count } };
  }
  if (ABOUT_FILM.test(sentence)) return only('summary', { kind: 'lesson' });
  if (ACT.test(sentence)) return only('unable', { kind: 'unable', what: 'act' });
  return null;
}

function numberOf(word: string | undefined): number | null {
  if (!word) return null;
  const count = /^an?$/i.test(word) ? 1 : numberWord(word) || Number(word);
  return Number.isInteger(count) && count > 0 ? count : null;
}
