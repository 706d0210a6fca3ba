import { Check, X } from 'lucide-react';
import type { Device, DeviceReport, MachineDevices } from '../../src-shared/domain';
import { modelsStore } from '../stores/models-store';
import { Button } from '../ui/button';

export const DEVICE_NAMES: Readonly<Record<Device, string>> = {
  cpu: 'Processor (CPU)',
  cuda: 'NVIDIA graphics (CUDA)',
  dml: 'Graphics (DirectML)',
  coreml: 'Apple Core ML',
  webgpu: 'Graphics (WebGPU)',
};

/** Which device runs the models, and what was found of the others. */
export function Devices({ report: { language, ...frames } }: { readonly report: MachineDevices }) {
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
      <Button onClick={() => void modelsStore.getState().tryDevicesAgain()}>Try devices again</Button>
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
