/** Small words that mark a language, and of which no English sentence holds two. */
const MARKS: readonly (readonly string[])[] = [
  // German
  'der die das den dem ein eine einen ist sind wird werden wie viele wieviele was wer wann wo warum welche welcher welches gibt es zu sehen man kann über im und nicht kein keine worum geht film wird gesagt zeig mir',
  // Dutch
  'de het een is zijn wordt worden hoe veel hoeveel wat wie wanneer waar waarom welke er te zien gezegd over op niet geen en van met buiten binnen laat mij film komt komen voor staat heeft wanneer daar dit deze',
  // French
  'le la les un une des est sont il elle on y a-t-il combien quel quelle quels quelles qui quoi quand où pourquoi comment dans du au aux avec sur voit dit film vidéo montre moi que se passe voit-on est-ce qu’est-ce qu’on y-a-t-il ce cette de ne pas',
  // Spanish and Portuguese
  'el la los las un una es son hay qué que quién quien cuándo cuando dónde donde cuántos cuantos cuántas cómo como por para con se ve dice en película vídeo o os um uma não há quantos quantas onde aparece',
  // Italian
  'il lo la gli le un una è sono c’è ci che chi cosa quando dove quanti quante quanto come perché con nel nella si vede dice mostra del della',
].map((words) => words.split(' '));
/** Of these too, but English: they mark nothing. */
const ENGLISH = new Set(
  'is on an a in no me do i was die man over film video as so to he she at we us been'.split(' '),
);

/**
 * What a question in another language is about: its words without the small ones of that language. Null for English, and for
 * a few words that may be of any language.
 */
export function foreignTopic(text: string): string | null {
  const words = text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];
  const letters = text.match(/\p{L}/gu) ?? [];
  const latin = text.match(/\p{Script=Latin}/gu) ?? [];
  if (letters.length > 0 && latin.length < letters.length / 2) return words.join(' ');
  const best = MARKS.map((marks) => {
    const held = new Set(marks);
    return { held, count: words.filter((word) => held.has(word) && !ENGLISH.has(word)).length };
  }).sort((a, b) => b.count - a.count)[0];
  const english = words.filter((word) => ENGLISH_ONLY.has(word)).length;
  if (!best || best.count < 2 || english >= best.count) return isForeign(text, words) ? longer(words) : null;
  return longer(words.filter((word) => !best.held.has(word)));
}

function longer(words: readonly string[]): string {
  return words.filter((word) => word.length > 2).join(' ');
}

/** Of a language without marks here: a question with a letter that English does not write, and none of its small words. */
function isForeign(text: string, words: readonly string[]): boolean {
  const english = words.some((word) => ENGLISH_ONLY.has(word) || /^(?:an?|my)$/.test(word));
  return (
    !english && words.length > 2 && /[?？؟]/.test(text) && words.some((word) => /[^\p{ASCII}’]/u.test(word))
  );
}

const ENGLISH_ONLY = new Set(
  'the this that what who when where why how is are does do did there any of and with see show shown say said about'.split(
    ' ',
  ),
);
