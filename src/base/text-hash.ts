/** FNV-1a, 32 bits, mixed so that the low bits are good for tables. Not for secrets; `start` may be a salt. */
export function hashText(text: string, start = 0x811c9dc5): number {
  let value = start;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return (value ^ (value >>> 16)) >>> 0;
}
