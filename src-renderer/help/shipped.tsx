import type { Output } from '../../src-shared/ipc';
import type { Licence, ShippedProgram } from '../../src-shared/packs';
import { Licences } from '../ui/licences';

/** What Longtake is made of, and under which licences. */
export function Shipped({ own, programs, packages }: Output<'app.licences'>) {
  return (
    <>
      {own && <Licences licences={[own]} />}
      <h3>ffmpeg</h3>
      {programs.length > 0 ? (
        <>
          <p>
            It reads the films: a program of its own, under its own licence. How it was built and where its
            source is stand with it.
          </p>
          <Licences licences={programs.map(programLicence)} />
        </>
      ) : (
        <p>The ffmpeg in use did not come with Longtake: its licence is with whoever it came from.</p>
      )}
      <h3>Parts by others</h3>
      <p>
        Longtake runs on Electron and Chromium. Their licences are LICENSE.electron.txt and
        LICENSES.chromium.html in the program’s folder.
      </p>
      {packages.length > 0 && (
        <details className="about__packages">
          <summary>{packages.length} packages and their licences</summary>
          <Licences licences={packages} />
        </details>
      )}
    </>
  );
}

/** The licence with what has to be told beside it: how the program was built, and how to get its source. */
function programLicence({ name, version, configuration, licence, text, source }: ShippedProgram): Licence {
  const told = [version, [source.offer, ...source.urls].join('\n'), `Built with: ${configuration}`, text];
  return { part: name, name: licence, text: told.filter((part) => part !== '').join('\n\n') };
}
