// Bundles one TypeScript file, then imports the bundle.
import { pathToFileURL } from 'node:url';
import { bundle } from './bundle.mjs';

const [, , file] = process.argv;
const made = await bundle(file);
process.argv.splice(1, 2, made);
await import(pathToFileURL(made).href);
