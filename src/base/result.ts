/** What may fail by input: a value either way, never an exception. */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

/** Why some text or bytes could not be read, for people who debug phones: "Via: port out of range". */
export type ParseError = string;
export type Parsed<T> = Result<T, ParseError>;

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function fail<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}
