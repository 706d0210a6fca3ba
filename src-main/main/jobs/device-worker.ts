import type { DeviceFolder } from '../../base/devices/home';
import { DeviceRecords } from '../../base/devices/records';
import { takeLastRun } from '../../base/devices/run-journal';
import type { SpawnWorker, WorkerRole } from '../../base/rpc/protocol';
import { DeviceSetAside } from '../../worker/inference/device';
import { type SupervisorOptions, WorkerSupervisor } from './supervisor';

/**
 * Keeps a process that may run graphs on devices. When it dies or hangs while one does, that device is set aside for that graph,
 * and the calls under way reject with DeviceSetAside: the next one goes to another device.
 * @param folder what is known of devices lies there
 */
export function deviceWorker(
  spawn: SpawnWorker,
  role: WorkerRole,
  folder: DeviceFolder,
  options: Partial<SupervisorOptions> = {},
): WorkerSupervisor {
  return new WorkerSupervisor({
    ...options,
    spawn(of) {
      const { records, journal } = folder.home(role);
      return spawn(of, [records, journal]);
    },
    role,
    onLost() {
      const { records, journal } = folder.home(role);
      const run = takeLastRun(journal);
      return run && new DeviceSetAside(new DeviceRecords(records).setAside(run, 'crashed'));
    },
  });
}
