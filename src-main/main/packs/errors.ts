import { LongtakeError } from '../../../src-shared/errors';

/** No entry of the catalogue, or no install, has this id. */
export class NoSuchInstall extends LongtakeError {
  constructor(what: 'model' | 'install') {
    super(
      'NotFound',
      what === 'model' ? 'The catalogue has no such model.' : 'There is no such install any more.',
      'Look at the list of models again.',
    );
  }
}

/** The model is too large for this machine in every form that it comes in. */
export class NoForm extends LongtakeError {
  constructor(name: string, why: string) {
    super('NotEnoughMemory', `${name} does not fit this computer. ${why}`, 'Choose a smaller model.');
  }
}

/** A pack that came with Longtake was to be removed. */
export class BuiltInStays extends LongtakeError {
  constructor(name: string) {
    super(
      'BadRequest',
      `The pack ${name} came with Longtake and stays.`,
      'Choose another pack in Models instead.',
    );
  }
}

/** A pack was to be removed while something works with it. */
export class PackInUse extends LongtakeError {
  constructor(name: string, options?: { cause?: unknown }) {
    super(
      'BadRequest',
      `The pack ${name} is in use.`,
      'Pause what works with it, or restart Longtake, and remove it then.',
      options,
    );
  }
}

/** Packs were to be changed beside another Longtake that may be changing them. */
export class PacksInUse extends LongtakeError {
  constructor() {
    super(
      'LibraryInUse',
      'Another Longtake is open and looks after the models.',
      'Install it there, or close it first.',
    );
  }
}

const CUDA_HELPS = {
  driver: 'Install NVIDIA’s driver 580 or newer, start the computer again, and look here once more.',
  again: 'Remove it, and fetch it again.',
} as const;

/** CUDA support is there, or was asked for, and cannot be used. */
export class CudaUnusable extends LongtakeError {
  /** @param what the rest of the sentence, or a whole one where nothing but that is to be done */
  constructor(what: string, helps: keyof typeof CUDA_HELPS | null) {
    if (helps === null) super('DeviceFailed', what, 'Other devices are used as before.');
    else super('DeviceFailed', `CUDA support cannot be used: ${what}.`, CUDA_HELPS[helps]);
  }
}
