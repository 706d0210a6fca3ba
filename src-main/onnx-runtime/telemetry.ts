import { isMainThread } from 'node:worker_threads';

/*
 * ONNX Runtime's own builds report to Microsoft unless the environment says otherwise at the moment their library is
 * loaded. Importing this module says so: every entry of the program does, before anything else, and what it starts
 * inherits it; runtime.ts, which alone loads the library, imports it once more.
 */

/** What switches the reports off. Read once, when the library is loaded; nothing said later counts. */
export const TELEMETRY_OFF: Readonly<Record<string, string>> = {
  // Linux and macOS: no report, no identifier of the machine, no store of what is to be sent.
  ORT_DISABLE_TELEMETRY: '1',
  // Windows has events of the system's own tracing (ETW) instead. Their switch in the C API is not part of the binding for
  // Node, and the variable above is not read there; this one, meant for the library's own tests, is.
  ...(process.platform === 'win32' ? { ORT_RUNNING_UNIT_TESTS: '1' } : {}),
};

// In a worker thread process.env is a copy: set there, the library would not see it.
if (isMainThread) Object.assign(process.env, TELEMETRY_OFF);

/** The environment as a native library sees it. */
export function realEnvironment(): NodeJS.ProcessEnv {
  if (isMainThread) return process.env;
  // A report would else look up the names of the addresses that this process is connected to.
  Object.assign(process.report, { excludeNetwork: true });
  return (process.report.getReport() as { environmentVariables: NodeJS.ProcessEnv }).environmentVariables;
}

/** Whether an environment switches the reports off. */
export function switchesTelemetryOff(environment: NodeJS.ProcessEnv): boolean {
  return Object.entries(TELEMETRY_OFF).every(([name, value]) => environment[name] === value);
}
