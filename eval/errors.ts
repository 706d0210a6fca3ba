/** What was asked for cannot be run as it stands; the message says what to do. */
export class CannotRun extends Error {
  override name = 'CannotRun';
}
