import { KEEP_ALIVE_S, type PhoneAccount, type SettingsFile, xml } from './phone-account.ts';

function element(
  name: string,
  attributes: readonly (readonly [name: string, value: string | number])[],
): string {
  return [`  <${name}`, ...attributes.map(([key, value]) => `    ${key}="${xml(value)}"`), '  />'].join('\n');
}

function file(lines: readonly string[]): SettingsFile {
  const body = `${['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', ...lines].join('\n')}\n`;
  return { type: 'application/xml; charset=utf-8', body };
}

/** What the phone reads first: which files are its own. No firmware, and no folder to write its logs to. */
export function polycomMasterFile(mac: string): SettingsFile {
  return file([
    element('APPLICATION', [
      ['APP_FILE_PATH', ''],
      ['CONFIG_FILES', `${mac}-account.cfg`],
      ['MISC_FILES', ''],
      ['LOG_FILE_DIRECTORY', ''],
      ['OVERRIDES_DIRECTORY', ''],
      ['CONTACTS_DIRECTORY', ''],
    ]).trimStart(),
  ]);
}

/**
 * Line 1 of UC Software 5. Its own digit map is that of North America, which sends numbers of three digits late or not
 * at all; the codec names carry the priority, from 1.
 */
export function polycomAccountFile(account: PhoneAccount): SettingsFile {
  const { server, port, username, password = '', callsign, registrationSeconds } = account;
  return file([
    '<polycomConfig>',
    element('reg', [
      ['reg.1.displayName', callsign],
      ['reg.1.address', username],
      ['reg.1.label', username],
      ['reg.1.auth.userId', username],
      ['reg.1.auth.password', password],
      ['reg.1.server.1.address', server],
      ['reg.1.server.1.port', port],
      ['reg.1.server.1.transport', 'UDPOnly'],
      ['reg.1.server.1.expires', registrationSeconds],
      ['reg.1.server.1.register', 1],
    ]),
    element('nat', [['nat.keepalive.interval', KEEP_ALIVE_S]]),
    element('dialplan', [['dialplan.digitmap', '*x.T|x.T']]),
    element('tone', [
      ['tone.dtmf.viaRtp', 1],
      ['tone.dtmf.rfc2833Control', 1],
    ]),
    element('sec', [
      ['sec.srtp.enable', 0],
      ['sec.srtp.offer', 0],
      ['sec.srtp.require', 0],
    ]),
    element('voice', [
      ['voice.codecPref.G722', 1],
      ['voice.codecPref.G711_A', 2],
      ['voice.codecPref.G711_Mu', 3],
    ]),
    '</polycomConfig>',
  ]);
}
