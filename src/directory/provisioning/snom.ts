import { hostOf, KEEP_ALIVE_S, type PhoneAccount, type SettingsFile, xml } from './phone-account.ts';

/** Identity 1 of a Snom D7xx; `perm="RW"` leaves the holder free to change it. */
export function snomFile(account: PhoneAccount): SettingsFile {
  const { port, username, password = '', callsign, registrationSeconds } = account;
  const values: readonly (readonly [name: string, value: string | number])[] = [
    ['user_active', 'on'],
    ['user_realname', callsign],
    ['user_name', username],
    ['user_pname', username],
    ['user_pass', password],
    ['user_host', `${hostOf(account)}:${port}`],
    ['user_outbound', ''],
    ['user_expiry', registrationSeconds],
    ['keepalive_interval', KEEP_ALIVE_S],
    ['codec_priority_list', 'g722,pcma,pcmu,telephone-event'],
    ['user_srtp', 'off'],
    ['user_dtmf_info', 'off'],
    ['stun_server', ''],
  ];
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<settings>',
    '  <phone-settings e="2">',
    ...values.map(([name, value]) => `    <${name} idx="1" perm="RW">${xml(value)}</${name}>`),
    '  </phone-settings>',
    '</settings>',
  ];
  return { type: 'application/xml; charset=utf-8', body: `${lines.join('\n')}\n` };
}
