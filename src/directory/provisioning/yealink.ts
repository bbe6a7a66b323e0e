import { KEEP_ALIVE_S, oneLine, type PhoneAccount, type SettingsFile } from './phone-account.ts';

/** Names and numbers are those of the T4x templates: transport 0 is UDP, DTMF 1 is RFC 2833. */
export function yealinkFile(account: PhoneAccount): SettingsFile {
  const { server, port, username, password = '', callsign, registrationSeconds } = account;
  const lines: readonly (readonly [name: string, value: string | number])[] = [
    ['account.1.enable', 1],
    ['account.1.label', username],
    ['account.1.display_name', callsign],
    ['account.1.auth_name', username],
    ['account.1.user_name', username],
    ['account.1.password', password],
    ['account.1.sip_server.1.address', server],
    ['account.1.sip_server.1.port', port],
    ['account.1.sip_server.1.transport_type', 0],
    ['account.1.sip_server.1.expires', registrationSeconds],
    ['account.1.nat.nat_traversal', 0],
    ['account.1.nat.udp_update_enable', 1],
    ['account.1.nat.udp_update_time', KEEP_ALIVE_S],
    ['account.1.nat.rport', 1],
    ['account.1.dtmf.type', 1],
    ['account.1.srtp_encryption', 0],
    ['account.1.ptime', 20],
    ['account.1.codec.g722.enable', 1],
    ['account.1.codec.g722.priority', 1],
    ['account.1.codec.pcma.enable', 1],
    ['account.1.codec.pcma.priority', 2],
    ['account.1.codec.pcmu.enable', 1],
    ['account.1.codec.pcmu.priority', 3],
  ];
  const body = lines.map(([name, value]) => `${name} = ${oneLine(String(value))}`);
  // The first line is the format's own: without it the phone reads nothing.
  return { type: 'text/plain; charset=utf-8', body: `${['#!version:1.0.0.1', ...body].join('\n')}\n` };
}
