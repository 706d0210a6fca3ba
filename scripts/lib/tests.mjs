// The two test runners, each told to write its results as JSON as well.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { withDisplay } from './display.mjs';
import { appEnvironment, chromiumFlags, commandLineStart, electron, nodeEnvironment } from './electron.mjs';
import { INSPECTABLE_PROGRAM, PACKAGED_PROGRAM } from './packaged.mjs';
import { run } from './process.mjs';
import { ROOT } from './root.mjs';
import { NOT_ON_A_BUILD_MACHINE } from './telemetry.mjs';

const UNIT_RESULTS = join(ROOT, 'test-results', 'unit.json');
const E2E_RESULTS = join(ROOT, 'test-results', 'e2e.json');

/**
 * How many tests passed and failed, and for each that failed a line: its file, its name and why.
 * @typedef {{ passed: number, failed: number, failures: string[] }} Count
 */
const NOTHING_RAN = { passed: 0, failed: 1, failures: ['The test runner left no report.'] };

/** Runs vitest in Electron's Node. @returns {Promise<Count>} */
export async function unitTests(options = []) {
  await fresh(UNIT_RESULTS);
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${UNIT_RESULTS}`];
  const code = await run(electron().executable, [vitest, 'run', ...reporters, ...options], {
    env: nodeEnvironment(testEnvironment()),
  });
  return checked(code, countVitest(await readResults(UNIT_RESULTS)));
}

/** Runs Playwright against the built and the packaged app, on a virtual display where there is no other. */
export async function endToEndTests(options = []) {
  await fresh(E2E_RESULTS);
  const playwright = join(ROOT, 'node_modules', 'playwright', 'cli.js');
  const code = await withDisplay((display) =>
    run(process.execPath, [playwright, 'test', ...options], {
      env: appEnvironment({
        ...display,
        ...testEnvironment(),
        LONGTAKE_E2E_ELECTRON: electron().executable,
        LONGTAKE_E2E_PACKAGED: PACKAGED_PROGRAM,
        LONGTAKE_E2E_INSPECTABLE: INSPECTABLE_PROGRAM,
        LONGTAKE_E2E_COMMAND_LINE: JSON.stringify(commandLineStart([]).args),
        LONGTAKE_E2E_FLAGS: JSON.stringify(chromiumFlags()),
        PLAYWRIGHT_JSON_OUTPUT_NAME: E2E_RESULTS,
      }),
    }),
  );
  return checked(code, countPlaywright(await readResults(E2E_RESULTS)));
}

/** The same programs in every test: those that are shipped, whatever the PATH holds; and nothing that keeps a library quiet in tests alone. */
export function testEnvironment() {
  const bundled = (tool) =>
    join(ROOT, 'resources', 'bin', process.platform === 'win32' ? `${tool}.exe` : tool);
  return {
    ...NOT_ON_A_BUILD_MACHINE,
    LONGTAKE_FFMPEG: bundled('ffmpeg'),
    LONGTAKE_FFPROBE: bundled('ffprobe'),
  };
}

async function fresh(file) {
  await mkdir(dirname(file), { recursive: true });
  await rm(file, { force: true });
}

async function readResults(file) {
  return existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : undefined;
}

/** Vitest's JSON report as counts. What was skipped did not pass. @returns {Count} */
export function countVitest(report) {
  if (report === undefined) return NOTHING_RAN;
  const { numPassedTests, numTotalTests, testResults } = report;
  const failures = testResults.flatMap(({ name, message, assertionResults }) => {
    const file = relative(ROOT, name);
    const tests = assertionResults.filter(({ status }) => status !== 'passed');
    const named = tests.map((test) => line(file, test.fullName, test.failureMessages[0] ?? test.status));
    return named.length === 0 && message ? [line(file, message)] : named;
  });
  return { passed: numPassedTests, failed: numTotalTests - numPassedTests, failures };
}

/** Playwright's JSON report as counts. What was skipped or passed at a second try did not pass. @returns {Count} */
export function countPlaywright(report) {
  if (report === undefined) return NOTHING_RAN;
  const { stats, suites, errors } = report;
  const failures = [
    ...errors.map(({ message }) => line(message)),
    ...suites.flatMap(specsOf).flatMap(({ file, title, tests }) => {
      const bad = tests.filter(({ status }) => status !== 'expected');
      return bad.map(({ status, results }) =>
        line(file, title, results.find(({ error }) => error)?.error.message ?? status),
      );
    }),
  ];
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + stats.skipped + errors.length,
    failures,
  };
}

function specsOf({ specs, suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)];
}

/** The parts in one line, the last of them (what went wrong) without colours and only its first line. */
function line(...parts) {
  const [why] = stripVTControlCharacters(parts.pop()).trim().split('\n');
  return [...parts, why].join(' › ');
}

/**
 * A runner that ends badly without a failed test (a file did not load, say) counts as one failure, and so does one
 * that found no tests.
 * @returns {Count}
 */
export function checked(exitCode, { passed, failed, failures }) {
  if (failed > 0) return { passed, failed, failures };
  if (passed === 0) return { passed, failed: 1, failures: [...failures, 'No test ran.'] };
  if (exitCode === 0) return { passed, failed, failures };
  const why = `No test failed, but the test runner ended with exit code ${exitCode}.`;
  return { passed, failed: 1, failures: [...failures, why] };
}
