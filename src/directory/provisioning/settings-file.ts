import type { ProvisioningFormat } from '../devices/guide.ts';
import { grandstreamFile } from './grandstream.ts';
import { linphoneFile } from './linphone.ts';
import type { PhoneAccount, SettingsFile } from './phone-account.ts';
import { snomFile } from './snom.ts';
import { yealinkFile } from './yealink.ts';

const MAC = '([0-9a-f]{12})';
/** What a family asks for by the hardware address of the phone; it also tries other names, which are not there. */
const NAMES: Readonly<Record<ProvisioningFormat, RegExp>> = {
  yealink: new RegExp(`^${MAC}\\.cfg$`, 'i'),
  grandstream: new RegExp(`^cfg${MAC}\\.xml$`, 'i'),
  snom: new RegExp(`^(?:snom[0-9a-z]*-)?${MAC}\\.(?:xml|htm)$`, 'i'),
  linphone: /^linphone\.xml$/,
};

/**
 * Which phone wants the file of this name: its hardware address in lower case, or null for an app. Undefined when the
 * family has no such file.
 */
export function phoneOfFile(
  format: ProvisioningFormat,
  name: string,
): { readonly mac: string | null } | undefined {
  const found = NAMES[format].exec(name);
  return found === null ? undefined : { mac: found[1]?.toLowerCase() ?? null };
}

export function settingsFile(
  format: ProvisioningFormat,
  account: PhoneAccount,
  mac: string | null,
): SettingsFile {
  switch (format) {
    case 'yealink':
      return yealinkFile(account);
    case 'grandstream':
      return grandstreamFile(account, mac);
    case 'snom':
      return snomFile(account);
    case 'linphone':
      return linphoneFile(account);
  }
}

/** What is typed into the phone behind the link: it puts its own name of the file in the place of the rest. */
export function settingsAddress(format: ProvisioningFormat, link: string): string {
  switch (format) {
    case 'yealink':
      return link;
    // The field has a choice of its own for the protocol.
    case 'grandstream':
      return link.replace(/^https?:\/\//, '').replace(/\/$/, '');
    case 'snom':
      return `${link}{mac}.xml`;
    case 'linphone':
      return `${link}linphone.xml`;
  }
}
