/** Names joined by commas, as people call them. */
export function named(names: string | number | undefined, words: Readonly<Record<string, string>>): string {
  return String(names ?? '')
    .split(',')
    .map((name) => words[name] ?? name)
    .join(', ');
}
