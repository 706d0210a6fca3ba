// First: before anything that it could concern is loaded.
import './onnx-runtime/telemetry';
import { commandWords } from './cli/words';

/*
 * The program's entry, for the window and for the command line: a packed app is never a plain Node, so that its command
 * line, too, runs in its main process. Each loads only what it needs.
 */
const words = commandWords(process.argv);
if (words === null) await import('./main');
else (await import('./desktop/command-line')).startCommandLine(words);
