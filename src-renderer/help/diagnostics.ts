import { t } from '../../src-shared/words/words';
import { call } from '../api';
import { noticeStore, tellIfItFails } from '../stores/notice-store';

/** Has main put a report on the clipboard that can be shown to others. Trying the devices for it takes seconds. */
export async function copyDiagnostics(): Promise<void> {
  const { info } = noticeStore.getState();
  info(t('help.diagnostics.collecting'));
  const copied = await tellIfItFails(call('app.copyDiagnostics', undefined).then(() => true));
  if (copied) info(t('help.diagnostics.copied'));
}
