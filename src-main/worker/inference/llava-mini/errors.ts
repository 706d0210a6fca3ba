import { LongtakeError } from '../../../../src-shared/errors';

/** The question alone, with no earlier turn and one frame, is longer than the model takes. */
export class QuestionTooLong extends LongtakeError {
  /** @param most rows that the model takes */
  constructor(rows: number, most: number) {
    super(
      'BadRequest',
      `The question takes ${rows} tokens, and the model takes ${most} with at least one frame.`,
      'Ask a shorter question.',
    );
  }
}
