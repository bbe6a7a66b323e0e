/** What would steer a screen, or turn the direction of writing around. */
const UNWANTED = /(?!\n)[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** Text as people type and paste it: lines, and an empty one between paragraphs. */
export function plainText(given: string): string {
  return given
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(UNWANTED, '')
    .replace(/ +$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** The same, on one line. */
export function plainLine(given: string): string {
  return plainText(given).replace(/\s+/g, ' ');
}
