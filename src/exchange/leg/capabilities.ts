import type { HeaderField } from '../../sip/message/headers.ts';

/** What a phone may send within a dialog or outside of one. */
export const ALLOWED_METHODS =
  'INVITE, ACK, CANCEL, BYE, OPTIONS, REGISTER, INFO, PRACK, UPDATE, REFER, NOTIFY, SUBSCRIBE, PUBLISH, MESSAGE';

export const ALLOW: HeaderField = { name: 'allow', value: ALLOWED_METHODS };
/** The same where nobody reads texts: in the dialog with a service. */
export const ALLOW_WITHOUT_TEXTS: HeaderField = {
  name: 'allow',
  value: ALLOWED_METHODS.replace(', MESSAGE', ''),
};

/** Extensions of SIP that we take from a phone. */
export const SUPPORTED = '100rel, timer, replaces, norefersub';
/** The same in a request whose provisional responses are not to be reliable (RFC 3262 §4). */
export const SUPPORTED_WITHOUT_RELIABILITY = 'timer, replaces, norefersub';

/** What we say of ourselves when asked (RFC 3261 §11.2). `outbound` is the registrar's (RFC 5626 §6). */
export const CAPABILITIES: readonly HeaderField[] = [
  ALLOW,
  {
    name: 'accept',
    value: 'application/sdp, text/plain, application/pidf+xml, application/dtmf-relay, application/dtmf',
  },
  { name: 'accept-encoding', value: 'identity' },
  { name: 'accept-language', value: 'nl, en' },
  { name: 'supported', value: `${SUPPORTED}, outbound` },
];
