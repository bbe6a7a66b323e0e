import { KEEP_ALIVE_S, type PhoneAccount, type SettingsFile, xml } from './phone-account.ts';

/**
 * Line 1 in the form of firmware 2.2.10 and later. Transport 0 is UDP, NATUDPUpdate 2 keeps the way open with empty
 * datagrams, DTMFMode 1 is RFC 2833. The version is higher than that of a phone that was never set up by a file, which
 * would not read the rest otherwise.
 */
export function fanvilFile(account: PhoneAccount): SettingsFile {
  const { server, port, username, password = '', callsign, registrationSeconds } = account;
  const line: readonly (readonly [name: string, value: string | number])[] = [
    ['PhoneNumber', username],
    ['DisplayName', callsign],
    ['RegisterAddr', server],
    ['RegisterPort', port],
    ['RegisterUser', username],
    ['RegisterPswd', password],
    ['RegisterTTL', registrationSeconds],
    ['EnableReg', 1],
    ['Transport', 0],
    ['NATUDPUpdate', 2],
    ['UDPUpdateTTL', KEEP_ALIVE_S],
    ['EnableRport', 1],
    ['DTMFMode', 1],
    ['MediaCrypto', 0],
    ['VoiceCodecMap', 'G722,PCMA,PCMU'],
    ['Ptime', 20],
  ];
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<sysConf>',
    '  <Version>2.0000000001</Version>',
    '  <sip>',
    '    <line index="1">',
    ...line.map(([name, value]) => `      <${name}>${xml(value)}</${name}>`),
    '    </line>',
    '  </sip>',
    '</sysConf>',
  ];
  return { type: 'application/xml; charset=utf-8', body: `${lines.join('\n')}\n` };
}
