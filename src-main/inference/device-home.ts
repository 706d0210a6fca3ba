import { join } from 'node:path';

/** What a worker process is told of the folder in which this machine's devices are remembered, as words of its command line. */
export interface DeviceHome {
  /** See DeviceRecords. */
  readonly records: string;
  /** See RunJournal: of one process alone. */
  readonly journal: string;
}

export function deviceRecordsFile(userDataDir: string): string {
  return join(userDataDir, 'devices', 'devices.json');
}

/** @param role of the worker process: one of each runs for a program at a time */
export function deviceHome(userDataDir: string, role: string): DeviceHome {
  return {
    records: deviceRecordsFile(userDataDir),
    journal: join(userDataDir, 'devices', `running-${role}-${process.pid}`),
  };
}
