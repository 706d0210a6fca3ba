// English words: what the command line says beside answers and searches, in their language.
export const cli = {
  'cli.writtenBy': 'Written by {name}, a language model: look at the places before you rely on it.',
  'cli.fromFile': 'What is quoted as said comes from the film’s subtitles.',
  'cli.phase.load': 'loading the model',
  'cli.phase.prefix': 'reading the film',
  'cli.phase.question': 'reading the question',
  'cli.match.said': 'said: {words}',
  'cli.match.written': 'written: {words}',
  'cli.match.object': 'found {share} %: {name}',
  'cli.match.objects': 'found {share} %: {name}, up to {most} at once',
  'cli.match.seen': 'seen {share} %: {names}',
  'cli.match.resembles': 'resembles',
  'cli.match.resemblesNames': 'resembles: {names}',
} as const;
