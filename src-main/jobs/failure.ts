import { LongtakeError } from '../../src-shared/errors';

/** An error as data, for the log alone: it goes from a worker process to the one that writes the log, and never to the page. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  /** Where it was thrown, a line a call; empty where that is not known. */
  readonly frames: readonly string[];
  readonly cause: Failure | null;
}

/** What a worker was doing: the call, and as far as the call says so, for which film and at which stage. */
export interface CallNote {
  readonly method: string;
  readonly videoId: string | null;
  stage: string | null;
}

/** As many causes as anybody reads, should they go round in a circle. */
const MOST_CAUSES = 8;

export function toFailure(error: unknown, most = MOST_CAUSES): Failure {
  if (!(error instanceof Error)) return { name: 'Thrown', message: String(error), frames: [], cause: null };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const cause = error.cause === undefined || most === 0 ? null : toFailure(error.cause, most - 1);
  return { name: error.name, message: error.message, frames, cause };
}

function fromFailure({ name, message, frames, cause }: Failure): Error {
  const error = new Error(message, cause ? { cause: fromFailure(cause) } : {});
  error.name = name;
  error.stack = [`${name}: ${message}`, ...frames].join('\n');
  return error;
}

const VIDEO_ID = /^[0-9a-f]{32}$/;

export function noteOf(method: string, input: unknown): CallNote {
  return { method, videoId: videoIdOf(input), stage: null };
}

/** Calls name their film, its folder in the library, or what searches know of it. */
function videoIdOf(input: unknown): string | null {
  if (typeof input !== 'object' || input === null) return null;
  const { videoId, dir, video, like } = input as Record<string, unknown>;
  const named = [videoId, typeof dir === 'string' ? dir.split(/[\\/]/).at(-1) : null];
  const found = named.find((word): word is string => typeof word === 'string' && VIDEO_ID.test(word));
  return found ?? videoIdOf(video) ?? videoIdOf(like);
}

/** The stage that an event tells of, where it does. */
export function stageOf(payload: unknown): string | null {
  if (typeof payload !== 'object' || payload === null) return null;
  const { stage, step, phase } = payload as Record<string, unknown>;
  const told = stage ?? step ?? phase;
  return typeof told === 'string' ? told : null;
}

function inWords({ method, videoId, stage }: CallNote): string {
  const film = videoId === null ? '' : ` of film ${videoId}`;
  return `${method}${film}${stage === null ? '' : ` at stage ${stage}`}`;
}

/** Something went wrong in a worker process; its cause is what it was there. For the log; where it was noticed says nothing. */
export class WorkerFailed extends Error {
  override readonly name = 'WorkerFailed';

  /** @param foreseen whether it has words for the user, who was told */
  constructor(
    role: string,
    notes: readonly CallNote[],
    failure: Failure,
    readonly foreseen: boolean,
  ) {
    const doing = notes.length > 0 ? notes.map(inWords).join('; ') : 'nothing';
    super(`the ${role} worker failed at ${doing}`, { cause: fromFailure(failure) });
    this.stack = `${this.name}: ${this.message}`;
  }
}

/** A worker process is gone that nobody had told to go. For the log. */
export class WorkerDied extends Error {
  override readonly name = 'WorkerDied';

  constructor(
    role: string,
    { code, signal }: { code: number | null; signal: string | null },
    { why, notes, lines }: { why: string; notes: readonly CallNote[]; lines: readonly string[] },
  ) {
    const how = signal === null ? `exit code ${code ?? 'unknown'}` : `signal ${signal}`;
    const doing = notes.length > 0 ? notes.map(inWords).join('; ') : 'nothing';
    const said =
      lines.length > 0 ? `; its last words:\n${lines.map((line) => `    | ${line}`).join('\n')}` : '';
    super(`the ${role} worker ${why}: ${how}, while doing ${doing}${said}`);
    this.stack = `${this.name}: ${this.message}`;
  }
}

/** What is worth a line in the log: what nobody foresaw, and what lies behind something that has words for the user. */
export function isWorthLogging(error: unknown): boolean {
  return !(error instanceof LongtakeError) || error.cause !== undefined;
}
