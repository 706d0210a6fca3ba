import { Check, X } from 'lucide-react';
import type { Device, DeviceReport, MachineDevices, OtherUse } from '../../src-shared/devices';
import { modelsStore } from '../stores/models-store';
import { Button } from '../ui/button';

export const DEVICE_NAMES: Readonly<Record<Device, string>> = {
  cpu: 'Processor (CPU)',
  cuda: 'NVIDIA graphics (CUDA)',
  dml: 'Graphics (DirectML)',
  coreml: 'Apple Core ML',
  webgpu: 'Graphics (WebGPU)',
};

const USES: Readonly<Record<OtherUse, string>> = {
  objects: 'Finding things',
  lines: 'Finding writing',
  characters: 'Reading writing',
  speech: 'Hearing speech',
};

/** Which device runs the models, and what was found of the others. */
export function Devices({ report: { language, others, ...frames } }: { readonly report: MachineDevices }) {
  return (
    <>
      {language && <h3 className="page__heading">Frames</h3>}
      <Report report={frames} />
      {language && (
        <>
          <h3 className="page__heading">Language model</h3>
          <Report report={language} />
        </>
      )}
      <Others others={others} />
      <Button onClick={() => void modelsStore.getState().tryDevicesAgain()}>Try devices again</Button>
    </>
  );
}

/** Where there is a choice at all. */
function Others({ others }: Pick<MachineDevices, 'others'>) {
  const isDevice = ({ device, usable }: DeviceReport['candidates'][number]) => usable && device !== 'cpu';
  if (!others.some(({ report }) => report.candidates.some(isDevice))) return null;
  return (
    <>
      <h3 className="page__heading">What else is done with films</h3>
      <ul className="devices">
        {others.map(({ use, report }) => (
          <li key={use}>
            <Check size={15} aria-hidden className="devices__yes" />
            <span>
              {USES[use]}: {DEVICE_NAMES[report.chosen]}
            </span>
            <span className="devices__why selectable">{report.why}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Report({ report }: { readonly report: DeviceReport }) {
  return (
    <>
      <p className="page__lead selectable">
        <strong>{DEVICE_NAMES[report.chosen]}</strong> is used. {report.why}
      </p>
      <ul className="devices">
        {report.candidates.map((candidate) => (
          <li key={candidate.device} data-chosen={candidate.device === report.chosen}>
            {candidate.usable ? (
              <Check size={15} aria-label="Usable" className="devices__yes" />
            ) : (
              <X size={15} aria-label="Not usable" />
            )}
            <span>{DEVICE_NAMES[candidate.device]}</span>
            <span className="devices__why selectable">{candidate.why}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
