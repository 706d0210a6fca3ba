// German words: packs.
import type { packs as English } from '../en/packs';

export const packs: Readonly<Record<keyof typeof English, string>> = {
  'packs.clip':
    'Findet Bilder nach jeder englischen Beschreibung, nicht nur nach Namen von Dingen. Klein und schnell.',
  'packs.siglip':
    'Findet Bilder nach jeder englischen Beschreibung, mit besseren veröffentlichten Ergebnissen als CLIP ViT-B/32 bei etwa der vierfachen Arbeit.',
  'packs.whisper':
    'Transkribiert Gesprochenes in 99 Sprachen; empfohlen für alles außer Englisch. Gemessen: 3 bis 7 % der Wörter falsch in deutlichem Deutsch, Spanisch und Französisch, bei einem Drittel der Geschwindigkeit des eingebauten Modells.',
  'packs.cyrillic':
    'Liest kyrillische Schrift im Bild: Russisch, Ukrainisch, Belarussisch und Bulgarisch. Wird neben dem eingebauten benutzt, vom nächsten Film an.',
  'packs.greek':
    'Liest griechische Schrift im Bild. Wird neben dem eingebauten benutzt, vom nächsten Film an.',
  'packs.korean':
    'Liest koreanische Schrift im Bild. Wird neben dem eingebauten benutzt, vom nächsten Film an.',
  'packs.thai':
    'Liest thailändische Schrift im Bild. Wird neben dem eingebauten benutzt, vom nächsten Film an.',
  'packs.arabic':
    'Liest arabische Schrift im Bild: Arabisch, Persisch und Urdu. Wird neben dem eingebauten benutzt, vom nächsten Film an.',
  'packs.devanagari':
    'Liest Devanagari im Bild: Hindi, Marathi und Nepali. Wird neben dem eingebauten benutzt, vom nächsten Film an.',
  'packs.llava':
    'Sieht einen ganzen Film, ein Token je Bild, und beantwortet Fragen dazu in eigenen Worten. Für lange Filme braucht es eine Grafikkarte: Auf einem Prozessor mit zwei Kernen dauerte ein Bild 16 Sekunden, eine Stunde Film also fast einen Tag.',
  'packs.voices':
    'Eingebaut. Unterscheidet die Stimmen eines Films, sodass sein Transkript sagt, wer spricht.',
  'packs.tracks':
    'Eingebaut. Liest Schrift im Bild, in Sprachen mit lateinischen Buchstaben, auf Chinesisch und auf Japanisch, und findet Menschen und 79 Arten von Dingen, von Fahrrädern bis Zahnbürsten.',
  'packs.core':
    'Eingebaut. Kennt 1.000 Arten von Dingen vom Sehen (Tiere, Fahrzeuge, Haushaltsdinge; keine Menschen oder Handlungen), vergleicht sie mit freiem Text und transkribiert englische Sprache.',
};
