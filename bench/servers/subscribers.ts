/** The extensions of the bench: the same in our exchange, in Kamailio and in the generators. */

const FIRST_NUMBER = 20_000;

export function numberOf(index: number): string {
  return String(FIRST_NUMBER + index);
}

/** The servers' own configuration (kamailio.cfg) makes it the same way. */
export function passwordOf(index: number): string {
  return `bench-${numberOf(index)}`;
}

/** P and X begin no amateur's call sign anywhere: three letters for the index, one digit for what is left. */
export function callsignOf(index: number): string {
  const letter = (value: number): string => String.fromCharCode(65 + (value % 26));
  const digit = Math.floor(index / 26 ** 3) % 10;
  return `PX${digit}${letter(Math.floor(index / 26 ** 2))}${letter(Math.floor(index / 26))}${letter(index)}`;
}

/** For `hamvoip extension import`. */
export function importFile(count: number): string {
  const lines = ['number,callsign,name,email,password'];
  for (let index = 0; index < count; index += 1) {
    lines.push(`${numberOf(index)},${callsignOf(index)},Bench ${index},,${passwordOf(index)}`);
  }
  return `${lines.join('\n')}\n`;
}
