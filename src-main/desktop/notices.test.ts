import { describe, expect, it, vi } from 'vitest';
import type { UserError } from '../../src-shared/errors';
import { Notices } from './notices';

const error = (message: string): UserError => ({ code: 'CannotReadVideo', message, remedy: 'Look at it.' });

describe('Notices', () => {
  it('keeps what comes before the page listens, hands it over once, and sends the rest at once', () => {
    const send = vi.fn();
    const notices = new Notices(send);
    notices.tell(error('early'));
    expect(send).not.toHaveBeenCalled();
    expect(notices.take()).toEqual([error('early')]);
    expect(notices.take()).toEqual([]);
    notices.tell(error('late'));
    expect(send.mock.calls).toEqual([['app.notice', error('late')]]);
    notices.hold();
    notices.tell(error('meanwhile'));
    expect(send).toHaveBeenCalledTimes(1);
    expect(notices.take()).toEqual([error('meanwhile')]);
  });
});
