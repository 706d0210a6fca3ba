import type { Output } from '../../src-shared/ipc';
import type { Licence, ShippedProgram } from '../../src-shared/packs';
import { t } from '../../src-shared/words/words';
import { Licences } from '../ui/licences';

/** What Longtake is made of, and under which licences. */
export function Shipped({ own, programs, packages }: Output<'app.licences'>) {
  return (
    <>
      {own && <Licences licences={[own]} />}
      <h3>ffmpeg</h3>
      {programs.length > 0 ? (
        <>
          <p>{t('help.ffmpeg')}</p>
          <Licences licences={programs.map(programLicence)} />
        </>
      ) : (
        <p>{t('help.ffmpeg.other')}</p>
      )}
      <h3>{t('help.parts')}</h3>
      <p>{t('help.parts.text')}</p>
      {packages.length > 0 && (
        <details className="about__packages">
          <summary>{t('help.packages', { n: packages.length })}</summary>
          <Licences licences={packages} />
        </details>
      )}
    </>
  );
}

/** The licence with what has to be told beside it: how the program was built, and how to get its source. */
function programLicence({ name, version, configuration, licence, text, source }: ShippedProgram): Licence {
  const told = [
    version,
    [source.offer, ...source.urls].join('\n'),
    t('help.builtWith', { configuration }),
    text,
  ];
  return { part: name, name: licence, text: told.filter((part) => part !== '').join('\n\n') };
}
