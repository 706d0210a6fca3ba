import { describe, expect, it } from 'vitest';
import { decodeText } from './charset';

/** Encoding, words, and the words in it, written by Python's codecs. */
const WRITTEN: readonly (readonly [string, string, string])[] = [
  [
    'windows-1251',
    '1\n00:00:01,000 --> 00:00:03,000\nПривет, как дела сегодня?\n\n2\n00:00:04,000 --> 00:00:05,000\nЭто было очень давно.\n',
    'MQowMDowMDowMSwwMDAgLS0+IDAwOjAwOjAzLDAwMArP8Oji5fIsIOrg6iDk5evgIPHl4+7k7f8/CgoyCjAwOjAwOjA0LDAwMCAtLT4gMDA6MDA6MDUsMDAwCt3y7iDh++vuIO735e38IOTg4u3uLgo=',
  ],
  [
    'windows-1251',
    'Добрий день, як ваші справи? Я живу у великому місті.',
    'xO7h8OjpIOTl7fwsIP/qIOLg+LMg8e/w4OLoPyDfIObo4vMg8yDi5evo6u7s8yDss/Hysy4=',
  ],
  [
    'windows-1251',
    'Той не знае къде е къщата на брат му.',
    '0u7pIO3lIOft4OUg6vrk5SDlIOr6+eDy4CDt4CDh8ODyIOzzLg==',
  ],
  ['windows-1251', 'ВНИМАНИЕ! ВСЕ ВЫХОДЫ ЗАКРЫТЫ', 'ws3IzMDNyMUhIMLRxSDC29XOxNsgx8DK0NvS2w=='],
  [
    'koi8-r',
    'Привет, как дела сегодня? Это было очень давно, и никто не помнит.',
    '8NLJ18XULCDLwcsgxMXMwSDTxcfPxM7RPyD81M8gwtnMzyDP3sXO2CDEwdfOzywgySDOycvUzyDOxSDQz83OydQu',
  ],
  [
    'ibm866',
    'Привет, как дела сегодня? Это было очень давно, и никто не помнит.',
    'j+CooqXiLCCqoKogpKWroCDhpaOupK3vPyCd4q4goeurriCu56Wt7CCkoKKtriwgqCCtqKririCtpSCvrqytqOIu',
  ],
  [
    'windows-1253',
    'Καλημέρα, τι κάνετε σήμερα; Είμαι από την Αθήνα.',
    'yuHr5+zd8eEsIPTpIOrc7eX05SDz3uzl8eE7IMXf7OHpIOHw/CD05+0gweje7eEu',
  ],
  [
    'windows-1255',
    'שלום, מה שלומך היום? אני גר בעיר גדולה ליד הים.',
    '+ezl7Swg7uQg+ezl7uog5Onl7T8g4PDpIOL4IOHy6fgg4uPl7OQg7OnjIOTp7S4=',
  ],
  [
    'windows-1256',
    'مرحبا، كيف حالك اليوم؟ أنا أسكن في مدينة كبيرة قرب البحر.',
    '49HNyMehIN/t3SDNx+HfIMfh7ebjvyDD5Mcgw9Pf5CDd7SDjz+3kySDfyO3RySDe0cggx+HIzdEu',
  ],
  [
    'windows-874',
    'สวัสดีครับ วันนี้เป็นอย่างไรบ้าง ผมอยู่ในเมืองใหญ่',
    'ysfRyrTVpMPRuiDH0bm51engu+e5zcLo0qfkw7rp0qcgvMHNwtno47ngwdfNp+PLreg=',
  ],
  [
    'shift_jis',
    'これは日本語の字幕です。私は学生です。ありがとう',
    'grGC6oLNk/qWe4zqgsyOmpaLgsWCt4FCjoSCzYp3kLaCxYK3gUKCoILogqqCxoKk',
  ],
  [
    'euc-jp',
    'これは日本語の字幕です。私は学生です。ありがとう',
    'pLOk7KTPxvzL3LjspM67+svrpMekuaGju+Skz7PYwLikx6S5oaOkoqTqpKykyKSm',
  ],
  [
    'euc-kr',
    '안녕하세요, 오늘은 날씨가 좋습니다. 저는 학생입니다.',
    'vsiz58fPvLy/5Cwgv8C0w8C6ILOvvr6woSDBwb3AtM+02S4gwPq0wiDH0Lv9wNS0z7TZLg==',
  ],
  [
    'gb18030',
    '你好，今天天气很好。我是学生，你在做什么？',
    'xOO6w6OsvfHM7Mzsxvi63LrDoaPO0srH0afJ+qOsxOPU2tf2yrLDtKO/',
  ],
  [
    'big5',
    '你好，今天天氣很好。我是學生，你在做什麼？這是我們的房子。',
    'p0GmbqFBpLWk0aTRrvCr3KZuoUOn2qxPvselzaFBp0GmYrC1pLC78qFIs2+sT6farcyquqnQpGyhQw==',
  ],
  [
    'windows-1250',
    'Każdy wie, że była to piękna wiosna. Był też żółty dom.',
    'S2G/ZHkgd2llLCC/ZSBiebNhIHRvIHBp6mtuYSB3aW9zbmEuIEJ5syB0Zb8gv/OzdHkgZG9tLg==',
  ],
  [
    'windows-1252',
    'Café “crème” – 5 €, übermäßig… C’est l’été à la plage, où j’ai été élevé.',
    'Q2Fm6SCTY3LobWWUIJYgNSCALCD8YmVybeTfaWeFIEOSZXN0IGyS6XTpIOAgbGEgcGxhZ2UsIG/5IGqSYWkg6XTpIOlsZXbpLg==',
  ],
  [
    'windows-1252',
    'Größe, Füße, schöne Grüße aus Köln – „überall“ 20 m² für 300 €.',
    'R3L232UsIEb832UsIHNjaPZuZSBHcvzfZSBhdXMgS/ZsbiCWIIT8YmVyYWxskyAyMCBtsiBm/HIgMzAwIIAu',
  ],
  [
    'windows-1252',
    'Åh, på øen er æblerne røde, og så gør det også ondt.',
    'xWgsIHDlIPhlbiBlciDmYmxlcm5lIHL4ZGUsIG9nIHPlIGf4ciBkZXQgb2dz5SBvbmR0Lg==',
  ],
  [
    'windows-1252',
    '¿Qué mañana? ¡Año nuevo! ¿Dónde está el niño? Aquí él comió.',
    'v1F16SBtYfFhbmE/IKFB8W8gbnVldm8hIL9E825kZSBlc3ThIGVsIG5p8W8/IEFxde0g6WwgY29tafMu',
  ],
  [
    'windows-1252',
    'Não há ações nem corações; a estação já está lá.',
    'TuNvIGjhIGHn9WVzIG5lbSBjb3Jh5/VlczsgYSBlc3Rh5+NvIGrhIGVzdOEgbOEu',
  ],
];

describe('a text that is not Unicode, of a language that nobody names', () => {
  it.each(WRITTEN)('in %s is read: %s', (_encoding, words, base64) => {
    expect(decodeText(Buffer.from(base64, 'base64'), null)).toBe(words);
  });

  it('is Western European where its bytes speak for nothing else, and where there are few', () => {
    expect(decodeText(Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]), null)).toBe('Ïðèâåò');
  });

  it('is known by its beginning where it is large', () => {
    const line = Buffer.from('grGCzJP6lnuM6oLMjpqWi4LFgreBQg==', 'base64');
    const file = Buffer.concat(Array.from({ length: 6000 }, () => Buffer.concat([line, Buffer.from('\n')])));
    expect(decodeText(file, null).slice(0, 40)).toContain('日本語の字幕です');
  });

  it('is read by its language where that is named, as bytes of one may be words of another', () => {
    const [, words, base64] = WRITTEN[0] ?? ['', '', ''];
    expect(decodeText(Buffer.from(base64, 'base64'), 'ru')).toBe(words);
  });
});
