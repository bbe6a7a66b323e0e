/** As radio amateurs spell (ICAO), for a password that is typed from paper. */
const WORDS: Readonly<Record<string, string>> = {
  a: 'alfa',
  b: 'bravo',
  c: 'charlie',
  d: 'delta',
  e: 'echo',
  f: 'foxtrot',
  g: 'golf',
  h: 'hotel',
  i: 'india',
  j: 'juliett',
  k: 'kilo',
  l: 'lima',
  m: 'mike',
  n: 'november',
  o: 'oscar',
  p: 'papa',
  q: 'quebec',
  r: 'romeo',
  s: 'sierra',
  t: 'tango',
  u: 'uniform',
  v: 'victor',
  w: 'whiskey',
  x: 'x-ray',
  y: 'yankee',
  z: 'zulu',
};
const DIGITS = {
  nl: ['nul', 'een', 'twee', 'drie', 'vier', 'vijf', 'zes', 'zeven', 'acht', 'negen'],
  en: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
} as const;
const GROUP = /.{1,4}/gs;

/** `kx7m 4wfp n9tr`: in groups of four, to be read; it is typed without the spaces. */
export function grouped(secret: string): string {
  return (secret.match(GROUP) ?? []).join(' ');
}

/** `kilo x-ray seven mike`, a line for each group. Capitals are written as capitals, other signs as they are. */
export function spelled(secret: string, language: 'nl' | 'en'): readonly string[] {
  return (secret.match(GROUP) ?? []).map((group) =>
    [...group].map((sign) => wordFor(sign, language)).join(' '),
  );
}

function wordFor(sign: string, language: 'nl' | 'en'): string {
  const word = WORDS[sign.toLowerCase()];
  if (word !== undefined) return sign === sign.toLowerCase() ? word : word.toUpperCase();
  return /^\d$/.test(sign) ? (DIGITS[language][Number(sign)] ?? sign) : sign;
}
