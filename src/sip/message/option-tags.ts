import type { SipMessage } from './message.ts';

/** Option tags are tokens, compared in any case (RFC 3261 §19.2, §7.3.1). */
export function requires(message: SipMessage, tag: string): boolean {
  return lists(message, 'require', tag);
}

/** What a message requires its sender is able to do, too. */
export function supports(message: SipMessage, tag: string): boolean {
  return lists(message, 'supported', tag) || lists(message, 'require', tag);
}

function lists(message: SipMessage, header: 'supported' | 'require', tag: string): boolean {
  return message.headers.has(header) && message.headers.list(header).some((one) => one.toLowerCase() === tag);
}
