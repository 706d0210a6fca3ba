// An edit decision list as pycmx reads it: a parser that knows nothing of Longtake.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface EdlEvent {
  readonly number: number;
  readonly reel: string;
  readonly clip: string;
  /** Timecodes. */
  readonly sourceIn: string;
  readonly sourceOut: string;
  readonly recordIn: string;
  readonly recordOut: string;
}

const PROGRAM = `
import json, sys, pycmx
with open(sys.argv[1]) as file:
    print(json.dumps([{
        'number': event.number, 'reel': edit.source, 'clip': edit.clip_name,
        'sourceIn': edit.source_in, 'sourceOut': edit.source_out,
        'recordIn': edit.record_in, 'recordOut': edit.record_out,
    } for event in pycmx.parse_cmx3600(file).events for edit in event.edits]))
`;

/** @param parser the folder that holds pycmx */
export async function eventsOf(edl: string, parser: string): Promise<EdlEvent[]> {
  const python = process.platform === 'win32' ? 'python' : 'python3';
  const { stdout } = await promisify(execFile)(python, ['-c', PROGRAM, edl], {
    env: { ...process.env, PYTHONPATH: parser },
  });
  return JSON.parse(stdout);
}
