import { fail, ok, type Parsed } from '../../base/result.ts';
import { parseNameAddr } from './name-addr.ts';
import { parseReplaces, type Replaces } from './replaces.ts';
import { type Uri, unescapeUser } from './uri.ts';

/** Whom the recipient of a REFER is to call (RFC 3515 §2.1). Every other header in the URI stays unread. */
export interface ReferTo {
  readonly uri: Uri;
  /** In capitals. */
  readonly method: string;
  /** The dialog that the call is to take the place of. */
  readonly replaces: Replaces | undefined;
}

export function parseReferTo(text: string): Parsed<ReferTo> {
  const address = parseNameAddr(text);
  if (!address.ok) return address;
  const { uri } = address.value;
  const method = unescapeUser(uri.params.get('method') ?? 'INVITE').toUpperCase();
  const written = headerOf(uri, 'replaces');
  if (written === undefined) return ok({ uri, method, replaces: undefined });
  if (written === null) return fail('Refer-To: more than one Replaces');
  const replaces = parseReplaces(written);
  return replaces.ok ? ok({ uri, method, replaces: replaces.value }) : replaces;
}

/** A header that the URI carries behind its `?` (RFC 3261 §19.1.1); null when there are several. */
function headerOf({ headers }: Uri, name: string): string | undefined | null {
  let found: string | undefined;
  for (const field of headers?.split('&') ?? []) {
    const equals = field.indexOf('=');
    if (equals === -1 || unescapeUser(field.slice(0, equals)).toLowerCase() !== name) continue;
    if (found !== undefined) return null;
    found = unescapeUser(field.slice(equals + 1));
  }
  return found;
}
