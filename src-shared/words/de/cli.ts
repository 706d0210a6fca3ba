// German words: what the command line says beside answers and searches, in their language.
import type { cli as English } from '../en/cli';

export const cli: Readonly<Record<keyof typeof English, string>> = {
  'cli.writtenBy':
    'Geschrieben von {name}, einem Sprachmodell: Erst die Stellen ansehen, bevor etwas darauf beruht.',
  'cli.fromFile': 'Was als gesagt zitiert ist, stammt aus den Untertiteln des Films.',
  'cli.phase.load': 'Modell wird geladen',
  'cli.phase.prefix': 'Film wird gelesen',
  'cli.phase.question': 'Frage wird gelesen',
  'cli.match.said': 'gesagt: {words}',
  'cli.match.written': 'geschrieben: {words}',
  'cli.match.object': 'gefunden, {share} %: {name}',
  'cli.match.objects': 'gefunden, {share} %: {name}, bis zu {most} zugleich',
  'cli.match.seen': 'zu sehen, {share} %: {names}',
  'cli.match.resembles': 'ähnlich',
  'cli.match.resemblesNames': 'ähnlich: {names}',
};
