/** What a settings file is made of. */
export interface PhoneAccount {
  readonly server: string;
  readonly port: number;
  readonly username: string;
  /** Undefined where the digest is given instead. */
  readonly password: string | undefined;
  /** H(username:realm:password), for programs that take it (RFC 7616 §3.4.2). */
  readonly ha1: string;
  readonly realm: string;
  readonly callsign: string;
  readonly registrationSeconds: number;
}

/** A file as a phone fetches it. */
export interface SettingsFile {
  readonly type: string;
  readonly body: string;
}

export const KEEP_ALIVE_S = 30;

/** Text and attribute values of XML. */
export function xml(value: string | number): string {
  return String(value).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A value on a line of its own: nothing of it can become another line. */
export function oneLine(value: string): string {
  return value.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '');
}

/** As it stands in an address. */
export function hostOf({ server }: Pick<PhoneAccount, 'server'>): string {
  return server.includes(':') ? `[${server}]` : server;
}
