import { describe, expect, it } from 'vitest';
import { readQuestion } from './question';
import { writtenKinds } from './written-kinds';

function kindOf(topic: string) {
  const [kind] = writtenKinds(topic);
  if (!kind) throw new Error(`no kind is called ${topic}`);
  return kind;
}

describe('kinds of writing', () => {
  it.each([
    ['Is an e-mail address shown?', 'email'],
    ['What is the email address?', 'email'],
    ['Which web address is shown?', 'web'],
    ['When do you see a URL on the screen?', 'web'],
    ['Are there any phone numbers?', 'phone'],
    ['Find the telephone number', 'phone'],
    ['How many prices are shown?', 'price'],
    ['When does a date appear?', 'date'],
    ['Which dates are written?', 'date'],
    ['whats the phone number on the sign', 'phone'],
    ['what web address is shown in the picture', 'web'],
  ])('are asked for: %s', (question, one) => {
    expect(writtenKinds(readQuestion(question).topic).map(({ form }) => form)).toEqual([one]);
  });

  it('are two where an address may be either', () => {
    const { topic } = readQuestion('is there some address');
    expect(writtenKinds(topic).map(({ form }) => form)).toEqual(['email', 'web']);
  });

  it.each(['When is the price of bread mentioned?', 'Is there a phone?', 'When do you see a website?'])(
    'are not asked for: %s',
    (question) => expect(writtenKinds(readQuestion(question).topic)).toEqual([]),
  );

  it.each([
    [
      'e-mail',
      'info@example.org, a.b+c@mail.example.co.uk',
      ['info@example.org', 'a.b+c@mail.example.co.uk'],
    ],
    ['e-mail', 'at 5 @ home, @handle', []],
    [
      'URL',
      'see www.example.org/a?b=1, https://example.com.',
      ['www.example.org/a?b=1', 'https://example.com'],
    ],
    ['URL', '3DTV.AT and 3dtv.at', ['3DTV.AT', '3dtv.at']],
    ['URL', 'fibonacci.ts hello-world.js console.log(x) end.It was v1.2.3 a@example.org', []],
    ['phone number', 'call +44 20 7946 0958 or (555) 010-9999', ['+44 20 7946 0958', '(555) 010-9999']],
    ['phone number', '030 123456, 555-010-9999', ['030 123456', '555-010-9999']],
    ['phone number', 'Phone 555 0142, Tel.: 7654321, saxophone 1234567', ['555 0142', '7654321']],
    ['phone number', '2019-11-25 12:30:45 1,250,000 1280 4096 3.14159 2019-2020 0.123456789', []],
    ['price', '4.2 million euros, $5, 1.250,00 €', ['4.2 million euros', '$5', '1.250,00 €']],
    ['price', 'EUR 20; 30 USD; CHF 1’200.–', ['EUR 20', '30 USD', 'CHF 1’200']],
    ['price', '1280 x 720, 50 %, 100 pounding hearts, 3 centuries', []],
    ['date', '25 November 2026; Nov. 3rd; 2026-11-25', ['25 November 2026', 'Nov. 3rd', '2026-11-25']],
    ['date', '25.11.26, May 2020', ['25.11.26', 'May 2020']],
    ['date', 'May I, 1.2.3.4, march on, 12/5', []],
  ])('are told by their form: %s in “%s”', (called, line, expected) => {
    expect(kindOf(called).find(line)).toEqual(expected);
  });
});
