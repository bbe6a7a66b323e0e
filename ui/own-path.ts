/** A path of this very site, or undefined: no other host (`//evil.example`, `/\evil.example`), no `javascript:`. */
export function ownPath(wanted: string): string | undefined {
  return /^\/(?![/\\])[\x21-\x7e]*$/.test(wanted) ? wanted : undefined;
}
