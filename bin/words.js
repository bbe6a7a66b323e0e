/** The launcher's own sentences: it must speak before any package is there. */

/** @param {{ nl: string, en: string }} words */
export function say(words) {
  process.stderr.write(`${process.env.HAMVOIP_LANG === 'en' ? words.en : words.nl}\n`);
}
