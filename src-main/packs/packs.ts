import { join } from 'node:path';
import { LongtakeError } from '../../src-shared/errors';
import { listPacks } from '../models/pack';
import type { PackService } from './types';

/** The packs that came with Longtake. */
export class Packs implements PackService {
  constructor(private readonly options: { readonly builtInDir: string; readonly verifiedFile: string }) {}

  list() {
    const { builtInDir, verifiedFile } = this.options;
    return listPacks(builtInDir, { builtIn: true, verifiedFile });
  }
  dir(packId: string) {
    return join(this.options.builtInDir, packId);
  }
  catalogue() {
    return Promise.resolve([]);
  }
  installs() {
    return [];
  }
  install() {
    return Promise.reject(unavailable());
  }
  importFrom() {
    return Promise.reject(unavailable());
  }
  pause() {
    throw unavailable();
  }
  resume() {
    throw unavailable();
  }
  cancel() {
    return Promise.reject(unavailable());
  }
  remove() {
    return Promise.reject(unavailable());
  }
  finished() {
    return Promise.reject(unavailable());
  }
  on() {
    return () => undefined;
  }
  close() {
    return Promise.resolve();
  }
}

function unavailable(): LongtakeError {
  return new LongtakeError('BadRequest', 'Packs cannot be installed yet.', 'Use the built-in pack.');
}
