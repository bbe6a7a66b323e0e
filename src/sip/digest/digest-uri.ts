import type { Uri } from '../message/uri.ts';
import { parseUri, unescapeUser } from '../message/uri.ts';

/**
 * Whether credentials made for `digestUri` may be used for a request to `requestUri` (RFC 7616 §3.4.6). Host and
 * user must agree as in RFC 3261 §19.1.4. Phones leave out parameters, port or user of the Request-URI, some put
 * another name of the exchange there: `domains` are all names of ours, in lower case. A password, or the
 * parameters of the Contact behind the Request-URI, say nothing about who is called.
 */
export function matchesRequestUri(
  digestUri: string,
  requestUri: string,
  domains: ReadonlySet<string>,
): boolean {
  if (digestUri === requestUri) return true;
  const digest = parseUri(digestUri);
  const request = parseUri(requestUri);
  if (!digest.ok || !request.ok) return false;
  if (digest.value.host === '' && digest.value.user === undefined) return false;
  return sameUser(digest.value, request.value) && sameHost(digest.value, request.value, domains);
}

function sameUser(digest: Uri, request: Uri): boolean {
  return digest.user === undefined || unescapeUser(digest.user) === unescapeUser(request.user ?? '');
}

function sameHost(digest: Uri, request: Uri, domains: ReadonlySet<string>): boolean {
  const ours = digest.host.toLowerCase();
  const theirs = request.host.toLowerCase();
  if (ours !== theirs) return domains.has(ours) && domains.has(theirs);
  return digest.port === undefined || request.port === undefined || digest.port === request.port;
}
