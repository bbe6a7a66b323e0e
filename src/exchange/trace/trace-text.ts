import { bytesToLatin1, latin1ToText } from '../../base/bytes.ts';
import type { SipMessage } from '../../sip/message/message.ts';
import { parseNameAddr } from '../../sip/message/name-addr.ts';

const LONGEST_TEXT = 8_192;

/**
 * Whose phone sends or receives a message: who sends a request stands in From, who answers it in To, whichever side
 * we are. The other party's messages are never in a trace, because they would show its address (mission H11).
 */
export function phoneOf(message: SipMessage, direction: 'in' | 'out'): string | undefined {
  const isOfSender = (message.kind === 'request') === (direction === 'in');
  const value = message.headers.get(isOfSender ? 'from' : 'to');
  const address = value === undefined ? undefined : parseNameAddr(value);
  return address?.ok ? address.value.uri.user : undefined;
}

/** A message as an administrator may read it: without what proves a password, without keys, texts and digits. */
export function withoutSecrets(bytes: Uint8Array): string {
  const text = bytesToLatin1(bytes);
  const end = text.indexOf('\r\n\r\n');
  const head = end < 0 ? text : text.slice(0, end);
  const body = end < 0 ? '' : text.slice(end + 4);
  const shown = `${withoutCredentials(head)}\r\n\r\n${bodyShown(head, body)}`;
  return latin1ToText(shown.slice(0, LONGEST_TEXT));
}

/** Even a digest can be tried against a list of passwords; who tried as whom is enough to help with. */
function withoutCredentials(head: string): string {
  return head.replace(
    /^((?:proxy-)?authorization[ \t]*:)[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*/gim,
    (field: string, name: string) => {
      const username = /\busername[ \t]*=[ \t]*"([^"\r\n]{0,64})"/i.exec(field)?.[1];
      return `${name} ${username === undefined ? '' : `username="${username}" `}(left out)`;
    },
  );
}

function bodyShown(head: string, body: string): string {
  if (body === '') return '';
  if (!/^(?:content-type|c)[ \t]*:[ \t]*application\/sdp\b/im.test(head))
    return `(${body.length} bytes left out)`;
  return body.replace(/^(a=(?:crypto|ice-pwd)):[^\r\n]*/gim, '$1:(left out)');
}
