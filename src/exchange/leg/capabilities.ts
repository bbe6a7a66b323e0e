/** What a phone may send within a dialog or outside of one. */
export const ALLOWED_METHODS =
  'INVITE, ACK, CANCEL, BYE, OPTIONS, REGISTER, INFO, PRACK, UPDATE, REFER, NOTIFY, SUBSCRIBE, PUBLISH, MESSAGE';

/** Extensions of SIP that we take from a phone. */
export const SUPPORTED = '100rel, timer, replaces, norefersub';
/** The same in a request whose provisional responses are not to be reliable (RFC 3262 §4). */
export const SUPPORTED_WITHOUT_RELIABILITY = 'timer, replaces, norefersub';
