import { useEffect, useState } from 'react';
import type { Output } from '../../src-shared/ipc';
import { sentenceInLanguage } from '../../src-shared/words/sentences';
import { t } from '../../src-shared/words/words';
import { call } from '../api';
import { tellIfItFails } from '../stores/notice-store';
import { Row } from '../ui/row';

/** What reads the films on this machine, and what is wrong with it. */
export function ProgramsRow() {
  const [programs, setPrograms] = useState<Output<'app.programs'> | null>(null);
  useEffect(() => {
    let shown = true;
    void tellIfItFails(call('app.programs', undefined)).then((found) => {
      if (shown && found) setPrograms(found);
    });
    return () => {
      shown = false;
    };
  }, []);
  return (
    <Row
      title={t('settings.programs')}
      text={t('settings.programs.text')}
      control={null}
      below={
        <div className="setting__below">
          {programs === null && <p>{t('settings.programs.trying')}</p>}
          {programs?.map(({ tool, says, error }) =>
            error ? (
              <p key={tool} role="alert">
                {sentenceInLanguage(error.message)} {sentenceInLanguage(error.remedy)}
              </p>
            ) : (
              <p key={tool}>
                {tool} {says}
              </p>
            ),
          )}
        </div>
      }
    />
  );
}
