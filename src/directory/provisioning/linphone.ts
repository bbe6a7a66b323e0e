import { hostOf, type PhoneAccount, type SettingsFile, xml } from './phone-account.ts';

/**
 * Remote provisioning of Linphone: sections of its own settings. The digest stands in the place of the password, so
 * that the password itself is not in the file; the app wants the realm with it.
 */
export function linphoneFile(account: PhoneAccount): SettingsFile {
  const { port, username, ha1, realm, callsign, registrationSeconds } = account;
  const host = hostOf(account);
  const sections: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
    sip: { default_proxy: 0 },
    proxy_0: {
      reg_proxy: `<sip:${host}:${port};transport=udp>`,
      reg_identity: `"${callsign}" <sip:${username}@${host}>`,
      reg_expires: registrationSeconds,
      reg_sendregister: 1,
      publish: 0,
      dial_escape_plus: 0,
    },
    auth_info_0: { username, userid: username, ha1, realm, algorithm: 'MD5', domain: host },
    net: { firewall_policy: 0 },
    misc: { transient_provisioning: 1 },
  };
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<config xmlns="http://www.linphone.org/xsds/lpconfig.xsd">',
    ...Object.entries(sections).flatMap(([section, entries]) => [
      `  <section name="${xml(section)}">`,
      ...Object.entries(entries).map(
        ([name, value]) => `    <entry name="${xml(name)}" overwrite="true">${xml(value)}</entry>`,
      ),
      '  </section>',
    ]),
    '</config>',
  ];
  return { type: 'application/xml; charset=utf-8', body: `${lines.join('\n')}\n` };
}
