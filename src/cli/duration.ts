const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** `90s`, `60m`, `2h`, `7d` in seconds; undefined when it is none of these. */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit = ''] = /^(\d{1,9})([smhd])$/.exec(text.trim()) ?? [];
  const seconds = SECONDS[unit];
  return amount === undefined || seconds === undefined ? undefined : Number(amount) * seconds;
}
