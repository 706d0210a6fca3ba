import { LongtakeError } from '../../src-shared/errors';

/** ONNX Runtime was about to be loaded where it would report to its maker. */
export class TelemetryNotOff extends LongtakeError {
  constructor() {
    super(
      'Internal',
      'The model runtime was not started, because here it would send reports to its maker.',
      'Start Longtake with ORT_DISABLE_TELEMETRY=1 in its environment, and report this.',
    );
  }
}
