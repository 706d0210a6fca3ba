import { LongtakeError } from '../../src-shared/errors';

/** A model pack is there but cannot be trusted or used: a file is missing, altered, or not what the manifest says. */
export class ModelPackBroken extends LongtakeError {
  /** @param what the rest of the sentence "The model pack … " for the user, for example `lacks frames.onnx` */
  constructor(packName: string, what: string, options?: { cause?: unknown }) {
    super(
      'ModelPackBroken',
      `The model pack ${packName} ${what}.`,
      'Reinstall Longtake, or in a checkout run "npm run setup", to put the pack back as it was.',
      options,
    );
  }
}

/** There is no model pack where one was asked for. */
export class ModelPackMissing extends LongtakeError {
  constructor(packName: string, options?: { cause?: unknown }) {
    super(
      'ModelPackMissing',
      `The model pack ${packName} is not installed.`,
      'Reinstall Longtake, or in a checkout run "npm run setup", to install the built-in pack.',
      options,
    );
  }
}
