import { hostOf, KEEP_ALIVE_S, type PhoneAccount, type SettingsFile, xml } from './phone-account.ts';

/**
 * Grandstream's P-values. P32, the registration interval, is in minutes; P52=2 keeps the way open without STUN; P191=0
 * leaves codes with a * to the exchange. GXP phones read P290 as dial plan, HT adapters P4200.
 */
export function grandstreamFile(account: PhoneAccount, mac: string | null): SettingsFile {
  const { port, username, password = '', callsign, registrationSeconds } = account;
  const values: Readonly<Record<string, string | number>> = {
    P271: 1,
    P47: `${hostOf(account)}:${port}`,
    P35: username,
    P36: username,
    P34: password,
    P3: callsign,
    P32: Math.max(1, Math.floor(registrationSeconds / 60)),
    P52: 2,
    P84: KEEP_ALIVE_S,
    P103: 0,
    P130: 0,
    P57: 9,
    P58: 8,
    P59: 0,
    P37: 2,
    P2301: 0,
    P2302: 1,
    P2303: 0,
    P183: 0,
    P191: 0,
    P290: '{ x+ | *x+ | \\+x+ }',
    P4200: '{ x+ | *x+ }',
  };
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gs_provision version="1">',
    ...(mac === null ? [] : [`  <mac>${xml(mac)}</mac>`]),
    '  <config version="1">',
    ...Object.entries(values).map(([name, value]) => `    <${name}>${xml(value)}</${name}>`),
    '  </config>',
    '</gs_provision>',
  ];
  return { type: 'application/xml; charset=utf-8', body: `${lines.join('\n')}\n` };
}
