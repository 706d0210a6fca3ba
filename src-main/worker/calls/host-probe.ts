import type { Device } from '../../../src-shared/devices';
import type { DeviceCheck } from '../../base/devices/check';
import type { ProbeOutcome } from '../../base/devices/probe';
import type { Channel } from './channel';

/** Has devices tried by the process that started this worker, which starts another for it. */
export function probesOfHost(
  channel: Channel,
): (device: Device, check: DeviceCheck, threads: number) => Promise<ProbeOutcome> {
  const waiting = new Map<number, (outcome: ProbeOutcome) => void>();
  let nextId = 1;
  channel.onRequest((request) => {
    if (request.kind !== 'probed') return;
    waiting.get(request.id)?.(request.outcome);
    waiting.delete(request.id);
  });
  return (device, check, threads) => {
    const id = nextId++;
    channel.send({ kind: 'probe', id, device, check, threads });
    return new Promise((resolve) => waiting.set(id, resolve));
  };
}
