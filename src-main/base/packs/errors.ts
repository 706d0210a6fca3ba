import { formatBytes } from '../../../src-shared/bytes';
import { LongtakeError } from '../../../src-shared/errors';

/** A model pack is there but cannot be trusted or used: a file is missing, altered, or not what the manifest says. */
export class ModelPackBroken extends LongtakeError {
  /** @param what the rest of the sentence "The model pack … " for the user, for example `lacks frames.onnx` */
  constructor(packName: string, what: string, options?: { cause?: unknown }) {
    super(
      'ModelPackBroken',
      `The model pack ${packName} ${what}.`,
      'Remove it and install it again in Models; the built-in pack comes back by reinstalling Longtake, or in a checkout by "npm run setup".',
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
      'Install it in Models, or choose another; the built-in pack comes back by reinstalling Longtake, or in a checkout by "npm run setup".',
      options,
    );
  }
}

/** A published model cannot be made into a pack: a file is missing, or not what Longtake knows how to read. */
export class CheckpointUnusable extends LongtakeError {
  /**
   * @param what the rest of the sentence "This model …" for the user, for example `lacks onnx/vision_model.onnx`
   * @param remedy what the user can do about it, as a sentence
   */
  constructor(
    what: string,
    remedy = 'Download it again from where it was published, or choose another model.',
    options?: { cause?: unknown },
  ) {
    super('CheckpointUnusable', `This model ${what}.`, remedy, options);
  }
}

/** As a whole sentence about what was found: "This model cannot be used: …". */
export function unusable(what: string, remedy?: string, options?: { cause?: unknown }): CheckpointUnusable {
  return new CheckpointUnusable(`cannot be used: ${what}`, remedy, options);
}

/** A pack does not fit on the disk that packs lie on, or the disk became full while it was written. */
export class PackDiskFull extends LongtakeError {
  /** @param bytes what is still to be written and what is free, where that is known */
  constructor(
    bytes: { readonly needed: number; readonly free: number } | null,
    options?: { cause?: unknown },
  ) {
    const missing = bytes && Math.max(1, bytes.needed - bytes.free);
    super(
      'DiskFull',
      bytes
        ? `The pack needs ${formatBytes(bytes.needed)} on the disk that packs are kept on, and ${formatBytes(bytes.free)} are free.`
        : 'The disk that packs are kept on became full.',
      missing
        ? `Free ${formatBytes(missing)} there, then start again: what is already done is kept.`
        : 'Free some space there, then start again: the files that were finished are kept.',
      options,
    );
  }
}
