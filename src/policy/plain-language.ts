/** Whether a text reads easily, for 45 to 80 years old and for who learns the language: hints, and never a refusal. */

export type TextLanguage = 'nl' | 'en';

export interface ReadingHint {
  readonly kind: 'average' | 'long-sentence' | 'long-word' | 'hard-word';
  /** The sentence, or the word. */
  readonly quote: string;
  /** Words of the sentence, letters of the word, or the average. */
  readonly value?: number;
  /** An easier word. */
  readonly better?: string;
}

export interface Readability {
  readonly sentences: number;
  readonly words: number;
  /** Words of a sentence, to one decimal; 0 without any. */
  readonly average: number;
  readonly hints: readonly ReadingHint[];
}

/** B1: what most adults read without effort. Dutch writes together what English writes apart. */
const EASY = {
  nl: { average: 15, sentence: 22, word: 20 },
  en: { average: 17, sentence: 25, word: 14 },
} as const;
/** Of each kind: a page with more needs another look, not another line. */
const MOST_HINTS = 8;
const LONGEST_QUOTE = 200;

/** Words of offices, and those the glossary has another word for. */
const HARD: Readonly<Record<TextLanguage, ReadonlyMap<string, string>>> = {
  nl: wordList({
    aangaande: 'over',
    aanvang: 'begin',
    account: 'extensie',
    betreffende: 'over',
    conform: 'volgens',
    derhalve: 'daarom',
    desbetreffende: 'deze',
    device: 'toestel',
    echter: 'maar',
    extentie: 'extensie',
    extenties: 'extensies',
    geschieden: 'gebeuren',
    indien: 'als',
    inzake: 'over',
    middels: 'met',
    omtrent: 'over',
    registreren: 'aanmelden',
    reeds: 'al',
    tevens: 'ook',
    teneinde: 'om',
    thans: 'nu',
    trachten: 'proberen',
    voornemens: 'van plan',
    whitelist: 'uitzonderingen',
    zodoende: 'zo',
  }),
  en: wordList({
    account: 'extension',
    approximately: 'about',
    commence: 'begin',
    device: 'phone',
    endeavour: 'try',
    furthermore: 'also',
    herein: 'here',
    hereby: '',
    moreover: 'also',
    notwithstanding: 'despite',
    prior: 'before',
    pursuant: 'under',
    shall: 'must',
    terminate: 'end',
    thereof: 'of it',
    utilise: 'use',
    utilize: 'use',
    whilst: 'while',
  }),
};

/** Any word of a text is looked up, also one that every object has something under, such as `constructor`. */
function wordList(words: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(words));
}

/** Made when first needed: their dictionaries take a while to load. */
const SPLITTERS: Partial<Record<TextLanguage, ReturnType<typeof makeSplitters>>> = {};

/** `texts`: paragraphs, items and headings, each of them whole. */
export function judgeReadability(texts: readonly string[], language: TextLanguage): Readability {
  const hints = new Hints();
  const easy = EASY[language];
  let sentences = 0;
  let words = 0;
  for (const text of texts) {
    for (const { segment } of splitters(language).sentence.segment(text)) {
      const found = wordsOf(segment, language);
      if (found.length === 0) continue;
      sentences += 1;
      words += found.length;
      if (found.length > easy.sentence) hints.add('long-sentence', segment.trim(), { value: found.length });
      for (const word of found) hintAtWord(hints, word, language);
    }
  }
  const average = sentences === 0 ? 0 : Math.round((words / sentences) * 10) / 10;
  if (average > easy.average) hints.add('average', '', { value: average });
  return { sentences, words, average, hints: hints.list() };
}

function hintAtWord(hints: Hints, word: string, language: TextLanguage): void {
  const better = HARD[language].get(word.toLowerCase());
  if (better !== undefined) hints.add('hard-word', word, better === '' ? {} : { better });
  else if ([...word].length > EASY[language].word) {
    hints.add('long-word', word, { value: [...word].length });
  }
}

/** Each word once, each kind so often. */
class Hints {
  readonly #known = new Map<string, ReadingHint>();

  add(kind: ReadingHint['kind'], text: string, more: Pick<ReadingHint, 'value' | 'better'>): void {
    const quote = text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE - 1)}…`;
    const key = `${kind} ${quote.toLowerCase()}`;
    const ofKind = [...this.#known.values()].filter((hint) => hint.kind === kind).length;
    if (ofKind < MOST_HINTS && !this.#known.has(key)) this.#known.set(key, { kind, quote, ...more });
  }

  list(): readonly ReadingHint[] {
    return [...this.#known.values()];
  }
}

function wordsOf(sentence: string, language: TextLanguage): readonly string[] {
  // An address is no word to be read.
  const readable = sentence.replace(/\S*(?:@|:\/\/)\S*/g, ' ');
  return [...splitters(language).word.segment(readable)].flatMap(({ segment, isWordLike }) =>
    isWordLike ? [segment] : [],
  );
}

function splitters(language: TextLanguage) {
  SPLITTERS[language] ??= makeSplitters(language);
  return SPLITTERS[language];
}

function makeSplitters(language: TextLanguage) {
  return {
    sentence: new Intl.Segmenter(language, { granularity: 'sentence' }),
    word: new Intl.Segmenter(language, { granularity: 'word' }),
  };
}
