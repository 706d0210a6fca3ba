// ONNX Runtime, which the app runs models with, reports to Microsoft unless told not to before its library is loaded.

/**
 * Switches the reports off. The program does so by itself as well (src-main/onnx-runtime/telemetry.ts); here it is said for
 * every process that a script starts, whatever that loads.
 */
export const TELEMETRY_OFF = { ORT_DISABLE_TELEMETRY: '1' };

/**
 * What keeps ONNX Runtime from reporting as well, on machines that build and test: with one of these set a test could not
 * notice that the program has forgotten to switch the reports off. To be spread over an environment: undefined unsets.
 */
export const NOT_ON_A_BUILD_MACHINE = Object.fromEntries(
  [
    'CI',
    'TF_BUILD',
    'GITHUB_ACTIONS',
    'GITLAB_CI',
    'CIRCLECI',
    'TRAVIS',
    'JENKINS_URL',
    'CODEBUILD_BUILD_ID',
    'BUILDKITE',
    'TEAMCITY_VERSION',
    'APPVEYOR',
    'BITBUCKET_BUILD_NUMBER',
    'SYSTEM_TEAMFOUNDATIONCOLLECTIONURI',
    'ORT_RUNNING_UNIT_TESTS',
  ].map((name) => [name, undefined]),
);
